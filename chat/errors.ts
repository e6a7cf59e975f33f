import type { ErrorClass } from "./codes/row";

/** The fields of a {@link ChatError}. The caller has already redacted and shortened all texts. */
export interface ChatErrorDetails {
  readonly api: string;
  readonly errorClass: ErrorClass;
  readonly code?: number | undefined;
  readonly info: string;
  readonly advice: string;
  readonly isIndeterminate: boolean;
  readonly message: string;
}

/**
 * A failed call. Branch on `errorClass` and `isIndeterminate`; show `message`. It never contains a URL, a UserSig or a
 * key.
 *
 * @example
 * try {
 *   await client.groups.destroy(id);
 * } catch (error) {
 *   if (!(error instanceof ChatError)) throw error;
 *   if (error.isIndeterminate) await readBack(id);
 *   else if (error.errorClass !== "notFound") throw error;
 * }
 */
export class ChatError extends Error {
  /** The API command, such as `destroy_group`. */
  readonly api: string;
  /** The class of the last failure; "unknownOutcome" when a write got no usable answer. */
  readonly errorClass: ErrorClass;
  /** The service's ErrorCode; undefined when there was no answer. */
  readonly code: number | undefined;
  /** The service's own error text, or the network failure. */
  readonly info: string;
  /** What to do next. */
  readonly advice: string;
  /**
   * True if and only if the call is a write and at least one try may have taken effect: it may have been sent and got no
   * usable answer, or got an answer of class "transient", which the service also gives for work that it completed.
   * False when the service refused every try or no try left this machine. Always false for reads.
   */
  readonly isIndeterminate: boolean;

  constructor(details: ChatErrorDetails) {
    super(details.message);
    this.name = new.target.name;
    this.api = details.api;
    this.errorClass = details.errorClass;
    this.code = details.code;
    this.info = details.info;
    this.advice = details.advice;
    this.isIndeterminate = details.isIndeterminate;
  }
}

/** The service answered with an ErrorCode other than 0. */
export class ApiError extends ChatError {}

/** No usable answer: timeout, reset, refused connection, HTTP status other than 200, not JSON, wrong shape. */
export class TransportError extends ChatError {}

/** The caller's signal cancelled the call, or the client was closed. */
export class CancelledError extends ChatError {}

/** An invalid option of the client or an invalid argument of a call. Thrown before anything is sent. */
export class OptionError extends Error {
  constructor(
    /** The option's or argument's name. */
    readonly option: string,
    message: string,
  ) {
    super(message);
    this.name = "OptionError";
  }
}
