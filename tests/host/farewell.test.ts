import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import { FakeEngine } from "./support/engine";
import { failureOf, foreignOwner, GroupHost, type ResourceState } from "./support/groups";

const api = "send_group_system_notification";
const bye = "This room closes.";

describe("the farewell of a group", () => {
  let bench: GroupHost;
  const app = () => bench.emulator.app();
  const sent = (groupId: string) => bench.emulator.journal.entries({ api, groupId });
  const said = (kept: ResourceState) =>
    bench.host.stdout.filter((line) => line.includes(`group ${kept.id} `)).join("\n");

  before(async () => {
    bench = await GroupHost.start({ env: { TENCENT_CHAT_DEADLINE_SECONDS: "3" } });
  });
  after(() => bench.stop());
  afterEach(() => bench.emulator.faults.clear());

  let serial = 0;
  function leaving(more: object = {}): Promise<ResourceState> {
    serial += 1;
    return bench.create({
      groupId: `leaving-${serial}`,
      type: "Public",
      name: "Room",
      farewell: { message: bye },
      ...more,
    });
  }

  async function disbanded(kept: ResourceState): Promise<void> {
    await bench.delete(kept);
    assert.equal(app().group(kept.id), undefined);
  }

  for (const type of ["Public", "Private", "ChatRoom", "AVChatRoom"]) {
    it(`is sent to everyone in a group of type ${type}, once, before the disband`, async () => {
      const kept = await leaving({ type });
      await disbanded(kept);
      assert.deepEqual(
        sent(kept.id).map(({ body }) => body),
        [{ GroupId: kept.id, Content: bye }],
      );
      const order = bench.emulator.journal.entries({ groupId: kept.id, effect: true }).map((entry) => entry.api);
      assert.deepEqual(order.slice(-2), [api, "destroy_group"]);
    });
  }

  it("is followed by another check of the group's ownership and guards", async () => {
    const kept = await leaving({ disbandOnlyIf: { emptyOfMessages: true }, farewell: { message: bye, wait: "1s" } });
    const heard = bench.emulator.journal.next({ api, groupId: kept.id }).then(() => app().write(kept.id));
    const { message } = await failureOf(bench.delete(kept));
    await heard;
    assert.match(
      message,
      /emptyOfMessages: it has had 1 message\n.*not documented whether the service counts a farewell/,
    );
    assert.ok(app().group(kept.id));
  });

  it("is not sent to a group that is kept by its guards or its ownership", async () => {
    const kept = await leaving({ disbandOnlyIf: { membersAtMost: 0 }, ownerAccount: "alice" });
    await failureOf(bench.delete(kept));
    const taken = await leaving();
    await bench.inRun("theirs").create({
      groupId: taken.id,
      type: "Public",
      name: "Room",
      ...foreignOwner("room"),
      adopt: "always",
    });
    await failureOf(bench.delete(taken));
    assert.deepEqual([...sent(kept.id), ...sent(taken.id)], []);
  });

  it("gets its time in addition to the deadline", async () => {
    const kept = await leaving({ farewell: { message: bye, wait: "4s" } });
    await disbanded(kept);
    assert.match(said(kept), /The farewell to the group \S+ .* is sent: it is disbanded in 4s\./);
    const [notice] = sent(kept.id);
    const [end] = bench.emulator.journal.entries({ api: "destroy_group", groupId: kept.id });
    assert.ok(Number(end?.at) - Number(notice?.at) >= 3_900);
  });

  it("is not sent again when the disband takes several tries", async () => {
    const kept = await leaving();
    bench.emulator.faults.add({
      api: "destroy_group",
      groupId: kept.id,
      times: 2,
      fault: { kind: "errorCode", code: 10002 },
    });
    await disbanded(kept);
    assert.equal(sent(kept.id).length, 1);
  });

  it("to a group that is already gone causes no wait", async () => {
    const kept = await leaving({ farewell: { message: bye, wait: "5m" } });
    app().disband(kept.id);
    await bench.delete(kept);
    assert.doesNotMatch(said(kept), /farewell/);
  });

  const forever = Number.POSITIVE_INFINITY;
  for (const [what, fault, times, ends] of [
    ["no permission (10007)", { kind: "errorCode", code: 10007 }, forever, /It was not sent/],
    ["a text that is too long (80002)", { kind: "errorCode", code: 80002 }, forever, /It was not sent/],
    ["an invalid id (10015)", { kind: "errorCode", code: 10015 }, forever, /It was not sent/],
    ["too many calls (60007), permanently", { kind: "errorCode", code: 60007 }, forever, /It was not sent/],
    [
      "an internal error (10002)",
      { kind: "errorCode", code: 10002 },
      forever,
      /may have been sent or not.*not sent again/,
    ],
    ["a reset before the effect", { kind: "reset", when: "before" }, 1, /may have been sent or not/],
    ["a reset after the effect", { kind: "reset", when: "after" }, 1, /may have been sent or not/],
    ["a 502 page", { kind: "http", status: 502, when: "after" }, 1, /may have been sent or not/],
    ["no answer at all", { kind: "hang", when: "after" }, 1, /may have been sent or not/],
  ] satisfies [string, Fault, number, RegExp][]) {
    it(`that fails with ${what} causes a warning, and the group is disbanded`, async () => {
      const kept = await leaving();
      bench.emulator.faults.add({ api, groupId: kept.id, times, fault });
      await disbanded(kept);
      assert.match(said(kept), /^warning: The farewell to the group leaving-\d+ .*send_group_system_notification/m);
      assert.match(said(kept), ends);
      if (/may have/.test(ends.source)) assert.equal(sent(kept.id).length, 1);
    });
  }

  it("that definitely reached nobody causes no wait", async () => {
    const kept = await leaving({ farewell: { message: bye, wait: "5m" } });
    bench.emulator.faults.add({ api, groupId: kept.id, fault: { kind: "errorCode", code: 10007 } });
    await disbanded(kept);
  });

  it("stops the operation if the engine has exited: the group is not disbanded", async () => {
    const kept = await leaving({ farewell: { message: bye, wait: "5m" } });
    const engine = await FakeEngine.start();
    const host = await bench.another({ ...bench.emulator.env() } as Record<string, string>, engine.address);
    try {
      const heard = bench.emulator.journal.next({ api, groupId: kept.id });
      const deleting = failureOf(host.delete(kept.id, kept.outputs));
      await heard;
      await engine.kill();
      await deleting;
      assert.equal(bench.emulator.journal.count({ api: "destroy_group", groupId: kept.id }), 0);
      assert.ok(app().group(kept.id));
    } finally {
      await host.stop();
    }
  });
});
