import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import type { Fault } from "../faults/fault";
import { ANSWER_HEADERS } from "./answer";

/** Sends the answer, or applies the fault. `closing` ends a delay. */
export async function send(
  response: ServerResponse,
  text: string,
  fault: Fault | undefined,
  closing: AbortSignal,
): Promise<void> {
  await SENDERS[fault?.kind ?? "none"](response, text, fault, closing);
}

type Sender = (
  response: ServerResponse,
  text: string,
  fault: Fault | undefined,
  closing: AbortSignal,
) => void | Promise<void>;

const SENDERS: Readonly<Record<Fault["kind"] | "none", Sender>> = {
  none: answer,
  errorCode: answer,
  rewrite: answer,
  lag: answer,
  http: (response, _, fault) => {
    if (fault?.kind !== "http") return;
    const page =
      fault.body ??
      `<html><head><title>${fault.status}</title></head><body><center><h1>${fault.status}</h1></center></body></html>`;
    response.writeHead(fault.status, { Server: "nginx", "Content-Type": fault.contentType ?? "text/html" }).end(page);
  },
  body: (response, _, fault) => answer(response, fault?.kind === "body" ? fault.body : ""),
  delay: async (response, text, fault, closing) => {
    await wait(fault?.kind === "delay" ? fault.ms : 0, undefined, { signal: closing }).catch(() => undefined);
    if (!closing.aborted) answer(response, text);
  },
  reset: ({ socket }) => {
    // Node can't reset a TLS connection. Its client sees a connection that ends without an answer, and reports the same.
    if (socket instanceof TLSSocket) socket.destroy();
    else socket?.resetAndDestroy();
  },
  hang: () => undefined,
  halfAnswer: (response, text) => {
    const bytes = Buffer.from(text);
    response.writeHead(200, { ...ANSWER_HEADERS, "Content-Length": bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
  },
};

function answer(response: ServerResponse, text: string): void {
  if (!response.destroyed)
    response.writeHead(200, { ...ANSWER_HEADERS, "Content-Length": Buffer.byteLength(text) }).end(text);
}
