/**
 * Does what an open page does to the emulator (emulator/page/assets/lib/live.mjs and main.mjs): follows the events, and reads
 * the health, the list and the open group at once, and at most every two seconds; less often if it takes long. A browser would
 * take processor time from the emulator on a small machine, and that is not what is measured. Started with the URL; tells each
 * event to its parent.
 */
const INTERVAL_MS = 2000;
const PAUSE_PER_READ = 10;
const MAX_PAUSE_MS = 5000;
const READS = [
  "/health",
  "/apps/1400000000/groups?limit=100",
  "/apps/1400000000/groups/room-0",
  "/apps/1400000000/groups/room-0/members?offset=0&limit=100",
  "/requests?groupId=room-0&sdkAppId=1400000000&limit=20",
];

async function main(): Promise<void> {
  const prefix = `${process.argv[2]}/emulator/v1`;
  let isChanged = false;
  let isBusy = false;

  async function readChanges(): Promise<void> {
    if (isBusy || !isChanged) return;
    isBusy = true;
    isChanged = false;
    const started = performance.now();
    await Promise.all(READS.map(async (path) => (await fetch(prefix + path)).text()));
    const pause = Math.max(INTERVAL_MS, PAUSE_PER_READ * (performance.now() - started));
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, MAX_PAUSE_MS)));
    isBusy = false;
    await readChanges();
  }

  process.on("disconnect", () => process.exit());
  const { body } = await fetch(`${prefix}/events`);
  if (body === null) throw new Error("the stream of events has no body");
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    for (const _ of chunk.match(/event: change/g) ?? []) process.send?.("event");
    isChanged = true;
    void readChanges();
  }
}

void main();
