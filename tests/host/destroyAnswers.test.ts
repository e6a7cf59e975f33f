import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import { failureOf, foreignOwner, GroupHost } from "./support/groups";

const errorCode = (code: number, info?: string): Fault => ({ kind: "errorCode", code, ...(info && { info }) });

/** The group is disbanded, but the answer says something else. */
const carriedOut = (code: number): Fault => ({ kind: "errorCode", code, effect: "before" });

/** What the user sees for every code in the table of destroy_group's page (doc 34896). */
const answers = [
  { code: 10002, why: "a transient internal error", times: 1, ends: "disbanded" },
  {
    code: 10002,
    why: "a permanent internal error",
    times: Number.POSITIVE_INFINITY,
    ends: /destroy_group gave no conclusive answer in \d+ attempts \(the last: 10002 .*get_group_info still finds the group.*run `pulumi destroy` again/,
  },
  { code: 10003, why: "an invalid command", times: Number.POSITIVE_INFINITY, ends: /destroy_group: 10003/ },
  { code: 10004, why: "an invalid parameter", times: Number.POSITIVE_INFINITY, ends: /destroy_group: 10004/ },
  { code: 10007, why: "no permission", times: Number.POSITIVE_INFINITY, ends: /destroy_group: 10007/ },
  {
    code: 10015,
    why: "an invalid id, though the group exists",
    times: Number.POSITIVE_INFINITY,
    ends: /destroy_group: 10015/,
  },
] as const;

/** The group is gone when the answer arrives. */
const deletedBefore = (code: number): Fault => ({ kind: "rewrite", set: { ActionStatus: "FAIL", ErrorCode: code } });

describe("disbanding a group, with an answer of", () => {
  let bench: GroupHost;

  before(async () => {
    bench = await GroupHost.start({ env: { TENCENT_CHAT_DEADLINE_SECONDS: "10" } });
  });
  after(() => bench.stop());
  afterEach(() => bench.emulator.faults.clear());

  for (const { code, why, times, ends } of answers) {
    it(`${code}, ${why}`, async () => {
      const state = await bench.create({ groupId: `room-${code}-${times}`, type: "Public", name: "Room" });
      bench.emulator.faults.add({ api: "destroy_group", times, fault: errorCode(code, "says the service") });
      if (ends === "disbanded") {
        await bench.delete(state);
      } else {
        const { message } = await failureOf(bench.delete(state));
        assert.match(message, /^Could not delete the group room-\d+-\S+ \(acme\/chat\/dev\/room\): /);
        assert.match(message, ends);
        assert.match(message, /says the service/);
        assert.ok(bench.emulator.app().group(state.id), "the group still exists");
        bench.emulator.faults.clear();
        await bench.delete(state);
      }
      assert.equal(bench.emulator.app().group(state.id), undefined);
    });
  }

  it("10010, for a group deleted right before the call: success, and a line that says so", async () => {
    const state = await bench.create({ groupId: "gone-10", type: "Public", name: "Room" });
    bench.emulator.faults.add({ api: "destroy_group", fault: carriedOut(10010) });
    await bench.delete(state);
    assert.ok(
      bench.host.stdout.includes(
        "The group gone-10 (acme/chat/dev/room) is already gone (destroy_group answered 10010): nothing to disband.",
      ),
    );
  });

  it("no group at all: success without a disband call, and a line that says so", async () => {
    const state = await bench.create({ groupId: "gone", type: "Public", name: "Room" });
    bench.emulator.app().disband("gone");
    await bench.delete(state);
    assert.equal(bench.emulator.journal.count({ api: "destroy_group", groupId: "gone" }), 0);
    assert.ok(
      bench.host.stdout.includes(
        "The group gone (acme/chat/dev/room) is already gone (get_group_info finds no such group): nothing to disband.",
      ),
    );
  });

  it("no group yet, because it was created a moment ago: reads again, and disbands it", async () => {
    const state = await bench.create({ groupId: "lagging", type: "Public", name: "Room" });
    bench.emulator.faults.add({ api: "get_group_info", groupId: "lagging", times: 2, fault: errorCode(10010) });
    bench.emulator.faults.add({ api: "get_group_attr", groupId: "lagging", times: 2, fault: errorCode(10010) });
    await bench.delete(state);
    assert.deepEqual(bench.emulator.app().disbanded().slice(-1), ["lagging"]);
  });

  it("10015 from every call about a group that is gone: treated as already gone", async () => {
    const state = await bench.create({ groupId: "gone-everywhere", type: "Public", name: "Room" });
    bench.emulator.app().disband("gone-everywhere");
    for (const api of ["destroy_group", "get_group_attr"]) bench.emulator.faults.add({ api, fault: errorCode(10015) });
    await bench.delete(state);
  });

  it("10015, an id that the service no longer knows: reads back, and treats it as already gone", async () => {
    const state = await bench.create({ groupId: "gone-15", type: "Public", name: "Room" });
    bench.emulator.faults.add({ api: "destroy_group", fault: deletedBefore(10015) });
    await bench.delete(state);
    assert.ok(bench.host.stdout.some((line) => line.includes("gone-15") && line.includes("10015")));
  });

  for (const [title, fault] of Object.entries({
    "a reset before the effect": { kind: "reset", when: "before" },
    "a reset after the effect": { kind: "reset", when: "after" },
    "a 502 page before the effect": { kind: "http", status: 502, when: "before" },
    "a 502 page after the effect": { kind: "http", status: 502, when: "after" },
    "text that is not JSON, after the effect": { kind: "body", body: "<html>", when: "after" },
    "JSON of another schema, before the effect": { kind: "body", body: "[1]", when: "before" },
    "a truncated answer, after the effect": { kind: "halfAnswer", when: "after" },
    "10002 after the effect": { kind: "errorCode", code: 10002, effect: "before" },
  } satisfies Record<string, Fault>)) {
    it(`${title}: reads back, and ends with the group gone`, async () => {
      const groupId = `unclear-${Object.values(fault)
        .join("-")
        .slice(0, 30)
        .replace(/[^\w-]/g, "")}`;
      const state = await bench.create({ groupId, type: "Public", name: "Room" });
      bench.emulator.faults.add({ api: "destroy_group", fault });
      await bench.delete(state);
      assert.equal(bench.emulator.app().group(state.id), undefined);
      assert.equal(
        bench.emulator
          .app()
          .disbanded()
          .filter((id) => id === state.id).length,
        1,
      );
    });
  }

  it("the mark of another stack, which appears between an indeterminate answer and the retry: it stops", async () => {
    const args = { groupId: "taken-over", type: "Public", name: "Room" };
    await bench.inRun("theirs").create({ ...args, ...foreignOwner("room") });
    const before = bench.emulator.app().attributes("taken-over");
    const state = await bench.create({ ...args, adopt: "always" });
    bench.emulator.faults.add({ api: "destroy_group", groupId: state.id, fault: { kind: "reset", when: "before" } });
    const reached = bench.emulator.journal
      .next({ api: "destroy_group", groupId: state.id })
      .then(() => bench.emulator.app().setAttributes("taken-over", before));
    const { message } = await failureOf(bench.delete(state));
    await reached;
    assert.match(message, /Refused to disband the group taken-over .*resource room of stack acme\/chat\/prod/s);
    assert.ok(bench.emulator.app().group(state.id));
  });
});
