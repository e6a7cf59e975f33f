import { OperationError, PartialFailure } from "../../errors";
import type { Properties } from "../../handler";

/** Stands for a message that the engine shows anyway. */
const shownByEngine = "pulumi-tencent-chat";

/**
 * Prepares a failure for the host. For a `PartialFailure`, the host keeps the resource in the state, but does not add
 * its own property, without which the resource could never be deleted.
 *
 * @param inputs of an operation that may leave a half-created resource
 */
export function hostFailure(error: unknown, inputs: Properties) {
  const message = error instanceof Error ? error.message : String(error);
  const partial = error instanceof PartialFailure && {
    id: error.id,
    properties: { ...error.outputs, __provider: inputs.__provider },
    reasons: [message],
  };
  return Object.assign(new OperationError(message), partial, { toString: () => shownByEngine, stack: shownByEngine });
}

let isWrapped = false;

/**
 * For some failures, the host prints `${error}: ${error.stack}` in addition to the message that the engine shows with
 * the resource (cmd/dynamic-provider, 3.248.0). Drops these lines, and no other.
 */
export function dropRepeatedFailures(): void {
  if (isWrapped) return;
  isWrapped = true;
  const print = console.error;
  console.error = (...values: unknown[]) => {
    if (values[0] !== `${shownByEngine}: ${shownByEngine}`) print(...values);
  };
}
