import { connect } from "node:net";

const gone = new AbortController();

/**
 * Aborted once the engine that this process works for is gone. A killed engine leaves the process running, with
 * operations waiting for their turn that nobody will hear of: none of them may begin any more.
 */
export const engineGone: AbortSignal = gone.signal;

const address = /^([\w.-]+):(\d{1,5})$/;

/** Where the engine listens, which the dynamic-provider host gets as its first argument; undefined: there is no engine. */
export function engineAddress(): string | undefined {
  const [, , argument = ""] = process.argv;
  return address.test(argument) ? argument : undefined;
}

let watching = false;
let running = 0;

/** Watches the engine from now on, and ends the process when it is gone and what had begun has ended. */
export function endWithEngine(): void {
  if (watching) return;
  watching = true;
  const [, host, port] = address.exec(engineAddress() ?? "") ?? [];
  if (host !== undefined) listen(host, Number(port), undefined);
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
  // Some time for the host to hand over a last answer, should there still be somebody who takes it.
  if (running === 0) setTimeout(() => process.exit(0), 500);
}

const betweenTriesMs = 200;
const mostTries = 3;

/**
 * An open connection shows the end of the other side at once. The engine closes one that says nothing after a while, so
 * that the end of a connection alone proves nothing: it does when new ones are refused. Where nobody ever answered,
 * there is no engine to watch, and other troubles of this machine say nothing of the engine.
 *
 * @param refusals how often in a row a new connection was refused; undefined before the first connection
 */
function listen(host: string, port: number, refusals: number | undefined): void {
  let answered = false;
  let refused = false;
  const again = (count: number | undefined) => void setTimeout(() => listen(host, port, count), betweenTriesMs).unref();
  const socket = connect({ host, port });
  socket.unref();
  socket.on("connect", () => {
    answered = true;
  });
  // What the engine sends is of no interest, but only what is read lets the end be seen.
  socket.resume();
  socket.on("error", (error: NodeJS.ErrnoException) => {
    refused = error.code === "ECONNREFUSED";
  });
  socket.on("close", () => {
    if (answered) again(0);
    else if (refusals === undefined) return;
    else if (!refused) again(refusals);
    else if (refusals + 1 < mostTries) again(refusals + 1);
    else gone.abort(new Error("the engine is gone"));
  });
}
