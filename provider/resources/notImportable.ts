import { OperationError } from "../errors";

/** Refuses to read a resource by its id: nothing in the service tells what it is. */
export function refuseImport(displayName: string, advice: string): () => Promise<never> {
  return () =>
    Promise.reject(
      new OperationError(
        `${displayName} has no object of its own in the service, so it cannot be imported or read by id. ${advice}`,
      ),
    );
}
