import { type CodeInfo, describeCode } from "../errorCodes";

/** The service refused: an ErrorCode of the envelope or of the one item that was asked for. */
export interface ApiFailure {
  readonly kind: "api";
  readonly code: number;
  readonly info: string;
  readonly known: CodeInfo;
}

/** How a failure on the wire behaves over time. */
export type WireFailureKind =
  /** Timeout, reset, refused, 5xx: may be over at any moment. */
  | "passing"
  /** An answer, but not one of a Chat service: seldom cures itself. */
  | "strange"
  /** HTTP 429 from a gateway. */
  | "busy"
  /** Will be the same next time: certificate, HTTP 404. */
  | "lasting";

/** There was no usable answer. */
export interface WireFailure {
  readonly kind: "wire";
  /** False when no byte of the request can have reached the service. */
  readonly sent: boolean;
  readonly kindOfFailure: WireFailureKind;
  readonly reason: string;
}

export type Failure = ApiFailure | WireFailure;

/** Thrown by a reader of answers whose shape is not the documented one. */
export class SchemaError extends Error {}

/** Thrown by a reader to make an item's code the outcome of the whole call. */
export class ItemError extends Error {
  constructor(
    readonly code: number,
    readonly info: string,
  ) {
    super(info);
  }
}

export function apiFailure(api: string, code: number, info: string): ApiFailure {
  return { kind: "api", code, info, known: describeCode(code, api) };
}

/** A try that may have had its effect, were it a write. See ChatError.isIndeterminate. */
export function mayHaveTakenEffect(failure: Failure): boolean {
  return failure.kind === "wire" ? failure.sent : failure.known.errorClass === "transient";
}
