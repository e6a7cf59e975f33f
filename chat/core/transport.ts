/** One HTTP POST. The URL contains the UserSig: an implementation must not log it or put it into an error. */
export interface TransportRequest {
  readonly url: string;
  /** JSON text. */
  readonly body: string;
  /** Timeout of the whole exchange, including the connection setup. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** An HTTP answer of any status. */
export interface TransportResponse {
  readonly status: number;
  readonly contentType?: string;
  /** The Date header, which tells a wrong clock. */
  readonly date?: string;
  readonly body: string;
}

/** Sends HTTP requests. Replace it to add your own proxy or to record traffic. */
export interface Transport {
  /** Resolves with any HTTP answer; rejects with a {@link TransportFailure} if there was none. */
  request(request: TransportRequest): Promise<TransportResponse>;
  close?(): void;
}

/**
 * Whether a failed request may have reached the service. "notSent": no byte of it can have reached the service (no
 * connection, no TLS session, refused by the proxy). "unknown": it may have arrived.
 */
export type FailurePhase = "notSent" | "unknown";

/** Why there was no answer. It never wraps the HTTP library's error, because that contains the URL and thus the UserSig. */
export class TransportFailure extends Error {
  readonly phase: FailurePhase;
  readonly reason: string;
  /** A retry can't help, for example because the certificate is not trusted. */
  readonly permanent: boolean;
  /** The host itself refused the connection: nothing listens on the port. */
  readonly refused: boolean;

  constructor(phase: FailurePhase, reason: string, permanent = false, refused = false) {
    super(reason);
    this.name = "TransportFailure";
    this.phase = phase;
    this.reason = reason;
    this.permanent = permanent;
    this.refused = refused;
  }
}
