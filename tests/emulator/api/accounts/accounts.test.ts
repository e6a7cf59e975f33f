import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const many = (count: number) => Array.from({ length: count }, (_, i) => `user${i}`);

describe("the account endpoints", () => {
  const rig = new Rig();
  const accounts = () => rig.emulator.app().accounts();

  it("have the admin's account from the start", () => {
    assert.deepEqual(accounts(), ["administrator"]);
  });

  it("import one account, and again without effect", async () => {
    const body = { UserID: "alice", Nick: "Alice", FaceUrl: "https://x.example/a.png" };
    for (let i = 0; i < 2; i += 1)
      assert.deepEqual(await rig.ok("account_import", body), { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 });
    assert.deepEqual(accounts(), ["administrator", "alice"]);
  });

  it("import up to 100 accounts in both forms", async () => {
    assert.deepEqual((await rig.ok("multiaccount_import", { Accounts: many(100) })).FailAccounts, []);
    const AccountList = many(100).map((UserID) => ({ UserID: `new-${UserID}`, Nick: "n" }));
    assert.deepEqual((await rig.ok("multiaccount_import", { AccountList })).FailAccounts, []);
    assert.equal(accounts().length, 201);
  });

  it("update an existing account by AccountList, but not by account_import or Accounts", async () => {
    const alice = () => rig.emulator.app().account("alice");
    await rig.ok("account_import", { UserID: "alice", Nick: "A", FaceUrl: "f" });
    await rig.ok("account_import", { UserID: "alice", Nick: "other", FaceUrl: "other" });
    assert.deepEqual([alice()?.nick, alice()?.faceUrl], ["A", "f"]);
    await rig.ok("multiaccount_import", { AccountList: [{ UserID: "alice", Nick: "B" }] });
    await rig.ok("multiaccount_import", { Accounts: ["alice"] });
    assert.deepEqual([alice()?.nick, alice()?.faceUrl], ["B", "f"]);
    assert.equal(rig.emulator.app().account("nobody"), undefined);
  });

  it("do not add a profile to an existing account by account_import", async () => {
    rig.emulator.app().importAccounts("alice");
    await rig.ok("account_import", { UserID: "alice", Nick: "A" });
    assert.deepEqual(rig.emulator.app().account("alice")?.profile, {});
  });

  it("list the accounts that can't be imported and import the others", async () => {
    const answer = await rig.ok("multiaccount_import", { Accounts: ["good", "bad one", "x".repeat(33)] });
    assert.deepEqual(answer.FailAccounts, ["bad one", "x".repeat(33)]);
    assert.deepEqual(accounts(), ["administrator", "good"]);
  });

  it("check accounts, in the requested order", async () => {
    rig.emulator.app().importAccounts("alice");
    const answer = await rig.ok("account_check", { CheckItem: [{ UserID: "alice" }, { UserID: "bob" }] });
    assert.deepEqual(answer.ResultItem, [
      { UserID: "alice", ResultCode: 0, ResultInfo: "", AccountStatus: "Imported" },
      { UserID: "bob", ResultCode: 0, ResultInfo: "", AccountStatus: "NotImported" },
    ]);
  });

  const bad: readonly [string, string, number, unknown][] = [
    ["no UserID", "account_import", 70402, {}],
    ["an empty UserID", "account_import", 70402, { UserID: "" }],
    ["a UserID of 33 bytes", "account_import", 70402, { UserID: "x".repeat(33) }],
    ["a UserID with a space", "account_import", 70402, { UserID: "a b" }],
    ["a UserID that is a number", "account_import", 60015, { UserID: 1 }],
    ["Identifier instead of UserID", "account_import", 70402, { Identifier: "alice" }],
    ["a Nick of 501 bytes", "account_import", 40601, { UserID: "alice", Nick: `${"ü".repeat(250)}x` }],
    ["a FaceUrl of 501 bytes", "account_import", 40601, { UserID: "alice", FaceUrl: "f".repeat(501) }],
    ["a Nick that is a number", "account_import", 70402, { UserID: "alice", Nick: 1 }],
    ["neither list", "multiaccount_import", 70402, {}],
    ["both lists", "multiaccount_import", 70402, { Accounts: ["a"], AccountList: [{ UserID: "b" }] }],
    ["101 accounts", "multiaccount_import", 70206, { Accounts: many(101) }],
    ["101 entries", "multiaccount_import", 70206, { AccountList: many(101).map((UserID) => ({ UserID })) }],
    ["an empty list", "multiaccount_import", 70402, { Accounts: [] }],
    ["an account that is a number", "multiaccount_import", 60015, { Accounts: [1] }],
    ["no list", "account_check", 70402, {}],
    ["101 accounts", "account_check", 70206, { CheckItem: many(101).map((UserID) => ({ UserID })) }],
    ["strings instead of objects", "account_check", 70402, { CheckItem: ["alice"] }],
  ];
  for (const [input, command, code, body] of bad)
    it(`answer ${code} to ${input} in ${command}`, async () => {
      await rig.refused(code, command, body);
      assert.deepEqual(accounts(), ["administrator"]);
    });
});

describe("the account endpoints on a plan with 100 accounts", () => {
  const rig = new Rig({ maxAccounts: 100 });

  it("answer 70398 to one more account, but not to an existing one", async () => {
    await rig.ok("multiaccount_import", { Accounts: many(99) });
    await rig.refused(70398, "account_import", { UserID: "one-more" });
    await rig.refused(70398, "multiaccount_import", { Accounts: ["user0", "one-more"] });
    await rig.ok("account_import", { UserID: "user0" });
  });
});
