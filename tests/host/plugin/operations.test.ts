import assert from "node:assert/strict";
import { HostError } from "../support/errors";
import { secret } from "../support/values";
import { urnOf, useRig } from "./support/stack";

const urn = urnOf("Group", "room");
const room = { type: "Public", name: "Room", ownerAccount: "alice" };

describe("an operation of the plugin", () => {
  const test = useRig();
  // A process serves one run of a program.
  beforeEach(() => test.rig.nextCommand());

  it("that fails in part leaves the resource in the state, with its secrets, and the next update finishes it", async () => {
    const { rig } = test;
    const args = { ...room, introduction: secret("hidden"), muteAllMembers: true };
    const inputs = await rig.checked(urn, args);
    rig.emulator.faults.add({
      api: "modify_group_base_info",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 10004 },
    });
    const failure = await rig.plugin.create(urn, inputs).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(failure instanceof HostError);
    const partial = failure.partialFailure ?? assert.fail(failure.message);
    assert.equal(partial.properties["__identity"], inputs["__identity"]);
    assert.equal(partial.properties["introduction"], "hidden");
    assert.deepEqual(partial.reasons, [failure.message]);
    rig.emulator.faults.clear();
    const entry = { urn, id: partial.id, inputs, outputs: partial.properties };
    const updated = await rig.update(entry, args);
    assert.equal((await rig.preview(updated, args)).changes, "none");
  });

  it("is refused if the engine does not tell the id of the provider: all such stacks would have one identity", async () => {
    const { rig } = test;
    await rig.nextCommand({ id: "" });
    const inputs = await rig.checked(urn, { ...room, groupId: "lobby" });
    await assert.rejects(rig.plugin.create(urn, inputs), /Update the Pulumi CLI, or set `tencent-chat:identity`/);
    assert.deepEqual(rig.app.groups(), []);
  });

  it("ends at the timeout that the program sets", async () => {
    const { rig } = test;
    const inputs = await rig.checked(urn, room);
    rig.emulator.faults.add({
      api: "create_group",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "http", status: 503, when: "before" },
    });
    const start = performance.now();
    await assert.rejects(rig.plugin.create(urn, inputs, { timeout: 1 }));
    assert.ok(performance.now() - start < 10_000, "not the two minutes of deadlineSeconds");
    rig.emulator.faults.clear();
  });

  it("that replaces says which property does", async () => {
    const { rig } = test;
    const created = await rig.create(urn, { ...room, groupId: "lobby" });
    const preview = await rig.preview(created, { ...room, groupId: "lobby", type: "ChatRoom" });
    assert.deepEqual(
      [preview.replaces, preview.details, preview.deleteBeforeReplace],
      [["type"], { type: "update-replace" }, true],
    );
  });

  it("is refused if two resources declare one group", async () => {
    const { rig } = test;
    await rig.checked(urnOf("Group", "a"), { ...room, groupId: "lobby" });
    const { failures } = await rig.plugin.check(urnOf("Group", "b"), {}, { ...room, groupId: "lobby" });
    assert.match(failures.join(), /Group "b" declares the group lobby, which Group "a" declares as well/);
  });

  it("leaves a group alone that another resource declares now", async () => {
    const { rig } = test;
    const created = await rig.create(urnOf("Group", "old"), { ...room, groupId: "lobby" });
    await rig.nextCommand();
    await rig.create(urnOf("Group", "new"), { ...room, groupId: "lobby" });
    await rig.delete(created);
    assert.ok(rig.app.group("lobby"));
    assert.match(rig.plugin.stdout.join("\n"), /is now managed by Group "new"/);
  });

  it("does not delete after a failure in the same run: a resource that was not reached may declare it now", async () => {
    const { rig } = test;
    const created = await rig.create(urnOf("Group", "old"), { ...room, groupId: "lobby" });
    await rig.nextCommand();
    const inputs = await rig.checked(urnOf("Group", "other"), { ...room, groupId: "other", ownerAccount: "nobody" });
    await assert.rejects(rig.plugin.create(urnOf("Group", "other"), inputs));
    await assert.rejects(rig.delete(created), /Group "other" failed in this run/);
    assert.ok(rig.app.group("lobby"));
  });

  it("that is cancelled finishes what was sent, and starts nothing else", async () => {
    const { rig } = test;
    rig.emulator.faults.add({ api: "create_group", times: 1, fault: { kind: "delay", ms: 500 } });
    const sent = rig.create(urn, { ...room, groupId: "sent" });
    while (rig.emulator.journal.count({ api: "create_group" }) === 0) await new Promise(setImmediate);
    await rig.plugin.cancel();
    const created = await sent;
    assert.equal(created.id, "sent");
    assert.match(JSON.stringify(rig.app.attributes("sent")), /pulumi/);
    const later = await rig.checked(urnOf("Group", "later"), { ...room, groupId: "later" });
    await assert.rejects(rig.plugin.create(urnOf("Group", "later"), later), /cancelled before it was sent/);
    assert.equal(rig.app.group("later"), undefined);
  });
});
