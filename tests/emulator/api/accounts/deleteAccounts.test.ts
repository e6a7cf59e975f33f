import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const items = (...ids: readonly unknown[]) => ids.map((UserID) => ({ UserID }));

describe("account_delete", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();

  it("deletes accounts, and reports which do not exist", async () => {
    app().importAccounts("alice", "bob");
    const { ResultItem } = await rig.ok("account_delete", { DeleteItem: items("alice", "nobody", "alice") });
    const missing = { ResultCode: 70107, ResultInfo: "Err_TLS_PT_Open_Login_Account_Not_Exist" };
    assert.deepEqual(ResultItem, [
      { UserID: "alice", ResultCode: 0, ResultInfo: "" },
      { UserID: "nobody", ...missing },
      { UserID: "alice", ...missing },
    ]);
    assert.deepEqual(app().accounts(), ["administrator", "bob"]);
  });

  it("removes an account from its groups, and leaves groups that it owned without an owner", async () => {
    app().importAccounts("alice", "bob");
    await rig.create("Public", { GroupId: "g", Owner_Account: "alice", MemberList: [{ Member_Account: "bob" }] });
    await rig.ok("account_delete", { DeleteItem: items("alice") });
    const group = app().group("g");
    assert.deepEqual([group?.ownerAccount, group?.members.map((member) => member.account)], ["", ["bob"]]);
  });

  it("refuses to delete the admin, in its own entry", async () => {
    const { ResultItem } = await rig.ok("account_delete", { DeleteItem: items("administrator") });
    assert.equal(ResultItem[0].ResultCode, 70402);
    assert.deepEqual(app().accounts(), ["administrator"]);
  });

  it("reports an account that was deleted without the API as not existing", async () => {
    app().importAccounts("alice");
    app().removeAccount("alice");
    const { ResultItem } = await rig.ok("account_delete", { DeleteItem: items("alice") });
    assert.equal(ResultItem[0].ResultCode, 70107);
    assert.throws(() => app().removeAccount("alice"), /has no account alice/);
  });

  const bad: readonly [string, number, unknown][] = [
    ["101 accounts", 70206, { DeleteItem: items(...Array.from({ length: 101 }, (_, i) => `u${i}`)) }],
    ["an empty list", 70402, { DeleteItem: [] }],
    ["no list", 70402, {}],
    ["CheckItem, account_check's list", 70402, { CheckItem: items("alice") }],
    ["an account that is a number", 60015, { DeleteItem: items(1) }],
  ];
  for (const [input, code, body] of bad)
    it(`answers ${code} to ${input}`, async () => {
      await rig.refused(code, "account_delete", body);
    });
});

describe("account_delete on a plan without it", () => {
  const rig = new Rig({ accountDelete: false });

  it("answers 71000", async () => {
    rig.emulator.app().importAccounts("alice");
    await rig.refused(71000, "account_delete", { DeleteItem: items("alice") });
  });
});
