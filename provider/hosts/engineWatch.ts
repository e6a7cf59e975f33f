import { connect } from "node:net";

const engineGoneController = new AbortController();

/**
 * Aborted once the engine of this process is gone. A killed engine leaves the process running, with queued operations
 * whose results no one would receive: none of them may start.
 */
export const engineGone: AbortSignal = engineGoneController.signal;

const address = /^([\w.-]+):(\d{1,5})$/;

/** Returns the address of the engine, which a provider process gets as its first argument; undefined if there is no engine. */
export function engineAddress(): string | undefined {
  const [, , argument = ""] = process.argv;
  return address.test(argument) ? argument : undefined;
}

let watching = false;
let runningOperations = 0;

/** Watches the engine, and ends the process when the engine is gone and all started operations have ended. */
export function endWithEngine(engine: string | undefined = engineAddress()): void {
  if (watching || engine === undefined) return;
  watching = true;
  const [, host, port] = address.exec(engine) ?? [];
  if (host !== undefined) watchConnection(host, Number(port), undefined);
  engineGone.addEventListener("abort", endWhenIdle);
}

/** Counts an operation as running; the returned function ends it. */
export function beginOperation(): () => void {
  runningOperations += 1;
  return () => {
    runningOperations -= 1;
    if (engineGone.aborted) endWhenIdle();
  };
}

function endWhenIdle(): void {
  // Leaves the host some time to send a last answer, in case anyone still receives it.
  if (runningOperations === 0) setTimeout(() => process.exit(0), 500);
}

const retryDelayMs = 200;
const maxRefusals = 3;

/**
 * Watches the engine with an open connection, which shows at once when the other side ends. The engine closes idle
 * connections, so a closed connection proves nothing until new ones are refused. If no connection ever succeeded, there
 * is no engine to watch. Other network errors prove nothing about the engine.
 *
 * @param refusals how many new connections in a row were refused; undefined before the first connection
 */
function watchConnection(host: string, port: number, refusals: number | undefined): void {
  let wasConnected = false;
  let wasRefused = false;
  const reconnect = (count: number | undefined) =>
    void setTimeout(() => watchConnection(host, port, count), retryDelayMs).unref();
  const socket = connect({ host, port });
  socket.unref();
  socket.on("connect", () => {
    wasConnected = true;
  });
  // The data is ignored, but only a socket that is read reports its end.
  socket.resume();
  socket.on("error", (error: NodeJS.ErrnoException) => {
    wasRefused = error.code === "ECONNREFUSED";
  });
  socket.on("close", () => {
    if (wasConnected) reconnect(0);
    else if (refusals === undefined) return;
    else if (!wasRefused) reconnect(refusals);
    else if (refusals + 1 < maxRefusals) reconnect(refusals + 1);
    else engineGoneController.abort(new Error("the engine is gone"));
  });
}
