import assert from "node:assert/strict";
import * as sdk from "../../../../sdk";
import { refusalOf, useProgram } from "./support/program";

describe("functions that read members", () => {
  const program = useProgram();
  const users = Array.from({ length: 120 }, (_, index) => `user-${index}`);

  for (const type of ["Public", "Community"] as const) {
    it(`getGroupMembers returns more members of a ${type} group than one page holds`, async () => {
      const groupId = type === "Community" ? "@TGS#_town" : "ops";
      program.app.importAccounts("alice", ...users);
      program.app.create({ groupId, type, name: "Ops", ownerAccount: "alice" });
      for (const user of users) program.app.join(groupId, user);
      const members = await sdk.getGroupMembers({ groupId, fields: ["role"] });
      assert.deepEqual(new Set(members.map(({ userId }) => userId)), new Set(["alice", ...users]));
      const owners = await sdk.getGroupMembers({ groupId, roles: ["Owner"], fields: ["role"] });
      assert.deepEqual(owners, [{ userId: "alice", role: "Owner", customFields: {} }]);
    });
  }

  it("getGroupMembers says that a live room stores no members, and which function to use instead", async () => {
    program.app.create({ groupId: "live", type: "AVChatRoom", name: "Live" });
    const message = await refusalOf(sdk.getGroupMembers({ groupId: "live" }));
    assert.match(message, /the members of the group live: it is an AVChatRoom.*getOnlineMembers/);
  });

  it("getGroupMembers names a group that does not exist", async () => {
    assert.match(await refusalOf(sdk.getGroupMembers({ groupId: "nowhere" })), /^There is no group nowhere in the app/);
  });

  it("getRoles returns the role of each user, also of a user who is not a member", async () => {
    program.app.importAccounts("alice", "bob");
    program.app.create({ groupId: "ops", type: "Public", name: "Ops", ownerAccount: "alice" });
    const roles = await sdk.getRoles({ groupId: "ops", userIds: ["alice", "bob", "alice"] });
    assert.deepEqual(roles, { alice: "Owner", bob: "NotMember" });
    const message = await refusalOf(sdk.getRoles({ groupId: "nowhere", userIds: ["alice"] }));
    assert.match(message, /^Could not read the roles of users in the group nowhere: get_role_in_group: 10010 /);
  });

  it("getMutedMembers and getBannedMembers return the end of each mute and ban", async () => {
    program.app.importAccounts("alice");
    program.app.create({ groupId: "live", type: "AVChatRoom", name: "Live" });
    program.app.mute("live", "alice", 3600);
    program.app.ban("live", "alice", 7200);
    const until = (list: readonly sdk.Restriction[]) => list.map(({ userId, until }) => [userId, until]);
    assert.deepEqual(until(await sdk.getMutedMembers({ groupId: "live" })), Object.entries(program.app.muted("live")));
    assert.deepEqual(
      until(await sdk.getBannedMembers({ groupId: "live" })),
      Object.entries(program.app.banned("live")),
    );
  });
});
