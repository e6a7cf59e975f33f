// By their file, and not with the client: a program loads this as well, and has no use for axios.
import { ChatError, OptionError } from "../chat/errors";

/** An operation that ended in nothing: what was being done, why it stopped, what to do now. The message is for a person. */
export class OperationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OperationError";
  }
}

/**
 * The resource exists but is not yet what was asked for. It stays in the state with `outputs`, so that a destroy still
 * removes it and the next `pulumi up` finishes it.
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

/** Puts what was being done in front of what the service said about it, and keeps our own messages as they are. */
export function withContext(doing: string, error: unknown): string {
  if (error instanceof OperationError) return error.message;
  // A setting that the client does not take, such as a key with a line break after it, is told like an answer.
  if (error instanceof ChatError || error instanceof OptionError) return `${doing}: ${error.message}`;
  return `${doing}: unexpected ${error instanceof Error ? `${error.name}: ${error.message}` : "failure"}. This is a defect of pulumi-tencent-chat: please report it.`;
}
