/** Minimum time between two reads after changes, so that an open page does not slow the API under load. */
const INTERVAL_MS = 2000;
/** A pause is at least so many times as long as the read before it: a busy emulator is read less often. */
const PAUSE_PER_READ = 10;
const MAX_PAUSE_MS = 5000;
const RETRY_MS = 5000;

/**
 * Calls `read` when something in the emulator has changed: at once, and at most every two seconds; less often if it takes long. A
 * page in a hidden tab is not connected, and reads when it is shown again: a browser has only six connections for all tabs.
 * @param {() => Promise<void>} read
 * @param {(isConnected: boolean) => void} onConnection
 */
export function follow(read, onConnection) {
  let isChanged = false;
  let isBusy = false;

  async function readChanges() {
    if (isBusy) return;
    isBusy = true;
    while (isChanged && !document.hidden) {
      isChanged = false;
      const started = performance.now();
      await read();
      const pause = Math.max(INTERVAL_MS, PAUSE_PER_READ * (performance.now() - started));
      await new Promise((resolve) => setTimeout(resolve, Math.min(pause, MAX_PAUSE_MS)));
    }
    isBusy = false;
  }

  function onChange() {
    isChanged = true;
    void readChanges();
  }

  /** @type {EventSource | undefined} */
  let events;

  function connect() {
    if (document.hidden || events !== undefined) return;
    const opened = new EventSource("/emulator/v1/events");
    events = opened;
    opened.addEventListener("open", () => onConnection(true));
    // The first event comes when the stream opens, so that nothing is missed after a lost connection.
    opened.addEventListener("change", onChange);
    opened.addEventListener("error", () => {
      onConnection(false);
      // The browser gives up after an answer that is no stream, such as a refusal.
      if (opened.readyState !== EventSource.CLOSED) return;
      events = undefined;
      setTimeout(connect, RETRY_MS);
    });
  }

  function disconnect() {
    events?.close();
    events = undefined;
  }

  connect();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) disconnect();
    else connect();
    void readChanges();
  });
}
