import type { Clock } from "../base/clock";
import type { Endpoint, EndpointPath } from "../endpoints";
import type { Reader } from "./envelope";

/** Options of one call. */
export interface CallOptions {
  /** Cancels the call at any stage: waiting for the rate limit, in flight, or between two tries. */
  signal?: AbortSignal | undefined;
  /** Prevents the call, or its next try, from starting. A request in flight is completed. */
  startBy?: AbortSignal | undefined;
  /** Absolute, in ms on the client's clock; wins over the client's `deadlineMs`. */
  deadline?: number | undefined;
  /**
   * How long a read may wait for others that share its call, in ms. Only for calls that are made in batches. Default 4: more
   * saves calls where many operations run slowly beside each other.
   */
  batchWindowMs?: number | undefined;
  /**
   * Set it when the remote object was created a moment ago and is known to exist. "notFound" then means replication lag
   * and is retried for about fifteen seconds. Default false.
   */
  retriesNotFound?: boolean | undefined;
  /** Whether the call may be repeated after an indeterminate outcome. Default: the value in the table of endpoints. */
  repeat?: Endpoint["repeat"] | undefined;
}

/** What each API class needs from the client. */
export interface ApiCaller {
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** The app admin whose UserSig signs every call. */
  readonly adminUserId: string;
  /** Removes secrets from a text. */
  readonly redact: (text: string) => string;
  request<T>(path: EndpointPath, body: object, reader: Reader<T>, options?: CallOptions): Promise<T>;
}
