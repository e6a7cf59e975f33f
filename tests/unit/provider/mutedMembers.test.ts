import assert from "node:assert/strict";
import fc from "fast-check";
import { bannedMembersHandler } from "../../../provider/resources/bannedMembers";
import { mutedMembersHandler } from "../../../provider/resources/mutedMembers";
import { diffRestrictions } from "../../../provider/resources/restriction/diff";
import { isExpired, isUntil, secondsOf, secondsUntil } from "../../../provider/resources/restriction/until";
import { unknownValue } from "../../../provider/validation/schema";
import { here, ownedBy, plan } from "./support/plan";

const valid = { groupId: "ops", userIds: ["bob"], until: "2026-12-31T18:00:00Z", ...ownedBy("part") };
const FOR_EVER = 4_294_967_295;

function reasonsOf(handler: typeof mutedMembersHandler, news: object): readonly string[] {
  const { failures } = handler.check({}, { ...valid, ...news }, plan);
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

for (const [title, handler] of [
  ["mutes", mutedMembersHandler],
  ["bans", bannedMembersHandler],
] as const) {
  describe(`check of ${title}`, () => {
    const reasons = (news: object) => reasonsOf(handler, news);

    for (const until of [
      "forever",
      "2026-12-31T18:00:00Z",
      "2026-12-31T18:00:00.123456789Z",
      "2026-12-31T18:00:00+02:00",
      "2028-02-29T00:00:00-11:30",
      "2020-01-01T00:00:00Z",
      "2106-02-07T06:00:00Z",
      unknownValue,
    ]) {
      it(`accepts until ${until}`, () => assert.deepEqual(reasons({ until }), []));
    }

    for (const until of [
      undefined,
      null,
      3600,
      "",
      "Forever",
      "1h",
      "2026-12-31",
      "2026-12-31T18:00:00",
      "2026-12-31 18:00:00Z",
      "2026-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "2026-12-31T24:30:00Z",
      "2026-12-31T18:00:00+99:00",
      "2106-02-07T06:28:15Z",
      "9999-12-31T23:59:59Z",
    ]) {
      it(`refuses until ${JSON.stringify(until)}, once`, () => {
        assert.equal(reasons({ until }).length, 1);
        assert.match(String(reasons({ until })), /^until .*(forever|instant)/);
      });
    }

    it("accepts 1 to 500 UserIDs, each once and of at most 32 bytes", () => {
      const many = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);
      assert.deepEqual(reasons({ userIds: many(500) }), []);
      assert.deepEqual(reasons({ userIds: [unknownValue, unknownValue] }), []);
      for (const [userIds, expected] of [
        [[], /a list of 1 to 500 UserIDs; got a list of 0/],
        [many(501), /a list of 1 to 500 UserIDs; got a list of 501/],
        ["bob", /a list of 1 to 500/],
        [["bob", 5], /\[1\] must be text of 1 to 32 bytes; got a number$/],
        [["é".repeat(17)], /\[0\] must be text of 1 to 32 bytes.*34 bytes/],
        [["bob", "carol", "bob"], /\[2\] must differ from \[0\]$/],
      ] as const) {
        assert.equal(reasons({ userIds }).length, 1);
        assert.match(String(reasons({ userIds })), expected);
      }
    });
  });
}

describe("the diff of mutes and bans", () => {
  for (const handler of [mutedMembersHandler, bannedMembersHandler]) {
    const changes = (before: readonly string[], now: unknown) => {
      const state = { ...valid, userIds: before, ...here, groupCreateTime: 1 };
      return handler.diff(state, { ...valid, userIds: now } as never, plan).changes;
    };

    it("ignores the order of users", () => {
      assert.equal(changes(["bob", "carol", "dave"], ["dave", "bob", "carol"]), "none");
      for (const now of [["bob"], ["bob", "carol", "erin"], ["bob", "carol", unknownValue], unknownValue]) {
        assert.equal(changes(["bob", "carol", "dave"], now), "inputs");
      }
    });
  }
});

