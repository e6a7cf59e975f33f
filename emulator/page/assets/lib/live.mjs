/** Minimum time between two reads after changes, so that an open page does not slow the API under load. */
const INTERVAL_MS = 1000;
const RETRY_MS = 5000;

/**
 * Calls `read` when something in the emulator has changed: at once, and at most once a second. A page in a hidden tab reads
 * when it is shown again.
 * @param {() => Promise<void>} read
 * @param {(isConnected: boolean) => void} onConnection
 */
export function follow(read, onConnection) {
  let isChanged = false;
  let isBusy = false;

  async function readChanges() {
    if (isBusy || !isChanged || document.hidden) return;
    isBusy = true;
    isChanged = false;
    await read();
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    isBusy = false;
    await readChanges();
  }

  function onChange() {
    isChanged = true;
    void readChanges();
  }

  function connect() {
    const events = new EventSource("/emulator/v1/events");
    events.addEventListener("open", () => onConnection(true));
    // The first event comes when the stream opens, so that nothing is missed after a lost connection.
    events.addEventListener("change", onChange);
    events.addEventListener("error", () => {
      onConnection(false);
      // The browser gives up after an answer that is no stream, such as a refusal.
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
    });
  }

  connect();
  document.addEventListener("visibilitychange", () => void readChanges());
}
