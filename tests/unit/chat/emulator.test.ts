import assert from "node:assert/strict";
import { ChatClient } from "../../../chat";
import { chatErrorOf } from "./support/client";
import { useEmulator } from "./support/emulator";

describe("the client with the emulator", () => {
  const bench = useEmulator();

  for (const type of ["Private", "Work", "Public", "ChatRoom", "Meeting", "AVChatRoom"] as const) {
    it(`creates, finds, changes, marks and disbands a group of type ${type}`, async () => {
      const { client } = bench;
      const { groupId } = await client.groups.create({ type, name: "Ops", groupId: `ops-${type}` });
      await client.groups.modify(groupId, { name: "Ops 24x7", muteAllMembers: true });
      await client.attributes.modify(groupId, { pulumi: "mark" });
      const info = await client.groups.getInfo(groupId);
      assert.deepEqual([info?.name, info?.muteAllMembers], ["Ops 24x7", true]);
      assert.deepEqual(await client.attributes.get(groupId), { pulumi: "mark" });
      await client.attributes.delete(groupId, ["pulumi", "other"]);
      assert.deepEqual((await client.groups.list()).groupIds, [groupId]);
      await client.groups.destroy(groupId);
      assert.equal(await client.groups.getInfo(groupId), undefined);
      assert.equal((await chatErrorOf(client.groups.destroy(groupId))).errorClass, "notFound");
    });
  }

  it("imports and checks accounts, sets the owner of a group, and reports an id in use", async () => {
    const { client } = bench;
    await client.accounts.import({ userId: "alice", nick: "Alice" });
    assert.deepEqual(await client.accounts.importMany([{ userId: "bob" }]), { failed: [] });
    assert.deepEqual(await client.accounts.check(["alice", "bob", "carol"]), { alice: true, bob: true, carol: false });
    await client.groups.create({ type: "Public", name: "Ops", groupId: "ops", ownerAccount: "alice" });
    assert.equal((await client.groups.getInfo("ops"))?.ownerAccount, "alice");
    const error = await chatErrorOf(client.groups.create({ type: "Public", name: "Ops", groupId: "ops" }));
    assert.equal(error.errorClass, "alreadyExists");
  });

  it("disbands 300 groups at once without a rate limit refusal", async function () {
    const { client, emulator } = bench;
    this.timeout(10_000);
    const ids = Array.from({ length: 300 }, (_, index) => `g${index}`);
    await Promise.all(ids.map((groupId) => client.groups.create({ type: "Public", name: "g", groupId })));
    await Promise.all(ids.map((id) => client.groups.destroy(id)));
    assert.equal((await Promise.all(ids.map((id) => client.groups.getInfo(id)))).filter(Boolean).length, 0);
    // 300 creates, 300 disbands, 6 lookups: any further call would be a retry after a refusal.
    assert.equal(emulator.journal.entries().length, 606);
  });

  it("reports a wrong key with its own error class and does not retry", async () => {
    const { client, emulator } = bench;
    const wrong = new ChatClient({ sdkAppId: client.sdkAppId, secretKey: "wrong-key", endpoint: emulator.url });
    const error = await chatErrorOf(wrong.groups.destroy("x"));
    assert.equal(error.errorClass, "authentication");
    wrong.close();
  });

  it("reports an indeterminate disband if the connection broke after it", async () => {
    const { client, emulator } = bench;
    await client.groups.create({ type: "Public", name: "Ops", groupId: "ops" });
    emulator.faults.add({ api: "destroy_group", fault: { kind: "reset", when: "after" } });
    const error = await chatErrorOf(client.groups.destroy("ops"));
    assert.equal(error.isIndeterminate, true);
    assert.equal(await client.groups.getInfo("ops"), undefined);
  });
});
