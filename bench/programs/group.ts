/** The same groups as in documentedStyle.ts, as resources of this package. */
import { Group } from "pulumi-tencent-chat";

for (let i = 0; i < Number(process.env["BENCH_GROUPS"]); i++) {
  const name = i === 0 && process.env["BENCH_CHANGED"] ? "Changed" : `Group ${i}`;
  new Group(`group-${i}`, { groupId: `bench-${i}`, type: "Public", name, ownerAccount: "alice" });
}
