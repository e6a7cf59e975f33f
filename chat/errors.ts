import type { ErrorClass } from "./codes/row";

/** What a {@link ChatError} is made of. All texts are redacted and capped by whoever makes it. */
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
 * A call that did not succeed. Branch on `errorClass` and `isIndeterminate`; show `message`. It never holds a URL, a
 * UserSig or a key.
 *
 * @example
 * try {
 *   await client.groups.destroy(id);
 * } catch (error) {
 *   if (!(error instanceof ChatError)) throw error;
 *   if (error.isIndeterminate) await lookBeforeGoingOn(id);
 *   else if (error.errorClass !== "notFound") throw error;
 * }
 */
export class ChatError extends Error {
  /** The command: `destroy_group`. */
  readonly api: string;
  /** The class of the last failure; "unknownOutcome" when a write got no usable answer. */
  readonly errorClass: ErrorClass;
  /** The service's ErrorCode; undefined when there was no answer to take it from. */
  readonly code: number | undefined;
  /** The service's words, or what went wrong on the wire. */
  readonly info: string;
  /** What to do now. */
  readonly advice: string;
  /**
   * True exactly when the call is a write and at least one of its tries may have had its effect: it was (perhaps) sent
   * and got no usable answer, or an answer of class "transient", which the service also gives to work that it did.
   * False when every try was refused by the service or never left this machine; always false for reads.
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

/** The caller's signal stopped the call, or the client was closed. */
export class CancelledError extends ChatError {}

/** An option of the client, or an argument of a call, that can't work. Thrown before anything is sent. */
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
