import assert from "node:assert/strict";
import fc from "fast-check";
import type { GroupInfo, MemberInfo } from "../../../chat";
import { groupMembersHandler } from "../../../provider/resources/groupMembers";
import { diffMembers, observedMember } from "../../../provider/resources/member/diff";
import type { DeclaredMember } from "../../../provider/resources/member/types";
import { failureText, unknownValue } from "../../../provider/validation/schema";
import { here, ownedBy, plan } from "./support/plan";

const valid = { groupId: "ops", members: { bob: {} }, ...ownedBy("part") };

function reasons(news: object): readonly string[] {
  const { failures } = groupMembersHandler.check({}, { ...valid, ...news }, plan);
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

describe("check of the members of a group", () => {
  it("accepts a map of UserIDs, and a list of UserIDs and objects, and turns both into the same map", () => {
    for (const members of [[], {}]) assert.deepEqual(reasons({ members }), []);
    const profile = { role: "Admin", nameCard: "C", customFields: { team: "sre" } };
    const map = { bob: {}, carol: profile };
    for (const members of [map, ["bob", { userId: "carol", ...profile }], [{ userId: "carol", ...profile }, "bob"]]) {
      const { inputs, failures } = groupMembersHandler.check({}, { ...valid, members }, plan);
      assert.deepEqual(failures, []);
      assert.deepEqual(inputs.members, map);
    }
  });

  for (const [title, members, expected] of [
    ["a text", "bob", /members must be a map of UserIDs to profiles, or a list of UserIDs; got text of 3 bytes$/],
    ["nothing", undefined, /members is missing/],
    ["a number", [5], /members\[0\] must be an object with userId, role, nameCard, customFields; got a number$/],
    ["an empty UserID", ["bob", ""], /\[1\]\.userId must be text of 1 to 32 bytes/],
    ["a UserID of 33 bytes", [`${"é".repeat(16)}x`], /\[0\]\.userId must be text of 1 to 32 bytes.*33 bytes/],
    ["no UserID", [{ role: "Admin" }], /\[0\]\.userId is missing/],
    ["an owner", [{ userId: "bob", role: "Owner" }], /\[0\]\.role must be one of Admin, Member; got text of 5 bytes$/],
    [
      "a long name card",
      [{ userId: "bob", nameCard: "x".repeat(51) }],
      /\[0\]\.nameCard must be text of at most 50 bytes/,
    ],
    ["an unknown property", [{ userId: "bob", rank: 1 }], /\[0\] has no property "rank"/],
    ["a field that only a refresh writes", [{ userId: "bob", undeclared: true }], /\[0\] has no property "undeclared"/],
    [
      "too many custom fields",
      [{ userId: "bob", customFields: Object.fromEntries([..."abcdef"].map((key) => [key, "x"])) }],
      /\[0\]\.customFields must have at most 5 keys; got 6/,
    ],
    [
      "a long custom field",
      [{ userId: "bob", customFields: { a: "x".repeat(65) } }],
      /key "a" .*1 to 64 bytes.*got text of 65 bytes$/,
    ],
    [
      "an invalid custom key",
      [{ userId: "bob", customFields: { "1a": "x" } }],
      /must have keys of 1 to 16 bytes .*; got one of 2 bytes$/,
    ],
    ["a UserID that the transport drops", ["bob", "__proto__"], /\[1\]\.userId must not be __proto__$/],
    ["a key of 33 bytes", { bob: {}, ["x".repeat(33)]: {} }, /members must have keys of 1 to 32 bytes.*33 bytes$/],
    ["a profile that is no object", { bob: "Admin" }, /members\["bob"\] must be an object with role.*text of 5 bytes$/],
    ["a role in a map", { bob: { role: "Owner" } }, /members\["bob"\]\.role must be one of Admin, Member/],
    ["an unknown property in a map", { bob: { rank: 1 } }, /members\["bob"\] has no property "rank"/],
    ["a duplicate member", ["bob", "carol", { userId: "bob" }], /\[2\]\.userId must differ from that of \[0\]$/],
  ] as const) {
    it(`refuses ${title}, once`, () => {
      const failures = groupMembersHandler.check({}, { ...valid, members }, plan).failures.map(failureText);
      assert.equal(failures.length, 1);
      assert.match(String(failures), expected);
    });
  }

  it("names what a type does not support, by either of its names, if the program gives the Group itself", () => {
    const admins = { members: ["bob", { userId: "carol", role: "Admin" }] };
    assert.match(
      String(reasons({ __groupType: "AVChatRoom" })),
      /^group cannot be a group of type AVChatRoom: .*does not store/,
    );
    assert.match(
      String(reasons({ __groupType: "Private", members: { bob: {}, carol: { role: "Admin" } } })),
      /^members \["carol"\]\.role must not be Admin: a Private/,
    );
    for (const groupType of ["Private", "Work"]) {
      assert.match(
        String(reasons({ __groupType: groupType, ...admins })),
        /^members \[1\]\.role must not be Admin: a Private/,
      );
      assert.deepEqual(reasons({ __groupType: groupType }), []);
    }
    for (const groupType of ["Public", undefined, unknownValue])
      assert.deepEqual(reasons({ __groupType: groupType, ...admins }), []);
  });

  it("does not touch values that are not known yet", () => {
    assert.deepEqual(reasons({ groupId: unknownValue, members: unknownValue }), []);
    const unknown = { userId: unknownValue, role: unknownValue, customFields: { team: unknownValue } };
    const members = [unknownValue, unknown, { ...unknown, nameCard: unknownValue }, "bob"];
    assert.deepEqual(reasons({ members }), []);
    assert.deepEqual(reasons({ members: { bob: unknownValue, carol: { role: unknownValue } } }), []);
    const { inputs } = groupMembersHandler.check({}, { ...valid, members }, plan);
    assert.deepEqual(
      groupMembersHandler.remoteObjects(inputs).map(({ text }) => text),
      ["all members of the group ops", "the member bob of the group ops"],
    );
  });

  it("never throws: it only reports failures", () => {
    fc.assert(fc.property(fc.jsonValue(), (members) => void reasons({ members, __groupType: "Private" })));
  });
});

describe("the diff of the members of a group", () => {
  const changes = (before: object, members: unknown) => {
    const state = { ...valid, members: before, ...here, groupCreateTime: 1 } as never;
    return groupMembersHandler.diff(state, groupMembersHandler.check({}, { ...valid, members }, plan).inputs, plan)
      .changes;
  };
  const bob = { nameCard: "B" };

  it("ignores the order and the form", () => {
    for (const members of [{ carol: {}, bob }, ["carol", { nameCard: "B", userId: "bob" }]])
      assert.equal(changes({ bob, carol: {} }, members), "none");
  });

  it("shows every other change", () => {
    const both = { bob, carol: {} };
    for (const [before, now] of [
      [both, { bob }],
      [{ bob }, both],
      [both, { bob: {}, carol: {} }],
      [{ bob, carol: { undeclared: true } }, both],
      [both, { bob, carol: unknownValue }],
      [both, [{ userId: "bob", ...bob }, unknownValue]],
      [both, [{ ...bob, userId: unknownValue }, { userId: unknownValue }]],
      [both, unknownValue],
    ] as const) {
      assert.equal(changes(before, now), "inputs", JSON.stringify(now));
    }
  });
});

const group = { groupId: "ops", ownerAccount: "alice" } as GroupInfo;
const names = ["alice", "bob", "carol", "dave"] as const;
const profile = fc.record(
  {
    role: fc.constantFrom("Admin", "Member"),
    nameCard: fc.constantFrom("", "A", "B"),
    customFields: fc.dictionary(fc.constantFrom("team", "shift"), fc.constantFrom("1", "2"), { noNullPrototype: true }),
  },
  { requiredKeys: [] },
);
const program = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...names), profile).map(([userId, rest]): DeclaredMember => ({ userId, ...rest })),
  { selector: ({ userId }) => userId },
);

