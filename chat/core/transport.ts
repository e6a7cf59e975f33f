/** One HTTP POST. The URL carries the UserSig: an implementation must not log it or put it into an error. */
export interface TransportRequest {
  readonly url: string;
  /** JSON text. */
  readonly body: string;
  /** For the whole exchange, connecting included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** An HTTP answer of any status. */
export interface TransportResponse {
  readonly status: number;
  readonly contentType?: string;
  readonly body: string;
}

/** What carries requests; replace it to add your own proxy or to record traffic. */
export interface Transport {
  /** Resolves with any HTTP answer; rejects with a {@link TransportFailure} when there was none. */
  request(request: TransportRequest): Promise<TransportResponse>;
  close?(): void;
}

/**
 * How far a request had come when it failed. "notSent": no byte of it can have reached the service (no connection, no
 * TLS session, refused by the proxy). "unknown": it may have arrived.
 */
export type FailurePhase = "notSent" | "unknown";

/** Why there was no answer. Made from scratch, never around the HTTP library's error, which holds the URL and with it the UserSig. */
export class TransportFailure extends Error {
  readonly phase: FailurePhase;
  readonly reason: string;
  /** Trying again can't help: a certificate that is not trusted will not be a second later. */
  readonly permanent: boolean;

  constructor(phase: FailurePhase, reason: string, permanent = false) {
    super(reason);
    this.name = "TransportFailure";
    this.phase = phase;
    this.reason = reason;
    this.permanent = permanent;
  }
}
