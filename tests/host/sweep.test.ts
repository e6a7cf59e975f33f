import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { DEFAULT_APP } from "../../emulator";
import type { SweepReport } from "../../provider/sweep/report";
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
    new Promise<{
      code: number;
      report: SweepReport;
      ids: Record<"swept" | "failed" | "unproven", string[]>;
      err: string;
    }>((resolve, reject) => {
      const env = { PATH: process.env["PATH"], ...bench.emulator.env(), TENCENT_CHAT_DEADLINE_SECONDS: "4" };
      execFile(process.execPath, [command, "sweep", "--json", ...args], { env }, (error, stdout, err) => {
        if (stdout === "") return reject(new SyntaxError(err));
        const report: SweepReport = JSON.parse(stdout);
        const idsOf = (groups: readonly { readonly groupId: string }[]) => groups.map(({ groupId }) => groupId).sort();
        const { swept, failed, unproven } = report;
        const ids = { swept: idsOf(swept), failed: idsOf(failed), unproven: idsOf(unproven) };
        resolve({ code: Number(error?.code ?? 0), report, ids, err });
      });
    });
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

  it("by name shows the groups of two identities apart, and disbands none of them without --identity", async () => {
    await bench.create({ ...room, groupId: "mine" });
    for (const args of [byName, [...byName, "--yes"]]) {
      const { code, report } = await sweep(...args);
      assert.equal(code, 3);
      const found = report.unproven.map((group) => [group.groupId, group.identity]);
      assert.deepEqual(found.sort(), [
        ["mine", identity],
        ["theirs", foreignOwner("").__identity],
      ]);
      assert.deepEqual(report.swept, []);
      assert.ok(app().group("mine"));
    }
    const { code, ids } = await sweep(...byName, ...byIdentity, "--yes");
    assert.deepEqual([code, ids.swept], [0, ["mine"]]);
  });

  it("by a pattern of names disbands the groups of each stack with one identity", async () => {
    await bench.create({ ...room, groupId: "mine" });
    await bench.create({ ...room, groupId: "pr-1", __managedBy: "acme/chat/pr-1/room" });
    await bench.create({ ...room, groupId: "pr-2", __managedBy: "acme/chat/pr-2/room" });
    await bench.create({ ...room, groupId: "production", __managedBy: "acme/chat/production/room" });
    const { code, ids } = await sweep("--stack", "acme/chat/pr-*", "--yes");
    assert.deepEqual([code, ids.swept], [0, ["pr-1", "pr-2"]]);
    assert.deepEqual(
      ["mine", "production"].map((groupId) => app().group(groupId)?.groupId),
      ["mine", "production"],
    );
  });

  it("of a group without a mark needs its id, and reports what it does not disband", async () => {
    app().create({ groupId: "typed", type: "Public", name: "Theirs" });
    await bench.create({ ...room, groupId: "mine" });
    const { code, report, ids } = await sweep("typed", "mine", "nothing", "--yes");
    assert.deepEqual([code, ids.swept, ids.unproven, report.gone], [3, ["typed"], ["mine"], ["nothing"]]);
    assert.deepEqual([app().group("typed"), app().group("mine")?.groupId], [undefined, "mine"]);
  });

  it("stops after the given number of failures, and continues in another run", async () => {
    const names = Array.from({ length: 120 }, (_, index) => `mine-${index}`);
    await Promise.all(names.map((groupId) => bench.create({ ...room, groupId }, groupId)));
    bench.emulator.faults.add({ api: "destroy_group", times: 3, fault: { kind: "errorCode", code: 10007 } });
    const stopped = await sweep(...byIdentity, "--yes", "--max-failures", "3");
    assert.deepEqual([stopped.code, stopped.report.stopped, stopped.ids.failed.length], [1, true, 3]);
    assert.ok(stopped.ids.swept.length < 117, "it stopped");
    const { code } = await sweep(...byIdentity, "--yes");
    assert.equal(code, 0);
    assert.deepEqual(
      app()
        .groups()
        .map(({ groupId }) => groupId)
        .sort(),
      ["nobodys", "theirs"],
    );
  });

  it("leaves a group alone that the program declares as persistent, or guards", async () => {
    await bench.create({ ...room, groupId: "persistent", persist: true });
    await bench.create({ ...room, groupId: "guarded", disbandOnlyIf: { membersAtMost: 100 } });
    const lifted = await bench.create({ ...room, groupId: "lifted", persist: true });
    const { persist: _, ...inputs } = lifted.inputs;
    await bench.update({ ...lifted, inputs }, {});
    const { code, ids, report } = await sweep(...byIdentity, "--yes");
    assert.deepEqual([code, ids.swept], [0, ["lifted"]]);
    assert.deepEqual(report.persistent.map(({ groupId }) => groupId).sort(), ["guarded", "persistent"]);
    assert.ok(app().group("persistent") && app().group("guarded"));
  });

  it("refuses a filter that names no groups", async () => {
    await bench.create({ ...room, groupId: "mine" });
    for (const args of [[], ["--yes"], ["--older-than", "1s", "--yes"]]) {
      await assert.rejects(sweep(...args), SyntaxError, "it prints no report");
      assert.ok(app().group("mine"));
    }
  });

  it("leaves similar groups alone, lists them, and reports them by its exit code", async () => {
    const wiped = await bench.create(room, "wiped");
    app().setAttributes(wiped.id, {});
    await bench.create({ ...room, groupId: "forged" });
    const mark = String(app().attributes("forged")["pulumi"]);
    app().setAttributes("forged", {
      pulumi: mark.replace(/"h":"(.)/, (_, first) => `"h":"${first === "_" ? "-" : "_"}`),
    });
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
      assert.deepEqual([code, ids.swept], [0, ["mine"]]);
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
