import { type CodeInfo, describeCode } from "../codes";

/** The service refused: an ErrorCode of the envelope or of the single requested item. */
export interface ApiFailure {
  readonly kind: "api";
  readonly code: number;
  readonly info: string;
  readonly codeInfo: CodeInfo;
}

/** Whether a network failure may go away by itself. */
export type WireFailureKind =
  /** Timeout, reset, refused connection, 5xx: may go away at any time. */
  | "temporary"
  /** An answer that is not from a Chat service: rarely goes away. */
  | "unexpected"
  /** Nothing listens on a port of this machine: an emulator that is not running. It may be restarting. */
  | "notListening"
  /** HTTP 429 from a gateway. */
  | "throttled"
  /** Certificate error, HTTP 404: the next try would fail as well. */
  | "permanent";

/** No usable answer. */
export interface WireFailure {
  readonly kind: "wire";
  /** False if no byte of the request can have reached the service. */
  readonly sent: boolean;
  readonly failureKind: WireFailureKind;
  readonly reason: string;
}

export type Failure = ApiFailure | WireFailure;

/** Thrown by a reader if an answer does not have the documented schema. */
export class SchemaError extends Error {}

/** Thrown by a reader to fail the whole call with an item's code. */
export class ItemError extends Error {
  constructor(
    readonly code: number,
    readonly info: string,
  ) {
    super(info);
  }
}

export function apiFailure(api: string, code: number, info: string): ApiFailure {
  return { kind: "api", code, info, codeInfo: describeCode(code, api) };
}

/** Whether a failed try may have taken effect if it was a write. See ChatError.isIndeterminate. */
export function mayHaveTakenEffect(failure: Failure): boolean {
  return failure.kind === "wire" ? failure.sent : failure.codeInfo.errorClass === "transient";
}
