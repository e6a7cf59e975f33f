import assert from "node:assert/strict";
import { ChildHost } from "../groupChildren/childHost";
import { failureOf, type ResourceState } from "../support/groups";

describe("a chatbot", () => {
  let bench: ChildHost;

  beforeEach(async () => {
    bench = await ChildHost.start("Chatbot");
  });
  afterEach(() => bench.stop());

  it("is created with its profile, changed and deleted", async () => {
    const state = await bench.create({ userId: "@RBT#ops", nick: "Ops", faceUrl: "f", selfSignature: "s" });
    assert.deepEqual(bench.app.robots(), ["@RBT#ops"]);
    const changed = await bench.update(state, { nick: "Renamed", faceUrl: undefined });
    assert.deepEqual(bench.app.account("@RBT#ops")?.profile, {
      Tag_Profile_IM_Nick: "Renamed",
      Tag_Profile_IM_Image: "",
      Tag_Profile_IM_SelfSignature: "s",
    });
    await bench.delete(changed);
    assert.deepEqual(bench.app.robots(), []);
  });

  it("shows drift, and an up corrects it", async () => {
    const state = await bench.create({ userId: "@RBT#ops", nick: "Ops" });
    bench.app.editAccount("@RBT#ops", { Tag_Profile_IM_Nick: "Mallory" });
    const drifted = await bench.refresh(state);
    assert.equal(drifted?.inputs["nick"], "Mallory");
    await bench.update(drifted as ResourceState, { nick: "Ops" });
    assert.equal(bench.app.account("@RBT#ops")?.nick, "Ops");
    bench.app.removeRobot("@RBT#ops");
    assert.equal(await bench.refresh(state), undefined);
  });

  it("with a derived id is adopted after a lost state, and deleted", async () => {
    const first = await bench.create({ nick: "Ops" });
    assert.match(first.id, /^@RBT#part-[a-z2-7]{16}$/);
    const again = await bench.create({ nick: "Renamed" });
    assert.deepEqual([again.id, again.outputs["existedBefore"]], [first.id, undefined]);
    assert.equal(bench.app.account(first.id)?.nick, "Renamed");
    await bench.delete(again);
    assert.deepEqual(bench.app.robots(), []);
  });

  it("with a chosen id that exists is refused if it differs, kept if it does not, and taken over with adopt always", async () => {
    bench.app.addRobot("@RBT#theirs");
    bench.app.editAccount("@RBT#theirs", { Tag_Profile_IM_Nick: "Theirs" });
    const { message } = await failureOf(bench.create({ userId: "@RBT#theirs", nick: "Ops" }));
    assert.match(message, /Refused to adopt the chatbot @RBT#theirs .*another nick/);
    const kept = await bench.create({ userId: "@RBT#theirs", nick: "Theirs" });
    await bench.delete(kept);
    assert.deepEqual(bench.app.robots(), ["@RBT#theirs"]);
    await bench.delete(await bench.create({ userId: "@RBT#theirs", nick: "Ops", adopt: "always" }));
    assert.deepEqual(bench.app.robots(), []);
  });

  it("beyond the twentieth is refused with a message that says what to do", async () => {
    for (let index = 0; index < 20; index += 1) bench.app.addRobot(`@RBT#${index}`);
    const { message, partialFailure } = await failureOf(bench.create({ nick: "Ops" }));
    assert.match(message, /10008.*20/s);
    assert.equal(partialFailure, undefined);
  });

  it("whose profile cannot be read is managed all the same", async () => {
    const refusal = { kind: "errorCode", code: 40003 } as const;
    bench.emulator.faults.add({ api: "portrait_get", times: Number.POSITIVE_INFINITY, fault: refusal });
    const state = await bench.create({ userId: "@RBT#ops", nick: "Ops" });
    assert.deepEqual((await bench.refresh(state))?.outputs, state.outputs);
    await bench.update(state, { nick: "Renamed" });
    assert.equal(bench.app.account("@RBT#ops")?.nick, "Renamed");
  });

  for (const when of ["before", "after"] as const) {
    it(`is created and deleted when answers are lost ${when} the effect`, async () => {
      bench.emulator.faults.add({ api: "create_robot", fault: { kind: "reset", when } });
      bench.emulator.faults.add({ api: "delete_robot", fault: { kind: "reset", when } });
      const state = await bench.create({ nick: "Ops" });
      assert.deepEqual(bench.app.robots(), [state.id]);
      await bench.delete(state);
      assert.deepEqual(bench.app.robots(), []);
      await bench.delete(state);
      await bench.says(/chatbot .* is already gone: nothing to delete/);
    });
  }
});