describe("check of what only mutes or only bans support", () => {
  it("knows which types have none", () => {
    for (const groupType of ["Private", "Work"]) {
      assert.match(
        String(reasonsOf(mutedMembersHandler, { __groupType: groupType })),
        /^group cannot be .*cannot be muted/,
      );
    }
    assert.deepEqual(reasonsOf(mutedMembersHandler, { __groupType: "AVChatRoom" }), []);
    for (const groupType of ["Private", "Public", "Meeting", "Community"]) {
      assert.match(
        String(reasonsOf(bannedMembersHandler, { __groupType: groupType })),
        /^group cannot be .*only an AVChatRoom has bans/,
      );
    }
    assert.deepEqual(reasonsOf(bannedMembersHandler, { __groupType: "AVChatRoom" }), []);
  });

  it("accepts a topic for mutes, and a description of 1000 bytes for bans", () => {
    assert.deepEqual(reasonsOf(mutedMembersHandler, { topicId: "@TGS#_x@TOPIC#_y" }), []);
    assert.match(String(reasonsOf(mutedMembersHandler, { description: "spam" })), /not a property/);
    assert.deepEqual(reasonsOf(bannedMembersHandler, { description: "é".repeat(500) }), []);
    assert.match(String(reasonsOf(bannedMembersHandler, { description: "é".repeat(501) })), /at most 1000 bytes.*1002/);
    assert.match(String(reasonsOf(bannedMembersHandler, { topicId: "x" })), /not a property/);
  });
});

describe("the end of a restriction", () => {
  const now = Date.parse("2026-01-01T00:00:00.900Z");

  it("equals the declared one within a minute, and not beyond", () => {
    const until = "2026-01-01T10:00:00Z";
    for (const off of [-60, 0, 60]) assert.ok(isUntil(until, secondsOf(until) + off));
    for (const off of [-61, 61]) assert.ok(!isUntil(until, secondsOf(until) + off));
    assert.ok(!isUntil(until, FOR_EVER));
  });

  it("is permanent also where the service counts from now", () => {
    assert.ok(isUntil("forever", FOR_EVER));
    assert.ok(isUntil("forever", FOR_EVER + 1_800_000_000));
    assert.ok(!isUntil("forever", 1_800_000_000));
    assert.equal(secondsUntil("forever", now, 5), FOR_EVER);
    assert.ok(!isExpired("forever", now));
  });

  it("is at least one second ahead in the request, since zero would not end it", () => {
    assert.equal(secondsUntil("2026-01-01T00:00:10Z", now, 0), 10);
    assert.equal(secondsUntil("2026-01-01T00:00:10Z", now, 4), 6);
    assert.equal(secondsUntil("2026-01-01T00:00:01Z", now, 60), 1);
    assert.ok(isExpired("2026-01-01T00:00:00Z", now));
    assert.ok(!isExpired("2026-01-01T00:00:01Z", now));
  });
});

describe("the difference between restrictions", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const ends = ["2025-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "forever"] as const;
  const user = fc.constantFrom<string>("a", "b", "c", "d");
  const users = fc.uniqueArray(user, { minLength: 1 });
  const inputs = fc.record({ userIds: users, until: fc.constantFrom(...ends) }).map((each) => ({ ...valid, ...each }));
  const running = fc
    .dictionary(user, fc.constantFrom(...ends.slice(1)))
    .map((found) => new Map(Object.entries(found).map(([userId, until]) => [userId, secondsOf(until)])));

  it("turns any actual state into the declared one, ends no unmanaged restriction, and is empty afterwards", () => {
    fc.assert(
      fc.property(inputs, fc.option(inputs, { nil: undefined }), running, (declared, before, found) => {
        const difference = diffRestrictions(declared, before, found, now);
        const after = new Map(found);
        for (const userId of difference?.end ?? []) {
          assert.ok(before?.userIds.includes(userId) && isUntil(before.until, found.get(userId) ?? 0));
          after.delete(userId);
        }
        for (const userId of difference?.begin ?? []) after.set(userId, secondsOf(declared.until));
        assert.equal(diffRestrictions(declared, before, after, now), undefined);
        for (const [userId, end] of found) {
          const isOurs = declared.userIds.includes(userId) || before?.userIds.includes(userId);
          if (!isOurs) assert.equal(after.get(userId), end, "another's");
        }
        if (!isExpired(declared.until, now)) {
          for (const userId of declared.userIds) assert.ok(isUntil(declared.until, after.get(userId) ?? 0));
        }
      }),
    );
  });
});
