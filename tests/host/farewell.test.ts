import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import { FakeEngine } from "./support/engine";
import { failureOf, foreignOwner, GroupHost, type ResourceState } from "./support/groups";
import { sendMessage } from "./support/messages";

const api = "send_group_system_notification";
const bye = "This room closes.";

describe("the farewell of a group", () => {
  let bench: GroupHost;
  const app = () => bench.emulator.app();
  const sent = (groupId: string) => bench.emulator.journal.entries({ api, groupId });
  const said = (state: ResourceState) =>
    bench.host.stdout.filter((line) => line.includes(`group ${state.id} `)).join("\n");

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

  async function disbanded(state: ResourceState): Promise<void> {
    await bench.delete(state);
    assert.equal(app().group(state.id), undefined);
  }

  for (const type of ["Public", "Private", "ChatRoom", "AVChatRoom"]) {
    it(`is sent to everyone in a group of type ${type}, once, before the disband`, async () => {
      const state = await leaving({ type });
      await disbanded(state);
      assert.deepEqual(
        sent(state.id).map(({ body }) => body),
        [{ GroupId: state.id, Content: bye }],
      );
      const order = bench.emulator.journal.entries({ groupId: state.id, effect: true }).map((entry) => entry.api);
      assert.deepEqual(order.slice(-2), [api, "destroy_group"]);
    });
  }

  it("is followed by another check of the group's ownership and guards", async () => {
    const state = await leaving({ disbandOnlyIf: { emptyOfMessages: true }, farewell: { message: bye, wait: "1s" } });
    const heard = bench.emulator.journal
      .next({ api, groupId: state.id })
      .then(() => sendMessage(bench.emulator, state.id));
    const { message } = await failureOf(bench.delete(state));
    await heard;
    assert.match(
      message,
      /emptyOfMessages: it has had 1 message\n.*not documented whether the service counts a farewell/,
    );
    assert.ok(app().group(state.id));
    assert.deepEqual(
      app()
        .messages(state.id)
        .map(({ text }) => text),
      ["still here"],
    );
    assert.deepEqual(
      app()
        .notices(state.id)
        .map(({ content }) => content),
      [bye],
    );
  });

  it("is no message of the group: a group that is empty of messages is disbanded after it", async () => {
    await disbanded(await leaving({ disbandOnlyIf: { emptyOfMessages: true } }));
  });

  it("is not sent to a group that is kept by its guards or its ownership", async () => {
    const state = await leaving({ disbandOnlyIf: { membersAtMost: 0 }, ownerAccount: "alice" });
    await failureOf(bench.delete(state));
    const taken = await leaving();
    await bench.inRun("theirs").create({
      groupId: taken.id,
      type: "Public",
      name: "Room",
      ...foreignOwner("room"),
      adopt: "always",
    });
    await failureOf(bench.delete(taken));
    assert.deepEqual([...sent(state.id), ...sent(taken.id)], []);
  });

  it("gets its time in addition to the deadline", async () => {
    const state = await leaving({ farewell: { message: bye, wait: "4s" } });
    await disbanded(state);
    assert.match(said(state), /The farewell to the group \S+ .* was sent: the group will be disbanded in 4s\./);
    const [notice] = sent(state.id);
    const [end] = bench.emulator.journal.entries({ api: "destroy_group", groupId: state.id });
    assert.ok(Number(end?.at) - Number(notice?.at) >= 3_900);
  });

  it("is not sent again when the disband takes several tries", async () => {
    const state = await leaving();
    bench.emulator.faults.add({
      api: "destroy_group",
      groupId: state.id,
      times: 2,
      fault: { kind: "errorCode", code: 10002 },
    });
    await disbanded(state);
    assert.equal(sent(state.id).length, 1);
  });

  it("to a group that is already gone causes no wait", async () => {
    const state = await leaving({ farewell: { message: bye, wait: "5m" } });
    app().disband(state.id);
    await bench.delete(state);
    assert.doesNotMatch(said(state), /farewell/);
  });

  const forever = Number.POSITIVE_INFINITY;
  for (const [title, fault, times, ends] of [
    ["no permission (10007)", { kind: "errorCode", code: 10007 }, forever, /It was not sent/],
    ["a text that is too long (80002)", { kind: "errorCode", code: 80002 }, forever, /It was not sent/],
    ["an invalid id (10015)", { kind: "errorCode", code: 10015 }, forever, /It was not sent/],
    ["too many calls (60007), permanently", { kind: "errorCode", code: 60007 }, forever, /It was not sent/],
    [
      "an internal error (10002)",
      { kind: "errorCode", code: 10002 },
      forever,
      /may or may not have been sent.*not sent again/,
    ],
    ["a reset before the effect", { kind: "reset", when: "before" }, 1, /may or may not have been sent/],
    ["a reset after the effect", { kind: "reset", when: "after" }, 1, /may or may not have been sent/],
    ["a 502 page", { kind: "http", status: 502, when: "after" }, 1, /may or may not have been sent/],
    ["no answer at all", { kind: "hang", when: "after" }, 1, /may or may not have been sent/],
  ] satisfies [string, Fault, number, RegExp][]) {
    it(`that fails with ${title} causes a warning, and the group is disbanded`, async () => {
      const state = await leaving();
      bench.emulator.faults.add({ api, groupId: state.id, times, fault });
      await disbanded(state);
      assert.match(
        said(state),
        /^warning: Could not send the farewell to the group leaving-\d+ .*send_group_system_notification/m,
      );
      assert.match(said(state), ends);
      if (/may have/.test(ends.source)) assert.equal(sent(state.id).length, 1);
    });
  }

  it("that definitely reached nobody causes no wait", async () => {
    const state = await leaving({ farewell: { message: bye, wait: "5m" } });
    bench.emulator.faults.add({ api, groupId: state.id, fault: { kind: "errorCode", code: 10007 } });
    await disbanded(state);
  });

  it("stops the operation if the engine has exited: the group is not disbanded", async () => {
    const state = await leaving({ farewell: { message: bye, wait: "5m" } });
    const engine = await FakeEngine.start();
    const host = await bench.another({ ...bench.emulator.env() } as Record<string, string>, engine.address);
    try {
      const heard = bench.emulator.journal.next({ api, groupId: state.id });
      const deleting = failureOf(host.delete(state.id, state.outputs));
      await heard;
      await engine.kill();
      await deleting;
      assert.equal(bench.emulator.journal.count({ api: "destroy_group", groupId: state.id }), 0);
      assert.ok(app().group(state.id));
    } finally {
      await host.stop();
    }
  });
});
