import assert from "node:assert/strict";
import type { ChildHost } from "../groupChildren/childHost";
import { memberHost, rolesIn } from "./memberHost";

const many = Array.from({ length: 1000 }, (_, index) => `user-${index}`);

describe("the calls for many members", () => {
  let bench: ChildHost;
  const start = (kind: string) => async () => {
    bench = await memberHost(kind);
    bench.app.importAccounts(...many);
  };
  afterEach(() => bench.stop());

  const counts = (...apis: readonly string[]) => apis.map((api) => bench.calls(api));

  describe("of one GroupMembers", () => {
    beforeEach(start("GroupMembers"));

    it("are 50 to add a thousand and 11 to verify it, one more for each member with a role or fields, and 2 writes for a change of two", async () => {
      const groupId = await bench.group("thousand", { ownerAccount: "user-0" });
      bench.emulator.journal.clear();
      const state = await bench.create({ groupId, members: many });
      assert.deepEqual(counts("add_group_member", "get_group_member_info"), [50, 11]);
      // Reads of the group at about the same time are one call or two.
      assert.ok(bench.emulator.journal.count() <= 64);
      assert.equal(Object.keys(rolesIn(bench, groupId)).length, 1000);

      bench.emulator.journal.clear();
      const swapped = await bench.update(state, { members: [...many.slice(0, -1), "alice"] });
      assert.deepEqual(counts("add_group_member", "delete_group_member"), [1, 1]);
      assert.equal(bench.emulator.journal.count({ effect: true }), 2);

      bench.emulator.journal.clear();
      const members = [...many.slice(0, -1), { userId: "alice", role: "Admin" }];
      const promoted = await bench.update(swapped, { members });
      assert.equal(bench.emulator.journal.count({ effect: true }), 1);

      bench.emulator.journal.clear();
      await bench.refresh(promoted);
      assert.deepEqual(counts("get_group_member_info"), [11]);

      bench.emulator.journal.clear();
      await bench.delete(promoted);
      // The group's ownership is read as well.
      assert.deepEqual(counts("delete_group_member", "get_group_attr"), [10, 1]);
      assert.ok(bench.emulator.journal.count() <= 13);
      assert.deepEqual(rolesIn(bench, groupId), { "user-0": "Owner" });
    });
  });

  describe("of a hundred GroupMember", () => {
    beforeEach(start("GroupMember"));

    it("are shared: five to add all, one to remove all, and two for each read", async () => {
      const groupId = await bench.group("hundred", { ownerAccount: "alice" });
      const userIds = many.slice(0, 100);
      bench.emulator.journal.clear();
      const state = await Promise.all(userIds.map((userId) => bench.create({ groupId, userId }, userId)));
      assert.equal(Object.keys(rolesIn(bench, groupId)).length, 101);
      assert.ok(bench.calls("add_group_member") <= 10, `${bench.calls("add_group_member")} calls to add`);
      assert.ok(bench.emulator.journal.count() <= 30, `${bench.emulator.journal.count()} calls in all`);
      bench.emulator.journal.clear();
      await Promise.all(state.map((each) => bench.delete(each)));
      assert.deepEqual(rolesIn(bench, groupId), { alice: "Owner" });
      assert.ok(bench.calls("delete_group_member") <= 5);
    });
  });
});
