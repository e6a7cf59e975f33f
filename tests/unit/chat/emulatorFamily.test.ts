import assert from "node:assert/strict";
import { chatErrorOf } from "./support/client";
import { useEmulator } from "./support/emulator";
import { users } from "./support/script";

describe("child resources of groups, with the emulator", () => {
  const bench = useEmulator();

  beforeEach(async () => {
    await bench.client.accounts.importMany(users(150).map((userId) => ({ userId })));
  });

  it("members join, are listed, changed and removed", async () => {
    const { client } = bench;
    const { members } = client;
    await client.groups.create({ type: "Public", name: "Ops", groupId: "ops", ownerAccount: "u0" });
    const results = await members.add("ops", users(150), { silent: true });
    assert.deepEqual(results.slice(0, 2), [
      { userId: "u0", result: "alreadyMember" },
      { userId: "u1", result: "added" },
    ]);
    assert.equal((await members.list("ops")).length, 150);
    await members.modify("ops", "u1", { role: "Admin", nameCard: "One", messageFlag: "Discard" });
    assert.deepEqual(
      (await members.list("ops", { roles: ["Owner", "Admin"] })).map(({ userId, role }) => [userId, role]),
      [
        ["u0", "Owner"],
        ["u1", "Admin"],
      ],
    );
    const [one] = await members.find("ops", ["u1", "administrator"]);
    assert.deepEqual([one?.userId, one?.nameCard, one?.messageFlag], ["u1", "One", "Discard"]);
    await members.remove("ops", users(150).slice(2));
    assert.deepEqual(await members.roles("ops", ["u0", "u1", "u2"]), { u0: "Owner", u1: "Admin", u2: "NotMember" });
    assert.deepEqual(await members.joinedGroups("u1"), [
      { groupId: "ops", type: "Public", name: "Ops", ownerAccount: "u0", role: "Admin" },
    ]);
  });

  it("each of many simultaneous joins and leaves gets its own answer", async () => {
    const { client } = bench;
    const { members } = client;
    await client.groups.create({ type: "Public", name: "Ops", groupId: "ops" });
    const refused = chatErrorOf(members.join("ops", "stranger"));
    const joined = await Promise.all(users(50).map((userId) => members.join("ops", userId)));
    assert.deepEqual(new Set(joined), new Set(["added"]));
    assert.equal((await refused).code, 10019);
    const found = await Promise.all(users(60).map((userId) => members.findOne("ops", userId)));
    assert.equal(found.filter((member) => member?.role === "Member").length, 50);
    await Promise.all(users(50).map((userId) => members.leave("ops", userId)));
    assert.equal(await members.role("ops", "u7"), "NotMember");
    assert.deepEqual(await members.list("ops"), []);
  });

  it("members of a Community are listed by a cursor", async () => {
    const { client } = bench;
    const { groupId } = await client.groups.create({ type: "Community", name: "C", groupId: "@TGS#_c" });
    await client.members.add(groupId, users(150));
    assert.equal((await client.members.list(groupId, { paging: "cursor" })).length, 150);
  });

  it("members are muted, banned and unbanned", async () => {
    const { client } = bench;
    const { members } = client;
    await client.groups.create({ type: "AVChatRoom", name: "Live", groupId: "live" });
    await members.mute("live", ["u1"], 600);
    const [muted] = await members.muted("live");
    assert.ok(muted && muted.userId === "u1" && muted.until > Date.now() / 1000);
    await members.mute("live", ["u1"], 0);
    assert.deepEqual(await members.muted("live"), []);
    await members.ban("live", users(120), 600);
    assert.equal((await members.banned("live")).length, 120);
    await members.unban("live", users(119));
    assert.deepEqual(
      (await members.banned("live")).map(({ userId }) => userId),
      ["u119"],
    );
  });

  it("counters keep 64 bits", async () => {
    const { client } = bench;
    await client.groups.create({ type: "Public", name: "Ops", groupId: "ops" });
    const large = 2n ** 62n;
    assert.deepEqual(await client.counters.set("ops", { a: large, b: 1 }), { a: large, b: 1n });
    await client.counters.increase("ops", { a: 1 });
    await client.counters.decrease("ops", { b: 2 });
    assert.deepEqual(await client.counters.get("ops"), { a: large + 1n, b: -1n });
    await client.counters.delete("ops", ["b"]);
    assert.deepEqual(await client.counters.get("ops", ["a", "b"]), { a: large + 1n });
    await client.counters.clear("ops");
    assert.deepEqual(await client.counters.get("ops"), {});
  });

  it("topics are created, found, changed and destroyed", async () => {
    const { client } = bench;
    const { topics } = client;
    const { groupId } = await client.groups.create({
      type: "Community",
      name: "C",
      groupId: "@TGS#_c",
      supportTopic: true,
    });
    const { topicId } = await topics.create({ groupId, name: "T", topicId: `${groupId}@TOPIC#_t` });
    await topics.modify(groupId, topicId, { name: "N", muteAllMembers: true });
    const [topic] = await topics.get(groupId, [topicId, `${groupId}@TOPIC#_never`]);
    assert.deepEqual([topic?.name, topic?.muteAllMembers, topic?.groupId], ["N", true, groupId]);
    assert.equal((await topics.list(groupId)).length, 1);
    assert.deepEqual(await topics.destroy(groupId, [topicId]), [{ topicId, outcome: "destroyed" }]);
    assert.deepEqual(await topics.destroy(groupId, [topicId]), [{ topicId, outcome: "alreadyGone" }]);
    assert.deepEqual(await topics.get(groupId, [topicId]), []);
  });

  it("attributes of one group are written without a rate limit refusal", async () => {
    const { client, emulator } = bench;
    await client.groups.create({ type: "Public", name: "Ops", groupId: "ops" });
    const before = emulator.journal.entries().length;
    await Promise.all(users(8).map((key) => client.attributes.modify("ops", { [key]: "1" })));
    assert.equal(emulator.journal.entries().length - before, 8);
  });
});
