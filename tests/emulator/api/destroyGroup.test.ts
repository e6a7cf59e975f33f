import assert from "node:assert/strict";
import { Rig } from "../support/rig";

describe("destroy_group", () => {
  const rig = new Rig();

  for (const type of ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"])
    it(`disbands a ${type} group and answers the bare envelope`, async () => {
      const id = await rig.create(type);
      assert.deepEqual(await rig.ok("destroy_group", { GroupId: id }), {
        ActionStatus: "OK",
        ErrorInfo: "",
        ErrorCode: 0,
      });
      assert.equal((await rig.read(id)).ErrorCode, 10010);
      assert.deepEqual(rig.emulator.app().disbanded(), [id]);
    });

  // Every code in the table of the API's page, in the same order.
  it("answers 10002 to an internal error, by a fault", async () => {
    await rig.create("Public", { GroupId: "a" });
    rig.emulator.faults.add({
      api: "destroy_group",
      fault: { kind: "errorCode", code: 10002, info: "internal server error" },
    });
    await rig.refused(10002, "destroy_group", { GroupId: "a" }, /internal server error/);
    await rig.ok("destroy_group", { GroupId: "a" });
  });

  it("answers 10003 to a misspelled command", async () => {
    await rig.create("Public", { GroupId: "a" });
    for (const command of ["destory_group", "destroy_groups", "Destroy_group"])
      await rig.refused(10003, command, { GroupId: "a" });
  });

  const malformed: readonly [string, unknown][] = [
    ["no GroupId", {}],
    ["GroupID instead of GroupId", { GroupID: "a" }],
    ["an additional unknown field", { GroupId: "a", Silence: 1 }],
    ["a GroupId that is a number", { GroupId: 1 }],
    ["a GroupId of null", { GroupId: null }],
    ["a GroupId in an array", { GroupId: ["a"] }],
  ];
  for (const [input, body] of malformed)
    it(`answers 10004 to ${input}`, async () => {
      await rig.create("Public", { GroupId: "a" });
      await rig.refused(10004, "destroy_group", body);
    });

  it("answers 10007 to a missing permission, by a fault", async () => {
    await rig.create("Private", { GroupId: "a" });
    rig.emulator.faults.add({ api: "destroy_group", groupId: "a", fault: { kind: "errorCode", code: 10007 } });
    await rig.refused(10007, "destroy_group", { GroupId: "a" });
  });

  it("answers 10010 to an id that never existed and to a second call", async () => {
    await rig.refused(10010, "destroy_group", { GroupId: "never" }, /^this group does not exist$/);
    await rig.create("Public", { GroupId: "a" });
    await rig.ok("destroy_group", { GroupId: "a" });
    await rig.refused(10010, "destroy_group", { GroupId: "a" });
    assert.equal(rig.emulator.app().counts().alreadyGone, 2);
  });

  for (const [input, groupId] of [
    ["empty", ""],
    ["of 49 bytes", "x".repeat(49)],
    ["with characters that are not ASCII", "grün"],
    ["with a control character", "a\tb"],
  ])
    it(`answers 10015 to a GroupId ${input}`, async () => {
      await rig.refused(10015, "destroy_group", { GroupId: groupId });
    });

  it("distinguishes ids by case and by spaces", async () => {
    await rig.create("Public", { GroupId: "a" });
    for (const groupId of ["A", "a ", " a"]) await rig.refused(10010, "destroy_group", { GroupId: groupId });
  });
});

describe("destroy_group with two apps", () => {
  const key = "one-key-for-both";
  const rig = new Rig({
    apps: [
      { sdkAppId: 1, secretKey: key, admins: ["administrator"] },
      { sdkAppId: 2, secretKey: key, admins: ["administrator"] },
    ],
  });

  it("answers 10010 for another app's group and does not change it", async () => {
    rig.emulator.app(2).create({ groupId: "theirs", type: "Public", name: "theirs" });
    await rig.refused(10010, "destroy_group", { GroupId: "theirs" });
    assert.ok(rig.emulator.app(2).group("theirs"));
    assert.equal(rig.emulator.app(1).counts().alreadyGone, 1);
    assert.equal(rig.emulator.app(2).counts().alreadyGone, 0);
  });
});
