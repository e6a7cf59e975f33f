import assert from "node:assert/strict";
import { Rig } from "../support/rig";

const MAX = "9223372036854775807";
const MIN = "-9223372036854775808";
const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}`);

describe("the counter endpoints", () => {
  const rig = new Rig();
  const app = () => rig.emulator.app();
  const pairs = (values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
  const update = (values: Readonly<Record<string, number>>, Mode?: string) =>
    rig.ok("update_group_counter", { GroupId: "g", GroupCounter: pairs(values), Mode });
  beforeEach(async () => {
    await rig.create("Public", { GroupId: "g" });
  });

  it("set, increase and decrease counters, starting at 0, and answer the new values", async () => {
    assert.deepEqual((await update({ a: 5, b: -1 }, "Set")).GroupCounter, pairs({ a: 5, b: -1 }));
    assert.deepEqual((await update({ a: 2, c: 1 }, "Increase")).GroupCounter, pairs({ a: 7, c: 1 }));
    assert.deepEqual((await update({ a: 10, d: 1 }, "Decrease")).GroupCounter, pairs({ a: -3, d: -1 }));
    assert.deepEqual((await update({ a: 0 })).GroupCounter, pairs({ a: 0 }));
    assert.deepEqual(app().counters("g"), { a: 0n, b: -1n, c: 1n, d: -1n });
  });

  it("read all counters, or the given ones that exist", async () => {
    await update({ a: 1, b: 2 });
    const read = async (GroupCounterKeys?: readonly string[]) =>
      (await rig.ok("get_group_counter", { GroupId: "g", GroupCounterKeys })).GroupCounter;
    assert.deepEqual(await read(), pairs({ a: 1, b: 2 }));
    assert.deepEqual(await read(["b", "z"]), pairs({ b: 2 }));
    assert.deepEqual(await read([]), []);
  });

  it("delete the given counters, or all", async () => {
    await update({ a: 1, b: 2, c: 3 });
    await rig.ok("delete_group_counter", { GroupId: "g", GroupCounterKeys: ["a", "z"] });
    assert.deepEqual(Object.keys(app().counters("g")), ["b", "c"]);
    await rig.ok("delete_group_counter", { GroupId: "g" });
    assert.deepEqual(app().counters("g"), {});
  });

  it("keep 64 bits without loss, in both directions", async () => {
    const body = `{"GroupId":"g","GroupCounter":[{"Key":"max","Value":${MAX}},{"Key":"min","Value":${MIN}},{"Key":"text 9007199254740993","Value":9007199254740993}]}`;
    const counters = `"GroupCounter":[{"Key":"max","Value":${MAX}},{"Key":"min","Value":${MIN}},{"Key":"text 9007199254740993","Value":9007199254740993}]`;
    assert.ok((await rig.text("update_group_counter", body)).includes(counters));
    assert.ok((await rig.text("get_group_counter", '{"GroupId":"g"}')).includes(counters));
    assert.equal(app().counters("g").max, 2n ** 63n - 1n);
    await rig.refused(
      10004,
      "update_group_counter",
      { GroupId: "g", GroupCounter: pairs({ max: 1 }), Mode: "Increase" },
      /64 bits/,
    );
    await rig.refused(10004, "update_group_counter", {
      GroupId: "g",
      GroupCounter: pairs({ min: 1 }),
      Mode: "Decrease",
    });
  });

  it("see changes made without the API", async () => {
    app().setCounters("g", { a: 2n ** 60n });
    assert.match(await rig.text("get_group_counter", '{"GroupId":"g"}'), /"Value":1152921504606846976\}/);
    app().setCounters("g", {});
    assert.deepEqual((await rig.ok("get_group_counter", { GroupId: "g" })).GroupCounter, []);
  });

  it("accept 20 keys of 128 bytes, but not more", async () => {
    await update(Object.fromEntries(keys(20).map((key) => [key.padEnd(128, "x"), 1])));
    await rig.refused(10063, "update_group_counter", { GroupId: "g", GroupCounter: pairs({ more: 1 }) });
    await update({ ["k0".padEnd(128, "x")]: 2 });
  });

  const value = (Value: unknown) => [{ Key: "a", Value }];
  const bad: readonly [string, number, Record<string, unknown>][] = [
    ["21 keys", 10063, { GroupCounter: keys(21).map((Key) => ({ Key, Value: 1 })) }],
    ["a key of 129 bytes", 10004, { GroupCounter: [{ Key: `${"ü".repeat(64)}x`, Value: 1 }] }],
    ["an empty key", 10004, { GroupCounter: [{ Key: "", Value: 1 }] }],
    ["a key in lower case", 10004, { GroupCounter: [{ key: "a", value: 1 }] }],
    ["a key twice", 10004, { GroupCounter: [...value(1), ...value(2)] }],
    ["a value as a string", 10004, { GroupCounter: value("1") }],
    ["a value with a fraction", 10004, { GroupCounter: value(1.5) }],
    ["a value of null", 10004, { GroupCounter: value(null) }],
    ["a value that is not exact", 10004, { GroupCounter: value(1e300) }],
    ["an empty list", 10004, { GroupCounter: [] }],
    ["no list", 10004, { GroupCounter: undefined }],
    ["an unknown Mode", 10004, { Mode: "set" }],
  ];
  for (const [input, code, body] of bad)
    it(`answer ${code} to ${input} in update_group_counter`, async () => {
      await rig.refused(code, "update_group_counter", { GroupId: "g", GroupCounter: value(1), ...body });
    });

  it("answer 10004 to values beyond 64 bits", async () => {
    for (const beyond of ["9223372036854775808", "-9223372036854775809"]) {
      const body = `{"GroupId":"g","GroupCounter":[{"Key":"a","Value":${beyond}}]}`;
      assert.match(await rig.text("update_group_counter", body), /"ErrorCode":10004/);
    }
    assert.deepEqual(app().counters("g"), {});
  });

  const all: readonly [string, Record<string, unknown>][] = [
    ["get_group_counter", {}],
    ["update_group_counter", { GroupCounter: value(1) }],
    ["delete_group_counter", {}],
  ];
  for (const [command, body] of all)
    it(`answer 10007 for a community, and 10010, 10015 and 10004 for an invalid GroupId in ${command}`, async () => {
      await rig.refused(10007, command, { ...body, GroupId: await rig.create("Community") });
      await rig.refused(10010, command, { ...body, GroupId: "gone" });
      await rig.refused(10015, command, { ...body, GroupId: "" });
      await rig.refused(10004, command, body);
      await rig.ok(command, { ...body, GroupId: await rig.create("AVChatRoom") });
    });

  for (const command of ["get_group_counter", "delete_group_counter"])
    it(`answer 10004 to 21 keys and to a key that is not a string in ${command}`, async () => {
      await rig.refused(10004, command, { GroupId: "g", GroupCounterKeys: keys(21) });
      await rig.refused(10004, command, { GroupId: "g", GroupCounterKeys: [1] });
    });
});

describe("the counter endpoints of an app without counters", () => {
  const rig = new Rig({ counters: false });

  it("answer 10059", async () => {
    const GroupId = await rig.create("Public");
    await rig.refused(10059, "get_group_counter", { GroupId });
    await rig.refused(10059, "update_group_counter", { GroupId, GroupCounter: [{ Key: "a", Value: 1 }] });
    await rig.refused(10059, "delete_group_counter", { GroupId });
  });
});

describe("an integer beyond 2^53", () => {
  const rig = new Rig();

  it("is refused where a smaller one is required, and is unchanged inside a string", async () => {
    const text = await rig.text("get_appid_group_list", '{"Next":18446744073709551616}');
    assert.match(text, /Next must be from 0.*"ErrorCode":10004/);
    const name = '"\\"12345678901234567890\\\\"';
    await rig.text("create_group", `{"Type":"Public","GroupId":"g","Name":${name}}`);
    assert.equal(rig.emulator.app().group("g")?.name, JSON.parse(name));
  });
});