/** The list of members that the service ends up with. */
function real(declared: readonly DeclaredMember[]): Map<string, MemberInfo> {
  const owner: MemberInfo = { userId: "alice", role: "Owner", customFields: {} };
  const members = declared.map(
    ({ userId, role = "Member", nameCard = "", customFields = {} }): [string, MemberInfo] => [
      userId,
      { userId, role: userId === "alice" ? "Owner" : role, nameCard, customFields },
    ],
  );
  return new Map<string, MemberInfo>([["alice", owner], ...members]);
}

/** Applies a difference. */
function applied(found: Map<string, MemberInfo>, difference: ReturnType<typeof diffMembers>): Map<string, MemberInfo> {
  const after = new Map(found);
  for (const userId of difference?.undeclared ?? [])
    assert.ok(after.delete(userId), "removed a user who is not a member");
  for (const userId of difference?.missing ?? []) after.set(userId, { userId, role: "Member", customFields: {} });
  for (const { userId, changes } of difference?.changes ?? []) {
    const member = after.get(userId);
    assert.ok(member, "changed a user who is not a member");
    const { role = member.role, nameCard = member.nameCard, customFields: fields } = changes;
    assert.ok(changes.role === undefined || userId !== "alice", "changed the owner's role");
    const merged = Object.entries({ ...member.customFields, ...fields }).filter(([, value]) => value !== "");
    after.set(userId, {
      userId,
      customFields: Object.fromEntries(merged),
      ...(role !== undefined && { role }),
      ...(nameCard !== undefined && { nameCard }),
    });
  }
  return after;
}

describe("the difference between members", () => {
  it("turns any actual list into the declared one, never changes the owner's role, and is empty afterwards", () => {
    fc.assert(
      fc.property(program, program, program, (declared, before, actual) => {
        const found = real(actual);
        const difference = diffMembers(declared, before, found, group, { exact: true });
        const after = applied(found, difference);
        assert.deepEqual(
          [...after.keys()].sort(),
          [...new Set(["alice", ...declared.map(({ userId }) => userId)])].sort(),
        );
        assert.equal(after.get("alice")?.role, "Owner");
        assert.equal(diffMembers(declared, before, after, group, { exact: true }), undefined);
        for (const member of declared) {
          const found = after.get(member.userId) as MemberInfo;
          const { role = member.userId === "alice" ? undefined : "Member" } = member;
          const seen = observedMember(member, found, group);
          assert.deepEqual({ ...seen, role: seen.role ?? role }, { ...member, role }, "nothing is shown as drift");
        }
      }),
    );
  });

  it("of one member does not touch the others", () => {
    fc.assert(
      fc.property(program, program, (declared, actual) => {
        const [one] = declared;
        if (one === undefined) return;
        const found = real(actual);
        const after = applied(found, diffMembers([one], [], found, group, { exact: false }));
        for (const [userId, member] of found) if (userId !== one.userId) assert.equal(after.get(userId), member);
      }),
    );
  });
});
