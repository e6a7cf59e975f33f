// Imported from its file, not from the client's index: programs load this as well, and do not need axios.
import { ChatError, OptionError } from "../chat/errors";

/** A failed operation: what was being done, why it failed, what to do now. The message is for a person. */
export class OperationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OperationError";
  }
}

/**
 * The resource exists but does not yet match its declaration. It stays in the state with `outputs`, so that a destroy
 * still removes it and the next `pulumi up` finishes it.
 */
export class PartialFailure extends OperationError {
  constructor(
    message: string,
    readonly id: string,
    readonly outputs: object,
  ) {
    super(message);
    this.name = "PartialFailure";
  }
}

/** Puts what was being done in front of an error of the service, and leaves our own messages unchanged. */
export function withContext(doing: string, error: unknown): string {
  if (error instanceof OperationError) return error.message;
  // A setting that the client refuses, such as a key followed by a line break, is reported like an answer.
  if (error instanceof ChatError || error instanceof OptionError) return `${doing}: ${error.message}`;
  return `${doing}: unexpected ${error instanceof Error ? `${error.name}: ${error.message}` : "failure"}. This is a defect of pulumi-tencent-chat: please report it.`;
}
