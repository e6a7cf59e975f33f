import assert from "node:assert/strict";
import { pathOf, Rig } from "../support/rig";

describe("the attribute endpoints", () => {
  const rig = new Rig();
  beforeEach(() => rig.create("Public", { GroupId: "g" }));
  const attr = (key: unknown, value: unknown = "v") => ({ key, value });
  const keys = (count: number, value = "v") => Array.from({ length: count }, (_, i) => attr(`k${i}`, value));
  const set = (...GroupAttr: readonly unknown[]) => rig.ok("set_group_attr", { GroupId: "g", GroupAttr });
  const stored = () => rig.emulator.app().attributes("g");

  for (const type of ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"])
    it(`set, modify, delete and read attributes of a ${type}`, async () => {
      const id = await rig.create(type);
      await rig.ok("set_group_attr", { GroupId: id, GroupAttr: [attr("a"), attr("b")] });
      await rig.ok("modify_group_attr", { GroupId: id, GroupAttr: [attr("b", "new"), attr("c")] });
      await rig.ok("delete_group_attr", { GroupId: id, GroupAttr: [{ key: "a" }] });
      const answer = await rig.ok("get_group_attr", { GroupId: id });
      assert.deepEqual(answer.GroupAttrAry, [attr("b", "new"), attr("c")]);
    });

  it("have a separate path for reading", () => {
    assert.equal(pathOf("get_group_attr"), "/v4/group_open_attr_http_svc/get_group_attr");
  });

  it("replace all attributes by set_group_attr", async () => {
    await set(attr("a"), attr("b"));
    await set(attr("c"));
    assert.deepEqual(stored(), { c: "v" });
  });

  it("clear all attributes, but not of a community", async () => {
    await set(attr("a"));
    await rig.ok("clear_group_attr", { GroupId: "g" });
    assert.deepEqual((await rig.ok("get_group_attr", { GroupId: "g" })).GroupAttrAry, []);
    const community = await rig.create("Community");
    await rig.refused(10007, "clear_group_attr", { GroupId: community });
  });

  it("accept 16 keys of 32 bytes, values of 4000 bytes and 16000 bytes in total", async () => {
    const key = (i: number) => `${"ü".repeat(15)}${String(i).padStart(2, "0")}`;
    await set(...Array.from({ length: 16 }, (_, i) => attr(key(i), "v".repeat(1000))));
    await set(attr("a", "ü".repeat(2000)));
  });

  it("accept a key named __proto__ like any other", async () => {
    await set(attr("__proto__"));
    assert.deepEqual(Object.keys(stored()), ["__proto__"]);
  });

  const bad: readonly [string, number, readonly unknown[]][] = [
    ["a key of 33 bytes", 10045, [attr(`${"ü".repeat(16)}x`)]],
    ["an empty key", 10004, [attr("")]],
    ["a key that is a number", 10004, [attr(1)]],
    ["an upper-case Key", 10004, [{ Key: "a", Value: "v" }]],
    ["a value of 4001 bytes", 10046, [attr("a", `${"ü".repeat(2000)}x`)]],
    ["a value that is a number", 10004, [attr("a", 1)]],
    ["a value of null", 10004, [attr("a", null)]],
    ["a key without value", 10004, [{ key: "a" }]],
    ["17 keys", 10047, keys(17)],
    ["values of 16001 bytes", 10048, [...keys(15, "v".repeat(1066)), attr("last", "v".repeat(11))]],
    ["values of 16002 bytes in 8001 characters", 10048, [...keys(4, "ü".repeat(1900)), attr("last", "ü".repeat(401))]],
    ["a key twice", 10004, [attr("a"), attr("a")]],
    ["an empty list", 10004, []],
  ];
  for (const command of ["set_group_attr", "modify_group_attr"])
    for (const [input, code, GroupAttr] of bad)
      it(`answer ${code} to ${input} in ${command}`, async () => {
        await rig.refused(code, command, { GroupId: "g", GroupAttr });
      });

  it("count existing keys and bytes in modify_group_attr", async () => {
    await set(...keys(16));
    await rig.refused(10047, "modify_group_attr", { GroupId: "g", GroupAttr: [attr("one more")] });
    await set(...keys(4, "v".repeat(4000)));
    await rig.refused(10048, "modify_group_attr", { GroupId: "g", GroupAttr: [attr("more")] });
  });

  it("answer 10050 if a key to delete does not exist, and delete none", async () => {
    await set(attr("a"));
    await rig.refused(10050, "delete_group_attr", { GroupId: "g", GroupAttr: [{ key: "a" }, { key: "b" }] });
    await rig.refused(10004, "delete_group_attr", { GroupId: "g", GroupAttr: [attr("a")] });
    await rig.refused(10045, "delete_group_attr", { GroupId: "g", GroupAttr: [{ key: "k".repeat(33) }] });
  });

  const all: readonly [string, Record<string, unknown>][] = [
    ["get_group_attr", {}],
    ["set_group_attr", { GroupAttr: [attr("a")] }],
    ["modify_group_attr", { GroupAttr: [attr("a")] }],
    ["clear_group_attr", {}],
    ["delete_group_attr", { GroupAttr: [{ key: "a" }] }],
  ];
  for (const [command, body] of all)
    it(`answer 10010, 10015 and 10004 for an invalid GroupId in ${command}`, async () => {
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
    });

  it("answer 10049 to a sixth write within a second to one group, but not to another", async () => {
    await rig.create("Public", { GroupId: "other" });
    await set(attr("a"), attr("b"));
    await rig.ok("modify_group_attr", { GroupId: "g", GroupAttr: [attr("c")] });
    await rig.ok("delete_group_attr", { GroupId: "g", GroupAttr: [{ key: "a" }] });
    await rig.ok("clear_group_attr", { GroupId: "g" });
    await set(attr("d"));
    await rig.refused(10049, "set_group_attr", { GroupId: "g", GroupAttr: [attr("c")] });
    await rig.ok("get_group_attr", { GroupId: "g" });
    await rig.ok("set_group_attr", { GroupId: "other", GroupAttr: [attr("c")] });
    rig.clock.advance(999);
    await rig.refused(10049, "clear_group_attr", { GroupId: "g" });
    rig.clock.advance(1);
    await rig.ok("clear_group_attr", { GroupId: "g" });
  });
});
