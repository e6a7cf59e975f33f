import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import axios, { type AxiosInstance, isAxiosError } from "axios";
import { linkSignals } from "../base/abort";
import { type Transport, TransportFailure, type TransportRequest, type TransportResponse } from "./transport";

/** Answers of the service have at most 1 MB (code 10018, doc 34348). */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
/** Enough for 200 calls per second that take one second each. Further requests wait for a connection and count as "notSent" until then. */
const MAX_SOCKETS = 256;

/**
 * HTTP over axios with persistent connections, as the service advises (doc 34620). Respects HTTPS_PROXY, HTTP_PROXY and
 * NO_PROXY. An https service is reached through a CONNECT tunnel, so the proxy never sees the UserSig.
 */
export class AxiosTransport implements Transport {
  readonly #httpAgent = new http.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  // Set explicitly, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in a CI image can't expose the UserSig.
  readonly #httpsAgent = new https.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, rejectUnauthorized: true });
  readonly #axios: AxiosInstance;

  constructor() {
    this.#axios = axios.create({
      httpAgent: this.#httpAgent,
      httpsAgent: this.#httpsAgent,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      validateStatus: () => true,
      responseType: "text",
      transformRequest: [(data: unknown) => data],
      transformResponse: [(data: unknown) => data],
      headers: { "Content-Type": "application/json", Accept: "application/json" },
    });
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    const probe = new ConnectionProbe(request.url.startsWith("https:"));
    const link = linkSignals(request.signal);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      link.abort(undefined);
    }, request.timeoutMs);
    try {
      const response = await this.#axios.post<unknown>(request.url, request.body, {
        signal: link.signal,
        transport: probe,
      });
      if (probe.answeredByProxy) {
        throw new TransportFailure("notSent", `the proxy refused to connect: HTTP status ${response.status}`);
      }
      const { "content-type": contentType, date }: Record<string, unknown> = response.headers;
      return {
        status: response.status,
        ...(typeof contentType === "string" ? { contentType } : {}),
        ...(typeof date === "string" ? { date } : {}),
        body: typeof response.data === "string" ? response.data : "",
      };
    } catch (error) {
      if (error instanceof TransportFailure) throw error;
      throw toTransportFailure(error, probe, request, timedOut);
    } finally {
      clearTimeout(timer);
      link.unlink();
    }
  }

  close(): void {
    this.#httpAgent.destroy();
    this.#httpsAgent.destroy();
  }
}

/** Wraps node:http for axios and records whether the request reached an established connection to its target. */
class ConnectionProbe {
  readonly #secure: boolean;
  #ready = false;
  answeredByProxy = false;

  constructor(secure: boolean) {
    this.#secure = secure;
    // axios copies the transport object: only a bound own property survives the copy.
    this.request = this.request.bind(this);
  }

  get ready(): boolean {
    return this.#ready;
  }

  request(options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest {
    const request = (options.protocol === "https:" ? https : http).request(options, onResponse);
    request.on("socket", (socket) => this.#watch(socket));
    request.on("response", (response) => {
      // axios reports a refused CONNECT as if it were the answer; its socket has no TLS.
      this.answeredByProxy = this.#secure && !isEncrypted(response.socket);
    });
    return request;
  }

  #watch(socket: Socket): void {
    const isConnecting = isEncrypted(socket) ? isHandshaking(socket) : socket.connecting;
    const markReady = (): void => {
      this.#ready = !this.#secure || isEncrypted(socket);
    };
    if (isConnecting) socket.once(isEncrypted(socket) ? "secureConnect" : "connect", markReady);
    else markReady();
  }
}

function isEncrypted(socket: Socket): socket is TLSSocket {
  return (socket as Partial<TLSSocket>).encrypted === true;
}

/** True while the TLS handshake runs; false for a reused socket. Missing in the types of Node 20, but present since Node 0.11. */
function isHandshaking(socket: TLSSocket): boolean {
  return (socket as TLSSocket & { secureConnecting?: boolean }).secureConnecting === true;
}

/** Codes of node:tls for a certificate that was rejected. */
const CERTIFICATE = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT)/;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was closed while sending",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up just now",
  EHOSTUNREACH: "the host can't be reached",
  ENETUNREACH: "the network can't be reached",
  ETIMEDOUT: "the connection timed out",
  EPROTO: "the TLS handshake failed",
  ERR_BAD_RESPONSE: `the answer broke off or was longer than ${MAX_ANSWER_BYTES} bytes`,
};

function toTransportFailure(
  error: unknown,
  probe: ConnectionProbe,
  request: TransportRequest,
  timedOut: boolean,
): TransportFailure {
  const phase = probe.ready ? "unknown" : "notSent";
  if (timedOut) {
    const missing = probe.ready ? "no answer" : "no connection";
    return new TransportFailure(phase, `${missing} within ${request.timeoutMs} ms`);
  }
  if (request.signal.aborted) return new TransportFailure(phase, "cancelled");
  const code = isAxiosError(error) || error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? "") : "";
  if (CERTIFICATE.test(code)) {
    return new TransportFailure("notSent", `the server's certificate is not trusted (${code})`, true);
  }
  // The library's message may contain the URL: pass on only its code.
  const reason = reasons[code] ?? "the connection failed";
  return new TransportFailure(phase, code === "" ? reason : `${reason} (${code})`, false, code === "ECONNREFUSED");
}
