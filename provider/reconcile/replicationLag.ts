import type { OperationContext } from "../handler";

/** How long after its creation a group may not be found everywhere: nothing is documented about that. */
const lagSeconds = 60;

/**
 * Whether a group was created so short a time ago that "notFound" may be lag.
 *
 * @param createTime in Unix seconds by the service's clock; undefined: it is not known, so that nothing is
 */
export function isRecent(createTime: number | undefined, { clock }: Pick<OperationContext, "clock">): boolean {
  return createTime !== undefined && Math.abs(clock.now() / 1000 - createTime) <= lagSeconds;
}

/** The operation on a group that is known to be there: where it is fresh, its calls try "notFound" again. */
export function retryingNotFound(createTime: number | undefined, operation: OperationContext): OperationContext {
  if (!isRecent(createTime, operation)) return operation;
  return { ...operation, call: { ...operation.call, retriesNotFound: true } };
}
