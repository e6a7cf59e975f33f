import assert from "node:assert/strict";
import { Control } from "../support/control";
import { Rig } from "../support/rig";

describe("groups and accounts in the control API", () => {
  const rig = new Rig();
  const control = new Control(() => rig.emulator);
  const groups = `${control.app}/groups`;
  const app = () => rig.emulator.app();

  it("create groups as another back end and as a client, change, recreate and disband them", async () => {
    await control.ok("POST", groups, { groupId: "ops room/1", type: "Public", name: "Ops", ownerAccount: "alice" });
    await control.ok("POST", groups, { groupId: "mine", type: "Private", name: "Mine", client: "bob" });
    assert.equal(app().group("mine")?.ownerAccount, "bob");
    const path = `${groups}/${encodeURIComponent("ops room/1")}`;
    await control.ok("PATCH", path, { name: "Ops 24x7", customFields: { team: "sre" } });
    const details = await control.get(path);
    assert.deepEqual([details.name, details.customFields, details.memberCount], ["Ops 24x7", { team: "sre" }, 1]);
    await control.ok("POST", `${path}/recreate`, { ownerAccount: "mallory" });
    assert.equal(app().group("ops room/1")?.ownerAccount, "mallory");
    await control.ok("DELETE", path);
    assert.equal(app().group("ops room/1"), undefined);
    assert.ok(app().group("mine"));
    await control.refused(404, /has no group ops room\/1/, "DELETE", path);
    await control.refused(409, /exists already/, "POST", groups, { groupId: "mine", type: "Public", name: "x" });
    await control.refused(400, /type must be one of/, "POST", groups, { groupId: "x", type: "Secret", name: "x" });
    await control.refused(400, /unknown field Name/, "PATCH", `${groups}/mine`, { Name: "x" });
  });

  it("list groups page by page, newest first, and filter them", async () => {
    for (let index = 0; index < 25; index++)
      app().create({ groupId: `room-${index}`, type: index % 2 === 0 ? "Public" : "Private", name: `Room ${index}` });
    app().edit("room-3", { ownerAccount: "alice" });
    app().setAttributes("room-4", { mark: "{}" });
    const first = await control.get(`${groups}?limit=10`);
    assert.deepEqual([first.total, first.groups[0].groupId, first.groups.length], [25, "room-24", 10]);
    const last = await control.get(`${groups}?limit=10&offset=20`);
    assert.deepEqual([last.groups.length, last.groups.at(-1).groupId], [5, "room-0"]);
    const ids = async (query: string) =>
      (await control.get(`${groups}?${query}`)).groups.map(({ groupId }: { groupId: string }) => groupId);
    assert.deepEqual(await ids("search=ROOM%201&type=Private"), [
      "room-19",
      "room-17",
      "room-15",
      "room-13",
      "room-11",
      "room-1",
    ]);
    assert.deepEqual(await ids("owner=alice"), ["room-3"]);
    assert.deepEqual(await ids("marked=true"), ["room-4"]);
  });

  it("write and wipe attributes as members' clients do", async () => {
    app().create({ groupId: "g", type: "Public", name: "g" });
    await control.ok("PATCH", `${groups}/g/attributes`, { a: "1", b: "2" });
    await control.ok("PATCH", `${groups}/g/attributes`, { a: null, c: "3" });
    assert.deepEqual(app().attributes("g"), { b: "2", c: "3" });
    await control.refused(404, /has no group gone/, "PATCH", `${groups}/gone/attributes`, {});
    await control.ok("PUT", `${groups}/g/attributes`, {});
    assert.deepEqual(app().attributes("g"), {});
    await control.refused(400, /a must be a string/, "PUT", `${groups}/g/attributes`, { a: 1 });
  });

  it("let members join, be changed, muted, and leave", async () => {
    app().create({ groupId: "g", type: "Public", name: "g", ownerAccount: "alice" });
    await control.ok("POST", `${groups}/g/members`, { userId: "bob" });
    await control.ok("PATCH", `${groups}/g/members/bob`, { role: "Admin", nameCard: "Bob" });
    await control.ok("POST", `${groups}/g/members/bob/mute`, { seconds: 60 });
    const { total, members } = await control.get(`${groups}/g/members?limit=1&offset=1`);
    assert.deepEqual([total, members[0].account, members[0].role, members[0].nameCard], [2, "bob", "Admin", "Bob"]);
    assert.ok(members[0].muteUntil > 0);
    await control.ok("DELETE", `${groups}/g/members/bob`);
    assert.equal(app().member("g", "bob"), undefined);
    assert.ok(app().member("g", "alice"));
    await control.refused(409, /owner of a Public group can't leave/, "DELETE", `${groups}/g/members/alice`);
    await control.refused(404, /bob is not a member/, "DELETE", `${groups}/g/members/bob`);
  });

  it("let users enter and exit an AVChatRoom, and ban them", async () => {
    app().create({ groupId: "live", type: "AVChatRoom", name: "live" });
    await control.ok("POST", `${groups}/live/online`, { userIds: ["a", "b"] });
    assert.deepEqual(await control.get(`${groups}/live/online?offset=1`), { total: 2, online: ["b"] });
    assert.equal((await control.get(`${groups}/live`)).onlineCount, 2);
    await control.ok("PUT", `${groups}/live/bans/a`, { seconds: 60 });
    await control.ok("DELETE", `${groups}/live/online/b`);
    assert.deepEqual([app().online("live"), Object.keys(app().banned("live"))], [[], ["a"]]);
    await control.refused(409, /a is banned/, "POST", `${groups}/live/online`, { userIds: ["a"] });
    await control.ok("DELETE", `${groups}/live/bans/a`);
    assert.deepEqual(app().banned("live"), {});
  });

  it("send and recall messages", async () => {
    app().create({ groupId: "g", type: "Public", name: "g", ownerAccount: "alice" });
    const { seq } = await control.ok("POST", `${groups}/g/messages`, { from: "alice", text: "hello" });
    await control.ok("POST", `${groups}/g/messages/${seq}/recall`);
    const { messages } = await control.get(`${groups}/g/messages`);
    assert.deepEqual([messages.length, messages[0].text, messages[0].recalled], [1, "hello", true]);
    await control.refused(404, /has no message 9/, "POST", `${groups}/g/messages/9/recall`);
  });

  it("create, change and delete topics, and set counters of 64 bits", async () => {
    app().create({ groupId: "@TGS#_c", type: "Community", name: "c", supportTopic: 1 });
    const topics = `${groups}/${encodeURIComponent("@TGS#_c")}/topics`;
    await control.ok("POST", topics, { topicId: "@TGS#_c@TOPIC#_t", name: "t" });
    await control.ok("PATCH", `${topics}/${encodeURIComponent("@TGS#_c@TOPIC#_t")}`, { name: "T" });
    assert.equal(app().topic("@TGS#_c", "@TGS#_c@TOPIC#_t")?.name, "T");
    await control.ok("DELETE", `${topics}/${encodeURIComponent("@TGS#_c@TOPIC#_t")}`);
    assert.deepEqual(app().topics("@TGS#_c"), []);
    app().create({ groupId: "g", type: "Public", name: "g" });
    await control.send("PUT", `${groups}/g/counters`, '{"max":9223372036854775807}');
    assert.deepEqual(app().counters("g"), { max: 2n ** 63n - 1n });
  });

  it("import, change and delete accounts, and create and delete chatbots", async () => {
    const accounts = `${control.app}/accounts`;
    await control.ok("POST", accounts, { userIds: ["alice", "bob"] });
    await control.ok("PATCH", `${accounts}/alice`, { Tag_Profile_IM_Nick: "Alice", Tag_Profile_IM_Level: 3 });
    await control.ok("PATCH", `${accounts}/alice`, { Tag_Profile_IM_Level: null });
    assert.deepEqual((await control.get(`${accounts}/alice`)).profile, { Tag_Profile_IM_Nick: "Alice" });
    assert.deepEqual((await control.get(`${accounts}?search=bo`)).accounts, ["bob"]);
    await control.ok("DELETE", `${accounts}/bob`);
    await control.refused(404, /has no account bob/, "GET", `${accounts}/bob`);
    assert.ok(app().account("alice"));
    await control.ok("PUT", `${control.app}/chatbots/${encodeURIComponent("@RBT#1")}`);
    assert.deepEqual((await control.get(`${control.app}/chatbots`)).chatbots, ["@RBT#1"]);
    await control.ok("DELETE", `${control.app}/chatbots/${encodeURIComponent("@RBT#1")}`);
    assert.deepEqual(app().robots(), []);
  });

  it("decide how a user answers an invitation", async () => {
    app().importAccounts("carol");
    app().create({ groupId: "g", type: "Public", name: "g" });
    const result = async () =>
      (await rig.ok("add_group_member", { GroupId: "g", MemberList: [{ Member_Account: "carol" }] })).MemberList[0]
        .Result;
    await control.ok("PUT", `${control.app}/accounts/carol/invitations`, { answer: "refuses" });
    assert.equal(await result(), 0);
    await control.ok("PUT", `${control.app}/accounts/carol/invitations`, { answer: "awaitsApproval" });
    assert.equal(await result(), 3);
    await control.ok("PUT", `${control.app}/accounts/carol/invitations`, { answer: "joins" });
    assert.equal(await result(), 1);
  });
});
