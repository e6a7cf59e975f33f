import assert from "node:assert/strict";
import { type Resource, useBench } from "./program";

const room: Resource = {
  kind: "Group",
  name: "room",
  args: { groupId: "room", type: "Public", name: "Room", ownerAccount: "alice" },
};
const members = (name: string, ...userIds: string[]): Resource => ({
  kind: "GroupMembers",
  name,
  args: { groupId: "room", members: userIds },
});
const member = (userId: string): Resource => ({ kind: "GroupMember", name: userId, args: { groupId: "room", userId } });
const attributes = (name: string, values: object, exclusive?: false): Resource => ({
  kind: "GroupAttributes",
  name,
  args: { groupId: "room", attributes: values, ...(exclusive === false && { exclusive }) },
});

describe("a list that is replaced by single resources, and vice versa", () => {
  const test = useBench();
  const apis = () => test.bench.emulator.journal.entries({ effect: true }).map(({ api }) => api);
  const users = () => test.app.members("room").map(({ account }) => account);
  const declared = () => {
    const { pulumi: _, ...rest } = test.app.attributes("room");
    return rest;
  };

  /** An up after which the state has exactly what is declared, with only these write calls. */
  async function becomes(before: readonly Resource[], after: readonly Resource[], changes: readonly string[]) {
    const stack = test.stack();
    await stack.up([room, ...before]);
    test.bench.emulator.journal.clear();
    await stack.up([room, ...after]);
    assert.deepEqual(apis(), changes);
    assert.deepEqual(stack.resources, [room, ...after].map(({ kind, name }) => `${kind} ${name}`).sort());
    return stack;
  }

  const list = members("all", "bob", "carol");
  const singles = [member("bob"), member("carol")];
  for (const [title, before, after] of [
    ["members by single members", [list], singles],
    ["single members by a list", singles, [list]],
    ["a list of members by another list", [list], [members("everybody", "carol", "bob")]],
  ] as const) {
    it(`keeps ${title} unchanged`, async () => {
      const stack = await becomes(before, after, []);
      assert.deepEqual(users(), ["alice", "bob", "carol"]);
      await stack.destroy();
      assert.deepEqual(test.app.groups(), []);
    });
  }

  it("removes the members that are no longer declared, and no others", async () => {
    await becomes([list], [member("carol")], ["delete_group_member"]);
    assert.deepEqual(users(), ["alice", "carol"]);
  });

  it("removes the members that a new list does not declare, and no others", async () => {
    await becomes(
      singles,
      [members("all", "carol", "dave")],
      [
        "delete_group_member",
        "add_group_member",
        // Once more with the single member, whom the list has removed.
        "delete_group_member",
      ],
    );
    assert.deepEqual(users(), ["alice", "carol", "dave"]);
  });

  it("is refused while both are declared, in either order", async () => {
    for (const program of [
      [list, member("bob")],
      [member("dave"), list],
    ]) {
      const [refused = "", ...others] = await test.stack().preview(program);
      const [second, first] = [program[1], program[0]].map((each) => `${each?.kind} "${each?.name}"`);
      assert.match(refused, new RegExp(`${second} declares .*, which ${first} declares as well: keep one of them`));
      assert.deepEqual(others, []);
    }
  });

  const both = { a: "1", b: "2" };
  for (const [title, before, after] of [
    [
      "by two resources that share them",
      [attributes("all", both)],
      [attributes("x", { a: "1" }, false), attributes("y", { b: "2" }, false)],
    ],
    [
      "by an exclusive one, of two resources",
      [attributes("x", { a: "1" }, false), attributes("y", { b: "2" }, false)],
      [attributes("all", both)],
    ],
    ["by another exclusive one", [attributes("old", both)], [attributes("new", both)]],
    ["by a non-exclusive one", [attributes("old", both)], [attributes("new", both, false)]],
  ] as const) {
    it(`keeps attributes unchanged that are replaced ${title}`, async () => {
      const stack = await becomes(before, after, []);
      assert.deepEqual(declared(), both);
      await stack.destroy();
      assert.deepEqual(test.app.groups(), []);
    });
  }

  it("removes attributes that are no longer declared, and none that another resource declares now", async () => {
    await becomes(
      [attributes("old", both)],
      [attributes("new", { x: "9" })],
      ["delete_group_attr", "modify_group_attr"],
    );
    assert.deepEqual(declared(), { x: "9" });
  });

  it("also removes them if the new one is not exclusive", async () => {
    await becomes(
      [attributes("old", both)],
      [attributes("new", { x: "9" }, false)],
      ["modify_group_attr", "delete_group_attr"],
    );
    assert.deepEqual(declared(), { x: "9" });
  });

  it("removes some of them with the old resource, if another one declares the others", async () => {
    await becomes([attributes("old", both)], [attributes("new", { a: "1" }, false)], ["delete_group_attr"]);
    assert.deepEqual(declared(), { a: "1" });
  });
});
