import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import { failureOf, foreignOwner, GroupHost, type ResourceState } from "./support/groups";
import { sendMessage } from "./support/messages";

const day = 86_400_000;
const force = "TENCENT_CHAT_FORCE_DISBAND";

describe("a guarded group", () => {
  let bench: GroupHost;
  /** How old the groups are: they are created and written to at this time in the past. */
  let ago = 0;
  const app = () => bench.emulator.app();

  before(async () => {
    const emulator = { clock: { now: () => Date.now() - ago }, rateLimit: false };
    bench = await GroupHost.start({
      emulator,
      env: { TENCENT_CHAT_DEADLINE_SECONDS: "10", [force]: "forced, forced-2" },
    });
  });
  after(() => bench.stop());
  afterEach(() => {
    ago = 0;
    bench.emulator.faults.clear();
    bench.emulator.journal.clear();
  });

  let serial = 0;
  function guarded(disbandOnlyIf: object, more: object = {}): Promise<ResourceState> {
    serial += 1;
    return bench.create({ groupId: `guarded-${serial}`, type: "Public", name: "Room", disbandOnlyIf, ...more });
  }

  async function refusedWith(state: ResourceState, ...found: readonly RegExp[]): Promise<string> {
    const { message } = await failureOf(bench.delete(state));
    assert.match(
      message,
      new RegExp(`^Refused to disband the group ${state.id} \\(acme/chat/dev/room\\): its disbandOnlyIf`),
    );
    for (const text of found) assert.match(message, text);
    assert.ok(app().group(state.id), "the group still exists");
    assert.equal(bench.emulator.journal.count({ api: "destroy_group", groupId: state.id }), 0);
    return message;
  }

  async function disbanded(state: ResourceState): Promise<void> {
    await bench.delete(state);
    assert.equal(app().group(state.id), undefined);
  }

  it("with too many members stays until enough have left", async () => {
    const state = await guarded({ membersAtMost: 1 }, { ownerAccount: "alice" });
    app().join(state.id, "bob");
    const message = await refusedWith(state, /membersAtMost 1: it has 2 members/);
    assert.match(message, new RegExp(`set ${force}=${state.id} `));
    app().leave(state.id, "bob");
    await disbanded(state);
  });

  it("with a recent message stays until it was idle for long enough", async () => {
    ago = 3 * day;
    const state = await guarded({ idleFor: "48h" });
    ago = day;
    await sendMessage(bench.emulator, state.id);
    ago = 0;
    await refusedWith(state, /idleFor 48h: the last message came 24h ago/);
    assert.deepEqual(
      app()
        .messages(state.id)
        .map(({ text }) => text),
      ["still here"],
    );
    const old = await guarded({ idleFor: "48h" });
    await refusedWith(old, /idleFor 48h: it was created \ds ago/);
  });

  it("that was idle for long enough is disbanded", async () => {
    ago = 5 * day;
    const state = await guarded({ idleFor: "48h" });
    ago = 3 * day;
    await sendMessage(bench.emulator, state.id);
    // Not stored, so they do not end the idle time.
    ago = day;
    await sendMessage(bench.emulator, state.id, { OnlineOnlyFlag: 1 });
    ago = 0;
    await disbanded(state);
  });

  it("with messages stays, and is disbanded without messages", async () => {
    const state = await guarded({ emptyOfMessages: true });
    const silent = await guarded({ emptyOfMessages: true });
    await sendMessage(bench.emulator, state.id);
    await refusedWith(state, /emptyOfMessages: it has had 1 message/);
    await disbanded(silent);
    app().recall(state.id, 1);
    await refusedWith(state, /emptyOfMessages: it has had 1 message/);
  });

  it("stays, and every violated guard is named at once", async () => {
    const state = await guarded({ membersAtMost: 0, idleFor: "7d", emptyOfMessages: true }, { ownerAccount: "alice" });
    await refusedWith(state, /membersAtMost 0: it has 1 member\n/, /idleFor 7d: it was created/);
  });

  it("stays if the service does not return the values that the guards need", async () => {
    const state = await guarded({ membersAtMost: 9, idleFor: "1m", emptyOfMessages: true });
    const item = {
      GroupId: state.id,
      ErrorCode: 0,
      Type: "Public",
      Name: "Room",
      Introduction: "",
      Notification: "",
      FaceUrl: "",
      Owner_Account: "",
      MuteAllMember: "Off",
      CreateTime: state.outputs["createTime"],
    };
    const answer = { ActionStatus: "OK", ErrorCode: 0, ErrorInfo: "", GroupInfo: [item] };
    const fault: Fault = { kind: "body", body: JSON.stringify(answer), when: "after" };
    bench.emulator.faults.add({ api: "get_group_info", groupId: state.id, times: Number.POSITIVE_INFINITY, fault });
    await refusedWith(state, /MemberNum/, /LastMsgTime/, /NextMsgSeq/);
  });

  it("that is already gone is no error", async () => {
    const state = await guarded({ membersAtMost: 0 });
    app().disband(state.id);
    await bench.delete(state);
  });

  it("is checked again before a retry: later changes count", async () => {
    const state = await guarded({ membersAtMost: 0 });
    bench.emulator.faults.add({ api: "destroy_group", groupId: state.id, fault: { kind: "reset", when: "before" } });
    const reached = bench.emulator.journal
      .next({ api: "destroy_group", groupId: state.id })
      .then(() => app().join(state.id, "bob"));
    const { message } = await failureOf(bench.delete(state));
    await reached;
    assert.match(message, /membersAtMost 0: it has 1 member/);
    assert.ok(app().group(state.id));
  });

  it("is checked once more after the ownership check, right before the call", async () => {
    const state = await guarded({ membersAtMost: 0 });
    bench.emulator.journal.clear();
    await disbanded(state);
    const apis = bench.emulator.journal.entries({ groupId: state.id }).map(({ api }) => api);
    assert.deepEqual(apis.slice(0, 2).sort(), ["get_group_attr", "get_group_info"]);
    assert.deepEqual(apis.slice(2), ["get_group_info", "destroy_group"]);
  });

  it("gets its guards by an update that writes only the owner mark, and they hold", async () => {
    const plain = await bench.create({ groupId: "later", type: "Public", name: "Room" });
    bench.emulator.journal.clear();
    const state = await bench.update(plain, { disbandOnlyIf: { membersAtMost: 0 } });
    const writes = bench.emulator.journal.entries().filter(({ effect }) => effect);
    assert.deepEqual(
      writes.map(({ api }) => api),
      ["modify_group_attr"],
    );
    app().join("later", "bob");
    await refusedWith(state, /membersAtMost 0: it has 1 member/);
    const { id, props } = await bench.host.read(state.id, state.outputs);
    assert.deepEqual([id, props["disbandOnlyIf"]], ["later", { membersAtMost: 0 }], "a refresh keeps them");
    await disbanded(plain);
  });

  it("that was taken over is refused for that reason, whatever the guards", async () => {
    const state = await guarded({ membersAtMost: 9 });
    await bench.inRun("theirs").create({
      groupId: state.id,
      type: "Public",
      name: "Room",
      ...foreignOwner("room"),
      adopt: "always",
    });
    const { message } = await failureOf(bench.delete(state));
    assert.match(message, /belongs to resource room of stack acme\/chat\/prod/);
  });

  for (const groupId of ["forced", "forced-2"]) {
    it(`that the environment names is disbanded, as ${groupId}, and a line lists the overridden guards`, async () => {
      const state = await guarded({ membersAtMost: 0 }, { groupId, ownerAccount: "alice" });
      bench.emulator.faults.add({ api: "destroy_group", groupId, fault: { kind: "reset", when: "before" } });
      await disbanded(state);
      const said = bench.host.stdout.filter(
        (line) => line.includes("are overridden") && line.includes(`group ${groupId} `),
      );
      assert.equal(said.length, 1);
      assert.match(String(said[0]), /since TENCENT_CHAT_FORCE_DISBAND names it: membersAtMost 0: it has 1 member/);
    });
  }

  for (const groupId of ["force", "forced-22", "forced, forced-2"]) {
    it(`stays if the environment names another id: ${groupId}`, async () => {
      const state = await guarded({ membersAtMost: 0 }, { groupId, ownerAccount: "alice" });
      await refusedWith(state);
    });
  }
});
