import assert from "node:assert/strict";
import { Rig } from "../../support/rig";

const pairs = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ Key: `k${from + i}`, Value: "v" }));

describe("the message extension endpoints", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const place = { GroupId: "g", MsgSeq: 1 };
  const set = async (ExtensionList: readonly object[], OperateType = 1) =>
    (await rig.ok("group_set_key_values", { ...place, OperateType, ExtensionList })).ExtensionList;
  const get = (more: Record<string, unknown> = {}) => rig.ok("group_get_key_values", { ...place, ...more });
  beforeEach(async () => {
    await rig.create("Public", { GroupId: "g" });
    app().send("g", { text: "a poll", supportsExtensions: true });
    app().send("g", { text: "no poll" });
  });

  it("set pairs, with a higher Seq for each call", async () => {
    const [one] = await set([
      { Key: "a", Value: "1", Seq: 0 },
      { Key: "b", Value: "2" },
    ]);
    assert.deepEqual(one, { ErrorCode: 0, Extension: { Key: "a", Value: "1", Seq: 1 } });
    await set([{ Key: "a", Value: "3" }]);
    const { ExtensionList, CompleteFlag, LatestSeq, ClearSeq } = await get();
    assert.deepEqual(ExtensionList, [
      { Key: "b", Value: "2", Seq: 1 },
      { Key: "a", Value: "3", Seq: 2 },
    ]);
    assert.deepEqual([CompleteFlag, LatestSeq, ClearSeq], [1, 2, 0]);
    assert.deepEqual((await get({ StartSeq: 2 })).ExtensionList, [{ Key: "a", Value: "3", Seq: 2 }]);
    assert.deepEqual(
      app()
        .messages("g")
        .map(({ extensions }) => extensions),
      [{ a: "3", b: "2" }, {}],
    );
  });

  it("delete given pairs, or all", async () => {
    await set([
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ]);
    await set([{ Key: "a", Value: "" }], 2);
    assert.deepEqual(app().messages("g")[0]?.extensions, { b: "2" });
    await rig.ok("group_set_key_values", { ...place, OperateType: 3 });
    const { ExtensionList, LatestSeq, ClearSeq } = await get();
    assert.deepEqual([ExtensionList, LatestSeq, ClearSeq], [[], 3, 3]);
  });

  it("hold 300 pairs, of which a call reads 200", async () => {
    for (let from = 1; from <= 281; from += 20) await set(pairs(from, from + 19));
    const first = await get();
    assert.deepEqual([first.ExtensionList.length, first.CompleteFlag], [200, 0]);
    assert.equal((await get({ StartSeq: 11 })).ExtensionList.length, 100);
    await rig.refused(10004, "group_set_key_values", { ...place, OperateType: 1, ExtensionList: pairs(301, 301) });
    await set(pairs(300, 300));
  });

  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["21 pairs", 10004, { ExtensionList: pairs(1, 21) }],
    ["no pair", 10004, { ExtensionList: [] }],
    ["no list", 10004, { ExtensionList: undefined }],
    ["a list for OperateType 3", 10004, { OperateType: 3 }],
    ["OperateType 4", 10004, { OperateType: 4 }],
    ["a key of 101 bytes", 10004, { ExtensionList: [{ Key: "k".repeat(101), Value: "" }] }],
    ["a value of 1001 bytes", 10004, { ExtensionList: [{ Key: "k", Value: "v".repeat(1001) }] }],
    ["a key twice", 10004, { ExtensionList: [...pairs(1, 1), ...pairs(1, 1)] }],
    ["an unknown field", 10004, { ExtensionList: [{ ...pairs(1, 1)[0], key: "k" }] }],
    ["a message sent without extensions", 23002, { MsgSeq: 2 }],
    ["a message that does not exist", 23004, { MsgSeq: 9 }],
  ];
  for (const [input, code, body] of bad)
    it(`answer ${code} to ${input} in group_set_key_values`, async () => {
      const valid = { ...place, OperateType: 1, ExtensionList: pairs(1, 1) };
      await rig.refused(code, "group_set_key_values", { ...valid, ...body });
    });

  it("answer 23004 to a message that does not exist or is recalled in group_get_key_values", async () => {
    await rig.refused(23004, "group_get_key_values", { GroupId: "g", MsgSeq: 9 });
    app().recall("g", 1);
    await rig.refused(23004, "group_get_key_values", place);
  });
});
