import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

describe("the online status of accounts", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  beforeEach(() => {
    app().importAccounts("alice", "bob", "carol");
    app().setOnline("alice");
    app().setOnline("bob", { status: "PushOnline", platform: "iPhone" });
  });

  it("is answered for each account, with the platform if requested", async () => {
    const To_Account = ["alice", "nobody", "bob", "carol"];
    const answer = await rig.ok("query_online_status", { To_Account, IsNeedDetail: 1 });
    assert.deepEqual(answer.QueryResult, [
      { To_Account: "alice", Status: "Online", Detail: [{ Platform: "Web", Status: "Online" }] },
      { To_Account: "bob", Status: "PushOnline", Detail: [{ Platform: "iPhone", Status: "PushOnline" }] },
      { To_Account: "carol", Status: "Offline" },
    ]);
    assert.deepEqual(answer.ErrorList, [{ To_Account: "nobody", ErrorCode: 70107 }]);
    app().setOffline("alice");
    const brief = await rig.ok("query_online_status", { To_Account: ["alice", "bob"] });
    assert.deepEqual(brief.QueryResult, [
      { To_Account: "alice", Status: "Offline" },
      { To_Account: "bob", Status: "PushOnline" },
    ]);
  });

  it("is called State by querystate, the older name", async () => {
    const answer = await rig.ok("querystate", { To_Account: ["alice", "carol"] });
    assert.deepEqual(answer.QueryResult, [
      { To_Account: "alice", State: "Online" },
      { To_Account: "carol", State: "Offline" },
    ]);
  });

  it("is offline after a kick, which removes the user from AVChatRooms, and nobody else", async () => {
    const GroupId = await rig.create("AVChatRoom");
    app().enter(GroupId, "alice", "bob");
    await rig.ok("kick", { UserID: "alice" });
    assert.deepEqual([app().onlineStatus("alice"), app().online(GroupId)], [undefined, ["bob"]]);
    assert.equal(app().onlineStatus("bob")?.status, "PushOnline");
    assert.ok(app().account("alice"));
    await rig.ok("kick", { UserID: "administrator" });
    await rig.ok("kick", { UserID: "administrator" });
  });

  it("is gone with the account", async () => {
    app().removeAccount("alice");
    app().importAccounts("alice");
    assert.equal(app().onlineStatus("alice"), undefined);
  });

  for (const command of ["query_online_status", "querystate"])
    it(`answers the codes of the page to invalid lists in ${command}`, async () => {
      await rig.refused(90001, command, {});
      await rig.refused(90001, command, { To_Account: [] });
      await rig.refused(90003, command, { To_Account: [1] });
      await rig.refused(90003, command, { To_Account: "alice" });
      await rig.refused(90011, command, { To_Account: Array.from({ length: 501 }, () => "alice") });
      await rig.refused(70107, command, { To_Account: ["nobody"] });
      await rig.refused(90001, command, { To_Account: ["alice"], IsNeedDetail: 2 });
      await rig.refused(90001, command, { To_Account: ["alice"], Unknown: 1 });
    });

  it("answers 70107, 60015 and 70402 to an invalid account in kick", async () => {
    await rig.refused(70107, "kick", { UserID: "nobody" });
    await rig.refused(60015, "kick", { UserID: 1 });
    await rig.refused(70402, "kick", {});
    await rig.refused(70402, "kick", { UserID: "alice", Identifier: "alice" });
  });
});
