import { connect } from "node:net";

const gone = new AbortController();

/**
 * Aborted once the engine that this process works for is gone. A killed engine leaves the process running, with
 * operations waiting for their turn that nobody will hear of: none of them may begin any more.
 */
export const engineGone: AbortSignal = gone.signal;

let watching = false;
let running = 0;

/** Watches the engine from now on, and ends the process when it is gone and what had begun has ended. */
export function endWithEngine(): void {
  if (watching) return;
  watching = true;
  // The dynamic-provider host gets the engine's address as its first argument.
  const [, host, port] = /^([\w.-]+):(\d{1,5})$/.exec(process.argv[2] ?? "") ?? [];
  if (host !== undefined) listen(host, Number(port), false);
  engineGone.addEventListener("abort", endWhenIdle);
}

/** Counts an operation; the result ends it. */
export function beginOperation(): () => void {
  running += 1;
  return () => {
    running -= 1;
    if (engineGone.aborted) endWhenIdle();
  };
}

function endWhenIdle(): void {
  if (running === 0) process.exit(0);
}

/**
 * An open connection shows the end of the other side at once. The engine closes one that says nothing after a while, so
 * that the end of a connection alone proves nothing: it does when no new one can be made. Where nobody ever answered,
 * there is no engine to watch.
 */
function listen(host: string, port: number, answeredBefore: boolean): void {
  let answered = false;
  const socket = connect({ host, port });
  socket.unref();
  socket.on("connect", () => {
    answered = true;
  });
  // What the engine sends is of no interest, but only what is read lets the end be seen.
  socket.resume();
  socket.on("error", () => {});
  socket.on("close", () => {
    if (answered) listen(host, port, true);
    else if (answeredBefore) gone.abort(new Error("the engine is gone"));
  });
}
