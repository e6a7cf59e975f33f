import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { DEFAULT_APP } from "../../emulator";
import type { SweepReport } from "../../provider/sweep/sweep";
import { foreignOwner, GroupHost, ownedBy } from "./support/groups";

const command = path.resolve(__dirname, "../../dist/cli/main.js");
const { __identity: identity } = ownedBy("");
const room = { type: "Public", name: "Room" };

describe("a sweep", () => {
  let bench: GroupHost;
  const app = () => bench.emulator.app();

  beforeEach(async () => {
    bench = await GroupHost.start({ emulator: { apps: [{ ...DEFAULT_APP, customFieldKeys: ["pulumi_owner"] }] } });
    // Another program, whose stack has the same name.
    await bench.inRun("theirs").create({ ...room, groupId: "theirs", ...foreignOwner("room", "acme/chat/dev") });
    app().create({ groupId: "nobodys", type: "Public", name: "Theirs" });
  });
  afterEach(async () => {
    for (const groupId of ["theirs", "nobodys"]) assert.ok(app().group(groupId), `${groupId} was disbanded`);
    await bench.stop();
  });

  const sweep = (...args: string[]) =>
    new Promise<{ code: number; report: SweepReport; ids: Record<"swept" | "failed" | "unproven", string[]> }>(
      (resolve) => {
        const env = { PATH: process.env["PATH"], ...bench.emulator.env(), TENCENT_CHAT_DEADLINE_SECONDS: "4" };
        execFile(process.execPath, [command, "sweep", "--json", ...args], { env }, (error, stdout) => {
          const report: SweepReport = JSON.parse(stdout);
          const idsOf = (groups: readonly { readonly groupId: string }[]) =>
            groups.map(({ groupId }) => groupId).sort();
          const { swept, failed, unproven } = report;
          const ids = { swept: idsOf(swept), failed: idsOf(failed), unproven: idsOf(unproven) };
          resolve({ code: Number(error?.code ?? 0), report, ids });
        });
      },
    );
  const byIdentity = ["--identity", identity];
  const byName = ["--stack", "acme/chat/dev"];

  it("by identity lists owned groups, and disbands them on command, whatever other stacks are called", async () => {
    await bench.create({ ...room, groupId: "mine" });
    const derived = await bench.create(room, "derived");
    const seen = await sweep(...byIdentity);
    assert.deepEqual([seen.code, seen.ids.swept, seen.ids.unproven], [0, [derived.id, "mine"].sort(), []]);
    assert.ok(app().group("mine"), "it only listed");
    const done = await sweep(...byIdentity, "--yes");
    assert.deepEqual([done.code, done.ids.swept], [0, [derived.id, "mine"].sort()]);
    assert.deepEqual((await sweep(...byIdentity)).report.swept, []);
  });

  it("by name lists the groups whose marks name the stack, with their identities, and disbands nothing", async () => {
    await bench.create({ ...room, groupId: "mine" });
    const { code, report } = await sweep(...byName);
    assert.equal(code, 3);
    const found = report.unproven.map((group) => [group.groupId, group.identity]);
    assert.deepEqual(found.sort(), [
      ["mine", identity],
      ["theirs", foreignOwner("").__identity],
    ]);
    assert.deepEqual(report.swept, []);
    assert.ok(app().group("mine"));
  });

  it("leaves similar groups alone, lists them, and reports them by its exit code", async () => {
    const wiped = await bench.create(room, "wiped");
    app().setAttributes(wiped.id, {});
    await bench.create({ ...room, groupId: "forged" });
    app().setAttributes("forged", { pulumi: String(app().attributes("forged")["pulumi"]).replace(/"h":"./, '"h":"_') });
    await bench.create({ ...room, groupId: "mine" });
    const { code, ids } = await sweep(...byIdentity, "--yes");
    assert.deepEqual([code, ids.swept, ids.unproven], [3, ["mine"], ["forged", wiped.id].sort()]);
    assert.deepEqual((await sweep(...byName)).ids.unproven, ["forged", "theirs", wiped.id].sort());
    for (const groupId of ["forged", wiped.id]) assert.ok(app().group(groupId));
  });

  it("finds marks in the custom field of a stack without being given the field's name", async () => {
    const other = await bench.another({ ...bench.emulator.env(), TENCENT_CHAT_OWNER_FIELD: "pulumi_owner" });
    try {
      const { inputs } = await other.check({}, { ...room, groupId: "field", ...ownedBy("field") });
      await other.create(inputs);
    } finally {
      await other.stop();
    }
    const { code, ids } = await sweep(...byIdentity, "--yes");
    assert.deepEqual([code, ids.swept], [0, ["field"]]);
  });

  for (const stack of ["acme/chat team/dev", "acme/chat/développement 日本"]) {
    it(`finds the groups of a stack with the name ${stack}`, async () => {
      await bench.create({ ...room, groupId: "mine", ...ownedBy("room"), __managedBy: `${stack}/room` });
      const { code, ids } = await sweep("--stack", stack);
      assert.deepEqual([code, ids.unproven], [3, ["mine"]]);
    });
  }

  it("continues if one group cannot be read, lists that one as without owner, and fails", async () => {
    await bench.create({ ...room, groupId: "mine" });
    app().create({ groupId: "unreadable", type: "Public", name: "Theirs" });
    bench.emulator.faults.add({
      api: "get_group_attr",
      groupId: "unreadable",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 10002 },
    });
    const { code, report, ids } = await sweep(...byIdentity, "--yes");
    assert.deepEqual([code, ids.swept, ids.failed, ids.unproven], [1, ["mine"], [], []]);
    const [left, ...others] = report.unreadable;
    assert.deepEqual(others, []);
    assert.equal(left?.groupId, "unreadable");
    assert.match(String(left?.why), /get_group_attr: 10002/);
    assert.ok(app().group("unreadable"));
  });

  it("reports a group as disbanded if the disband took effect without an answer", async () => {
    await bench.create({ ...room, groupId: "mine" });
    bench.emulator.faults.add({ api: "destroy_group", fault: { kind: "reset", when: "after" } });
    const { code, ids } = await sweep(...byIdentity, "--yes");
    assert.deepEqual([code, ids.swept, ids.failed], [0, ["mine"], []]);
  });
});
