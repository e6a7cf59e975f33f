import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

describe("get_role_in_group", () => {
  const rig = new Rig();
  beforeEach(async () => {
    const app = rig.emulator.app();
    app.importAccounts("alice");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice" });
    for (const userId of ["bob", "carol"]) app.join("g", userId);
    app.setMember("g", "bob", { role: "Admin" });
  });

  it("answers the roles in the requested order", async () => {
    const User_Account = ["stranger", "carol", "bob", "alice"];
    const { UserIdList } = await rig.ok("get_role_in_group", { GroupId: "g", User_Account });
    assert.deepEqual(UserIdList, [
      { Member_Account: "stranger", Role: "NotMember" },
      { Member_Account: "carol", Role: "Member" },
      { Member_Account: "bob", Role: "Admin" },
      { Member_Account: "alice", Role: "Owner" },
    ]);
  });

  it("accepts 500 accounts", async () => {
    const User_Account = Array.from({ length: 500 }, (_, i) => `m${i}`);
    assert.equal((await rig.ok("get_role_in_group", { GroupId: "g", User_Account })).UserIdList.length, 500);
    await rig.refused(10004, "get_role_in_group", { GroupId: "g", User_Account: [...User_Account, "one more"] });
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["an empty list", 10004, { User_Account: [] }],
    ["no list", 10004, { User_Account: undefined }],
    ["an account that is a number", 60015, { User_Account: [1] }],
    ["a group that does not exist", 10010, { GroupId: "gone" }],
    ["an invalid GroupId", 10015, { GroupId: "" }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "get_role_in_group", { GroupId: "g", User_Account: ["bob"], ...body });
    });

  it("answers 10007 for an AVChatRoom", async () => {
    const GroupId = await rig.create("AVChatRoom");
    await rig.refused(10007, "get_role_in_group", { GroupId, User_Account: ["bob"] });
  });
});
