import assert from "node:assert/strict";
import { groupMemberHandler } from "../../../provider/resources/groupMember";
import { unknownValue } from "../../../provider/validation/schema";
import { here, ownedBy, plan } from "./support/plan";

const valid = { groupId: "ops", userId: "bob", ...ownedBy("part") };
const reasons = (news: object) =>
  groupMemberHandler
    .check({}, { ...valid, ...news }, plan)
    .failures.map(({ property, reason }) => `${property} ${reason}`);

describe("check of a single group member", () => {
  it("accepts a minimal and a complete member", () => {
    assert.deepEqual(reasons({}), []);
    const most = { userId: "é".repeat(16), role: "Admin", nameCard: "é".repeat(25), adopt: "always" };
    assert.deepEqual(reasons({ ...most, customFields: { a: "é".repeat(32) } }), []);
  });

  for (const [title, news, expected] of [
    ["a UserID of 33 bytes", { userId: `${"é".repeat(16)}x` }, /^userId must be text of 1 to 32 bytes/],
    ["no UserID", { userId: undefined }, /^userId is missing/],
    ["an owner", { role: "Owner" }, /^role must be one of Admin, Member/],
    ["a name card of 52 bytes", { nameCard: "é".repeat(26) }, /^nameCard must be text of at most 50 bytes/],
    ["an empty custom field", { customFields: { a: "" } }, /^customFields key "a" must have text of 1 to 64 bytes/],
    [
      "an admin of a Work group",
      { role: "Admin", __groupType: "Work" },
      /^role must not be Admin: a Private \(Work\) group/,
    ],
    ["a member of a live room", { __groupType: "AVChatRoom" }, /^group cannot be a group of type AVChatRoom/],
    ["an unknown property", { userID: "x" }, /^userID is not a property of this resource: did you mean userId\?/],
  ] as const) {
    it(`refuses ${title}, once`, () => {
      assert.equal(reasons(news).length, 1);
      assert.match(String(reasons(news)), expected);
    });
  }

  it("does not touch values that are not known yet", () => {
    const unknown = Object.fromEntries(
      ["groupId", "userId", "role", "nameCard", "customFields"].map((key) => [key, unknownValue]),
    );
    assert.deepEqual(reasons({ ...unknown, __groupType: unknownValue }), []);
  });
});

describe("diff of a single group member", () => {
  const state = { ...valid, ...here, groupCreateTime: 5 };
  const diff = (news: object) => groupMemberHandler.diff(state, { ...valid, ...news }, plan);

  it("updates a member's properties in place, and replaces the resource for another user or group", () => {
    assert.equal(diff({}).changes, "none");
    for (const news of [{ role: "Admin" }, { nameCard: "B" }, { customFields: { a: "1" } }, { adopt: "always" }]) {
      assert.deepEqual(diff(news), { replaces: [], changes: "inputs", deleteBeforeReplace: true });
    }
    for (const property of ["userId", "groupId"]) {
      assert.deepEqual(diff({ [property]: "other" }), {
        replaces: [property],
        changes: "inputs",
        deleteBeforeReplace: false,
      });
    }
    assert.equal(diff({ __groupType: "Public" }).changes, "none", "the type belongs to the group");
  });
});
