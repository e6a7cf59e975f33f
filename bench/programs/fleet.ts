/** The same groups as in documentedStyle.ts, as one resource of this package. */
import { GroupFleet } from "pulumi-tencent-chat";

const groups: Record<string, { groupId: string; name: string }> = {};
for (let i = 0; i < Number(process.env["BENCH_GROUPS"]); i++) {
  const name = i === 0 && process.env["BENCH_CHANGED"] ? "Changed" : `Group ${i}`;
  groups[`group-${i}`] = { groupId: `bench-${i}`, name };
}
new GroupFleet("fleet", { defaults: { type: "Public", ownerAccount: "alice" }, groups });
