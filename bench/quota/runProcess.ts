/** One run beside others: disbands its groups with the client. Driven by messages, so that all runs begin together. */
import { ChatClient } from "../../chat";

/** How a run ended, in milliseconds since 1970. */
export interface RunReport {
  readonly startedAt: number;
  readonly endedAt: number;
}

const PARALLEL = 64;

async function main(): Promise<void> {
  const [endpoint = "", secretKey = "", from = "", count = "", callsPerSecond = ""] = process.argv.slice(2);
  const client = new ChatClient({
    sdkAppId: 1400000000,
    secretKey,
    endpoint,
    deadlineMs: 600_000,
    ...(callsPerSecond !== "" && { callsPerSecond: Number(callsPerSecond) }),
  });
  const groupIds = Array.from({ length: Number(count) }, (_, index) => `room-${Number(from) + index}`).values();
  process.once("message", async () => {
    const startedAt = Date.now();
    const work = async () => {
      for (const groupId of groupIds) await client.groups.destroy(groupId);
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    process.send?.({ startedAt, endedAt: Date.now() } satisfies RunReport);
    process.disconnect();
  });
  process.send?.("ready");
}

void main();
