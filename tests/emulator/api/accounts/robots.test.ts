import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const IM = "Tag_Profile_IM_";

describe("the chatbot endpoints", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const list = async () => (await rig.ok("get_all_robots", {})).Robot_Account;

  it("create a chatbot, which is an account with a profile", async () => {
    await rig.ok("create_robot", { UserID: "@RBT#help", Nick: "Help", FaceUrl: "f", SelfSignature: "s" });
    assert.deepEqual(await list(), ["@RBT#help"]);
    assert.deepEqual(app().account("@RBT#help")?.profile, {
      [`${IM}Nick`]: "Help",
      [`${IM}Image`]: "f",
      [`${IM}SelfSignature`]: "s",
    });
    const { UserProfileItem } = await rig.ok("portrait_get", { To_Account: ["@RBT#help"], TagList: [`${IM}Nick`] });
    assert.deepEqual(UserProfileItem[0].ProfileItem, [{ Tag: `${IM}Nick`, Value: "Help" }]);
  });

  it("do not change an existing chatbot when it is created again", async () => {
    for (const Nick of ["Help", "other"]) await rig.ok("create_robot", { UserID: "@RBT#help", Nick });
    assert.deepEqual([await list(), app().account("@RBT#help")?.nick], [["@RBT#help"], "Help"]);
  });

  it("delete a chatbot, and keep its account", async () => {
    await rig.ok("create_robot", { UserID: "@RBT#help" });
    await rig.ok("delete_robot", { Robot_Account: "@RBT#help" });
    assert.deepEqual(await list(), []);
    assert.ok(app().account("@RBT#help"));
    await rig.refused(10004, "delete_robot", { Robot_Account: "@RBT#help" });
    await rig.ok("create_robot", { UserID: "@RBT#help", Nick: "again" });
    assert.equal(app().account("@RBT#help")?.nick, "again");
  });

  it("answer 10008 to the chatbot after the 20th, but accept an existing one", async () => {
    for (let i = 0; i < 20; i += 1) app().addRobot(`@RBT#${i}`);
    await rig.refused(10008, "create_robot", { UserID: "@RBT#more" });
    await rig.ok("create_robot", { UserID: "@RBT#7" });
    await rig.ok("delete_robot", { Robot_Account: "@RBT#7" });
    await rig.ok("create_robot", { UserID: "@RBT#more" });
  });

  it("see changes made without the API", async () => {
    app().addRobot("@RBT#a");
    app().addRobot("@RBT#b");
    app().removeRobot("@RBT#a");
    app().removeAccount("@RBT#b");
    assert.deepEqual([await list(), app().robots()], [[], []]);
    assert.throws(() => app().removeRobot("@RBT#a"), /has no chatbot @RBT#a/);
  });

  const bad: readonly [string, number, string, Record<string, unknown>][] = [
    ["a UserID without the prefix", 10004, "create_robot", { UserID: "help" }],
    ["a UserID with the prefix in lower case", 10004, "create_robot", { UserID: "@rbt#help" }],
    ["the prefix alone", 10004, "create_robot", { UserID: "@RBT#" }],
    ["a UserID of 33 bytes", 10004, "create_robot", { UserID: `@RBT#${"x".repeat(28)}` }],
    ["a UserID with a space", 10004, "create_robot", { UserID: "@RBT#a b" }],
    ["a UserID that is a number", 60015, "create_robot", { UserID: 1 }],
    ["no UserID", 10004, "create_robot", {}],
    ["a Nick of 501 bytes", 10004, "create_robot", { UserID: "@RBT#a", Nick: `${"ü".repeat(250)}x` }],
    ["a FaceUrl of 501 bytes", 10004, "create_robot", { UserID: "@RBT#a", FaceUrl: "f".repeat(501) }],
    ["a SelfSignature of 501 bytes", 10004, "create_robot", { UserID: "@RBT#a", SelfSignature: "s".repeat(501) }],
    ["a field", 10004, "get_all_robots", { Limit: 1 }],
    ["no Robot_Account", 10004, "delete_robot", {}],
    ["a Robot_Account that is a list", 60015, "delete_robot", { Robot_Account: ["@RBT#a"] }],
    ["an account that is not a chatbot", 10004, "delete_robot", { Robot_Account: "administrator" }],
  ];
  for (const [input, code, command, body] of bad)
    it(`answer ${code} to ${input} in ${command}`, async () => {
      await rig.refused(code, command, body);
    });

  it("accept a UserID of 32 bytes", async () => {
    await rig.ok("create_robot", { UserID: `@RBT#${"x".repeat(27)}` });
  });
});
