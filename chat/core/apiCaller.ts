import type { Clock } from "../base/clock";
import type { Endpoint, EndpointPath } from "../endpoints";
import type { Reader } from "./envelope";

/** Of one call. */
export interface CallOptions {
  /** Stops the call wherever it is: waiting for its turn, on the wire, or between two tries. */
  signal?: AbortSignal | undefined;
  /** Keeps the call, or its next try, from going out; one that is on its way runs to its end. */
  startBy?: AbortSignal | undefined;
  /** Absolute, in ms on the client's clock; wins over the client's `deadlineMs`. */
  deadline?: number | undefined;
  /**
   * What the call is about was created a moment ago, and is known to be there: "notFound" is then lag, and tried again for
   * about fifteen seconds. Default false.
   */
  retriesNotFound?: boolean | undefined;
  /** Whether the call may be made again after an outcome that is not known. Default: what the table of endpoints says. */
  repeat?: Endpoint["repeat"] | undefined;
}

/** What an API family needs of the client. */
export interface ApiCaller {
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** The app admin that every call is signed for. */
  readonly adminUserId: string;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  request<T>(path: EndpointPath, body: object, reader: Reader<T>, options?: CallOptions): Promise<T>;
}
