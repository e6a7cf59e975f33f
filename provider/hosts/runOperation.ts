import { OperationError, PartialFailure, withContext } from "../errors";
import { NotConfigured } from "../notConfigured";
import { beginOperation } from "./engineWatch";

/**
 * Does the work of one call of the engine, which an engine that ends waits for.
 *
 * @throws OperationError, or PartialFailure if the resource stays in the state; the message is complete
 */
export async function runOperation<T>(doing: string, work: () => Promise<T>): Promise<T> {
  const end = beginOperation();
  try {
    return await work();
  } catch (error) {
    const message = failureText(doing, error);
    throw error instanceof PartialFailure
      ? new PartialFailure(message, error.id, error.outputs)
      : new OperationError(message);
  } finally {
    end();
  }
}

const reported = new Set<string>();

/** Missing settings fail every resource in the same way: only the first one says what to do. */
function failureText(doing: string, error: unknown): string {
  const text = withContext(doing, error);
  if (!(error instanceof NotConfigured)) return text;
  if (reported.has(text)) return `${doing}: Tencent Cloud Chat is not configured, as already reported.`;
  reported.add(text);
  return text;
}
