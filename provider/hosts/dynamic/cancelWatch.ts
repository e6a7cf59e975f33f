import type { EventEmitter } from "node:events";
import { cancelRun } from "../runCancelled";

const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

let isWatching = false;

/**
 * Watches for the engine's call of `Cancel`. The host answers it and tells no provider (cmd/dynamic-provider, 3.248.0), so
 * this listens to the streams of its HTTP/2 server. Without such a server, nothing is noticed: everything under way ends as
 * without a cancel.
 */
export function watchCancel(): void {
  if (isWatching) return;
  isWatching = true;
  for (const server of http2Servers())
    server.on("stream", (_stream: unknown, headers: Readonly<Record<string, unknown>>) => {
      if (headers[":path"] === cancelPath) cancelRun();
    });
}

function http2Servers(): EventEmitter[] {
  const { _getActiveHandles: handles } = process as { _getActiveHandles?: () => object[] };
  return (handles?.call(process) ?? []).filter(
    (handle): handle is EventEmitter => handle.constructor.name === "Http2Server",
  );
}
