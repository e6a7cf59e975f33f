import type { OperationContext } from "../handler";

/** How long after its creation a group may not yet be readable everywhere; not documented, so this is a guess. */
const lagSeconds = 60;

/**
 * Whether a group was created so recently that "notFound" may be lag.
 *
 * @param createTime in Unix seconds by the service's clock; undefined if not known
 */
export function isRecent(createTime: number | undefined, { clock }: Pick<OperationContext, "clock">): boolean {
  return createTime !== undefined && Math.abs(clock.now() / 1000 - createTime) <= lagSeconds;
}

/** Returns the operation for a group that is known to exist: if it was created recently, its calls retry "notFound". */
export function retryingNotFound(createTime: number | undefined, operation: OperationContext): OperationContext {
  if (!isRecent(createTime, operation)) return operation;
  return { ...operation, call: { ...operation.call, retriesNotFound: true } };
}
