/**
 * The same groups without Pulumi: a script on this package's client. It makes the calls that cannot be spared, as many at a
 * time as BENCH_PARALLEL says, and keeps no state. Its argument is the step.
 */
import { ChatClient } from "pulumi-tencent-chat/chat";

const client = new ChatClient({
  sdkAppId: Number(process.env["TENCENT_CHAT_SDK_APP_ID"]),
  secretKey: String(process.env["TENCENT_CHAT_SECRET_KEY"]),
  adminUserId: String(process.env["TENCENT_CHAT_ADMIN_USER_ID"]),
  endpoint: String(process.env["TENCENT_CHAT_ENDPOINT"]),
});

const groupIds = Array.from({ length: Number(process.env["BENCH_GROUPS"]) }, (_, i) => `bench-${i}`);
const [firstId = ""] = groupIds;

/** As long as an owner mark. */
const mark = "m".repeat(138);

const steps: Readonly<Record<string, () => Promise<void>>> = {
  up: () =>
    each(groupIds, async (groupId) => {
      const name = `Group ${groupId.slice("bench-".length)}`;
      await client.groups.create({ type: "Public", name, groupId, ownerAccount: "alice" });
      // The client reads up to 50 groups with one call.
      const info = await client.groups.getInfo(groupId);
      if (info === undefined) throw new Error(`${groupId} does not exist`);
      await client.attributes.modify(groupId, { pulumi: mark });
    }),
  change: () => client.groups.modify(firstId, { name: "Changed" }),
  refresh: () =>
    each(groupIds, async (groupId) => {
      await client.groups.getInfo(groupId);
    }),
  destroy: () => each(groupIds, (groupId) => client.groups.destroy(groupId)),
};

/** Runs a task for each item, so many at a time. */
async function each(items: readonly string[], task: (item: string) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await task(item);
  };
  await Promise.all(Array.from({ length: Number(process.env["BENCH_PARALLEL"]) }, worker));
}

async function main(): Promise<void> {
  await steps[process.argv[2] ?? ""]?.();
  client.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
