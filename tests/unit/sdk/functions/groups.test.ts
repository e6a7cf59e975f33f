import assert from "node:assert/strict";
import * as sdk from "../../../../sdk";
import { refusalOf, useProgram } from "./support/program";

describe("functions that read groups", () => {
  const program = useProgram();

  it("getGroup returns a group with the requested custom fields", async () => {
    program.app.importAccounts("alice");
    program.app.create({
      groupId: "ops",
      type: "Public",
      name: "Ops",
      ownerAccount: "alice",
      customFields: { Team: "sre" },
    });
    const group = await sdk.getGroup({ groupId: "ops", customFieldKeys: ["Team"] });
    assert.equal(group.name, "Ops");
    assert.equal(group.ownerAccount, "alice");
    assert.equal(group.memberCount, 1);
    assert.deepEqual(group.customFields, { Team: "sre" });
    assert.deepEqual((await sdk.getGroup({ groupId: "ops" })).customFields, {});
  });

  it("getGroup names a group that does not exist", async () => {
    const message = await refusalOf(sdk.getGroup({ groupId: "nowhere" }));
    assert.match(message, /^There is no group nowhere in the app 1400000001\. /);
    assert.match(message, /getGroups/);
  });

  it("return no owner mark in a custom field", async () => {
    program.app.create({
      groupId: "ops",
      type: "Public",
      name: "Ops",
      customFields: { owner_mark: "{}", Team: "sre" },
    });
    const args = { groupIds: ["ops"], customFieldKeys: ["owner_mark", "Team"] };
    program.setEnvironment({ TENCENT_CHAT_OWNER_FIELD: "owner_mark" });
    assert.deepEqual((await sdk.getGroups(args)).groups["ops"]?.customFields, { Team: "sre" });
  });

  it("getGroups returns the groups found by id, and lists the missing ones, in two calls for more than 50", async () => {
    const there = Array.from({ length: 60 }, (_, index) => `group-${index}`);
    for (const groupId of there) program.app.create({ groupId, type: "Private", name: groupId });
    const { groups, missing } = await sdk.getGroups({ groupIds: ["gone", ...there, "never", "gone"] });
    assert.deepEqual(Object.keys(groups), there);
    assert.equal(groups["group-7"]?.name, "group-7");
    assert.deepEqual(missing, ["gone", "never"]);
    assert.equal(program.emulator.journal.entries({ api: "get_group_info" }).length, 2);
  });

  it("listGroups lists more groups than one page holds, of all types or of one", async () => {
    const ids = Array.from({ length: 10_001 }, (_, index) => `group-${index}`);
    for (const groupId of ids) program.app.create({ groupId, type: "Public", name: "Group" });
    program.app.create({ groupId: "live", type: "AVChatRoom", name: "Live" });
    assert.deepEqual(new Set(await sdk.listGroups()), new Set([...ids, "live"]));
    assert.deepEqual(await sdk.listGroups({ type: "AVChatRoom" }), ["live"]);
    assert.deepEqual(await sdk.listGroups({ type: "Meeting" }), []);
  });

  it("getJoinedGroups lists the groups of a user, with the user's role in each", async () => {
    program.app.importAccounts("alice");
    program.app.create({ groupId: "own", type: "Public", name: "Own", ownerAccount: "alice" });
    program.app.create({ groupId: "joined", type: "ChatRoom", name: "Joined" });
    program.app.create({ groupId: "foreign", type: "ChatRoom", name: "Foreign" });
    program.app.join("joined", "alice");
    const groups = await sdk.getJoinedGroups({ userId: "alice" });
    assert.deepEqual(Object.fromEntries(groups.map(({ groupId, role }) => [groupId, role])), {
      own: "Owner",
      joined: "Member",
    });
    const meetings = await sdk.getJoinedGroups({ userId: "alice", type: "Meeting" });
    assert.deepEqual(
      meetings.map(({ groupId }) => groupId),
      ["joined"],
    );
  });
});

describe("the arguments of a function", () => {
  useProgram();

  it("are checked, and all problems are reported at once", async () => {
    const wrong = { groupId: 7, customFieldKeys: "Team", groupID: "ops" };
    // @ts-expect-error a program in JavaScript could write this
    const message = await refusalOf(sdk.getGroup(wrong));
    assert.match(message, /^getGroup was called with invalid arguments:\n/);
    assert.match(message, /groupId must be text of 1 to 48 bytes; got a number/);
    assert.match(message, /customFieldKeys must be a list of custom field keys; got text of 4 bytes/);
    assert.match(message, /groupID is not a property of this function: did you mean groupId\?/);
  });

  it("are checked if there are none", async () => {
    // @ts-expect-error a program in JavaScript could write this
    assert.match(await refusalOf(sdk.getGroup()), /groupId is missing/);
  });

  it("are reported with the index of the invalid item in a list", async () => {
    const message = await refusalOf(sdk.checkAccounts({ userIds: ["alice", "x".repeat(33)] }));
    assert.match(message, /userIds\[1\] must be text of 1 to 32 bytes/);
  });
});
