import assert from "node:assert/strict";
import { Rig } from "./support/rig";

describe("direct access to an app", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  beforeEach(async () => {
    app().importAccounts("alice", "bob");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
  });

  it("disbands a group, so that the API does not find it", async () => {
    app().disband("g");
    await rig.refused(10010, "destroy_group", { GroupId: "g" });
    assert.deepEqual(app().disbanded(), ["g"]);
    assert.deepEqual(app().counts(), { created: 1, disbanded: 1, disbandedOutside: 1, alreadyGone: 1, left: 0 });
  });

  it("edits a group, so that the API reads the change and the new InfoSeq", async () => {
    app().edit("g", { name: "changed", muteAllMember: "On", customFields: { Team: "x" } });
    const info = await rig.read("g", { GroupBaseInfoFilter: ["Name", "MuteAllMember", "InfoSeq"] });
    assert.deepEqual([info.Name, info.MuteAllMember, info.InfoSeq], ["changed", "On", 2]);
    assert.deepEqual(app().group("g")?.customFields, { Team: "x" });
  });

  it("changes the owner of a group", () => {
    app().join("g", "bob");
    assert.equal(app().edit("g", { ownerAccount: "bob" }).ownerAccount, "bob");
    assert.deepEqual(
      app()
        .group("g")
        ?.members.map((member) => member.role),
      ["Member", "Owner"],
    );
  });

  it("replaces all attributes as a client's initGroupAttributes does", async () => {
    await rig.ok("set_group_attr", { GroupId: "g", GroupAttr: [{ key: "pulumi", value: "mark" }] });
    app().setAttributes("g", { theme: "dark" });
    assert.deepEqual((await rig.ok("get_group_attr", { GroupId: "g" })).GroupAttrAry, [
      { key: "theme", value: "dark" },
    ]);
  });

  it("writes and wipes attributes as members' clients do, without the API and its rate limit", async () => {
    for (let i = 0; i < 5; i += 1)
      await rig.ok("set_group_attr", { GroupId: "g", GroupAttr: [{ key: "pulumi", value: "mark" }] });
    app().writeAttributes("g", { theme: "dark" });
    assert.deepEqual(app().group("g")?.attributes, { pulumi: "mark", theme: "dark" });
    app().writeAttributes("g", { pulumi: "forged" });
    assert.deepEqual(app().attributes("g"), { pulumi: "forged", theme: "dark" });
    app().wipeAttributes("g");
    assert.deepEqual((await rig.ok("get_group_attr", { GroupId: "g" })).GroupAttrAry, []);
    assert.throws(() => app().wipeAttributes("gone"), /has no group gone/);
  });

  it("creates a group as a user's client does, with the user as owner", async () => {
    const created = app().createAsClient("mallory", { groupId: "squat", type: "Public", name: "s" });
    assert.deepEqual([created.ownerAccount, created.members.map(({ role }) => role)], ["mallory", ["Owner"]]);
    assert.ok(app().account("mallory"), "a user of a client has an account");
    const info = await rig.read("squat", { GroupBaseInfoFilter: ["Owner_Account"] });
    assert.equal(info.Owner_Account, "mallory");
    await rig.refused(10021, "create_group", { Type: "Public", GroupId: "squat", Name: "s", Owner_Account: "alice" });
    assert.throws(() => app().createAsClient("mallory", { groupId: "g", type: "Public", name: "g" }), /exists already/);
  });

  it("creates a group as a client does with the id of a disbanded group, at a later time", async () => {
    const before = await rig.read("g", { GroupBaseInfoFilter: ["CreateTime"] });
    await rig.ok("destroy_group", { GroupId: "g" });
    rig.clock.advance(1000);
    app().createAsClient("mallory", { groupId: "g", type: "ChatRoom", name: "other", customFields: { Team: "x" } });
    const { Type, Owner_Account, CreateTime } = await rig.read("g");
    assert.deepEqual([Type, Owner_Account, CreateTime], ["ChatRoom", "mallory", Number(before.CreateTime) + 1]);
    assert.deepEqual([app().attributes("g"), app().customFields("g")], [{}, { Team: "x" }]);
  });

  it("recreates a group with changes", () => {
    app().setAttributes("g", { pulumi: "mark" });
    const again = app().recreate("g", { ownerAccount: "bob", type: "ChatRoom" });
    const { groupId, type, name, ownerAccount, attributes } = again;
    assert.deepEqual([groupId, type, name, ownerAccount, attributes], ["g", "ChatRoom", "a group", "bob", {}]);
  });

  it("recreates a group with the same id, without its attributes", async () => {
    app().setAttributes("g", { pulumi: "mark" });
    app().recreate("g");
    assert.deepEqual(app().attributes("g"), {});
    assert.deepEqual([(await rig.read("g")).Owner_Account, app().counts().created], ["alice", 2]);
  });

  it("counts the messages of a group that stores them, and records the time of the last one", async () => {
    const read = (groupId: string) => rig.read(groupId, { GroupBaseInfoFilter: ["NextMsgSeq", "LastMsgTime"] });
    app().write("g");
    app().write("g");
    const { NextMsgSeq, LastMsgTime } = await read("g");
    assert.equal(NextMsgSeq, 3);
    assert.ok(Number(LastMsgTime) > 0);
    await rig.create("AVChatRoom", { GroupId: "live" });
    app().write("live");
    assert.deepEqual([(await read("live")).NextMsgSeq, (await read("live")).LastMsgTime], [1, 0]);
  });

  it("lets members join and leave, but not the owner of a Public group", () => {
    app().join("g", "carol");
    assert.ok(app().accounts().includes("carol"));
    app().leave("g", "carol");
    assert.equal(app().group("g")?.members.length, 1);
    assert.throws(() => app().leave("g", "alice"), /the owner of a Public group can't leave it/);
    assert.throws(() => app().leave("g", "carol"), /carol is not a member of g/);
  });

  it("lets the owner of a Private group leave, and disbands it when the last member leaves", () => {
    app().create({ groupId: "p", type: "Private", name: "p", ownerAccount: "alice" });
    app().join("p", "bob");
    app().leave("p", "alice");
    assert.equal(app().group("p")?.ownerAccount, "");
    app().leave("p", "bob");
    assert.equal(app().group("p"), undefined);
  });

  it("returns snapshots that do not change", () => {
    const before = app().group("g");
    app().edit("g", { name: "changed" });
    app().join("g", "bob");
    assert.deepEqual([before?.name, before?.members.length, app().groups()[0]?.name], ["a group", 1, "changed"]);
  });

  it("throws if a group does not exist, or exists already", () => {
    assert.throws(() => app().disband("gone"), /the app 1400000000 has no group gone/);
    assert.throws(() => app().create({ groupId: "g", type: "Public", name: "a" }), /the group g exists already/);
    assert.equal(app().group("gone"), undefined);
  });

  it("does not count as a call", () => {
    rig.emulator.journal.clear();
    app().edit("g", { name: "changed" });
    app().disband("g");
    assert.equal(rig.emulator.journal.count(), 0);
  });
});

describe("direct access to the members of an app", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  beforeEach(() => {
    app().create({ groupId: "g", type: "Public", name: "g", ownerAccount: "alice" });
    app().join("g", "bob");
  });

  it("can be changed, including their custom fields", () => {
    app().setMember("g", "bob", { role: "Admin", nameCard: "B", customFields: { a: "1", b: "2" } });
    app().setMember("g", "bob", { customFields: { b: "3" } });
    const { role, nameCard, customFields } = app().member("g", "bob") ?? {};
    assert.deepEqual([role, nameCard, customFields], ["Admin", "B", { b: "3" }]);
  });

  it("can't be the owner or a non-member in setMember", () => {
    assert.throws(() => app().setMember("g", "alice", { role: "Member" }), /alice is the owner of g/);
    assert.throws(() => app().setMember("g", "carol", { nameCard: "C" }), /carol is not a member of g/);
    assert.equal(app().member("g", "carol"), undefined);
    assert.throws(() => app().members("gone"), /has no group gone/);
  });
});
