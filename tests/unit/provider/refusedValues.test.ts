import assert from "node:assert/strict";
import type { CheckFailure, PlanContext, Properties } from "../../../provider/handler";
import { accountHandler } from "../../../provider/resources/account";
import { bannedMembersHandler } from "../../../provider/resources/bannedMembers";
import { chatbotHandler } from "../../../provider/resources/chatbot";
import { ephemeralStackHandler } from "../../../provider/resources/ephemeralStack";
import { groupHandler } from "../../../provider/resources/group";
import { groupAttributesHandler } from "../../../provider/resources/groupAttributes";
import { groupCountersHandler } from "../../../provider/resources/groupCounters";
import { groupMemberHandler } from "../../../provider/resources/groupMember";
import { groupMembersHandler } from "../../../provider/resources/groupMembers";
import { mutedMembersHandler } from "../../../provider/resources/mutedMembers";
import { topicHandler } from "../../../provider/resources/topic";
import { failureText, toHostFailure } from "../../../provider/validation/schema";
import { ownedBy, plan } from "./support/plan";

const owner = ownedBy("ops");
const part = { ...owner, groupId: "ops-room" };
const until = "2030-01-01T00:00:00Z";

interface Kind {
  readonly handler: {
    check(olds: Properties, news: Properties, plan: PlanContext): { failures: readonly CheckFailure[] };
  };
  readonly good: Properties;
}

/** Every kind of resource, with valid inputs. */
const kinds: Readonly<Record<string, Kind>> = {
  Group: {
    handler: groupHandler,
    good: {
      ...owner,
      type: "Public",
      name: "Ops",
      groupId: "ops-room",
      ownerAccount: "alice",
      introduction: "x",
      notification: "x",
      faceUrl: "x",
      maxMemberCount: 5,
      applyJoinOption: "FreeAccess",
      inviteJoinOption: "FreeAccess",
      muteAllMembers: true,
      customFields: { team: "x" },
      supportTopic: false,
      adopt: "ifOwned",
      disbandOnlyIf: { membersAtMost: 1, idleFor: "1h", emptyOfMessages: true },
      farewell: { message: "x", wait: "1m" },
    },
  },
  EphemeralStack: { handler: ephemeralStackHandler, good: { ...owner, ttl: "48h" } },
  GroupAttributes: {
    handler: groupAttributesHandler,
    good: { ...part, attributes: { theme: "x" }, exclusive: true, adopt: "ifOwned" },
  },
  GroupCounters: {
    handler: groupCountersHandler,
    good: { ...part, initial: { a: "1" }, fixed: { b: "1" }, adopt: "ifOwned" },
  },
  Topic: {
    handler: topicHandler,
    good: {
      ...owner,
      groupId: "@TGS#_c",
      topicId: "t",
      name: "x",
      introduction: "x",
      notification: "x",
      faceUrl: "x",
      customString: "x",
      muteAllMembers: true,
      adopt: "ifOwned",
    },
  },
  GroupMember: {
    handler: groupMemberHandler,
    good: { ...part, userId: "bob", role: "Member", nameCard: "x", customFields: { team: "x" }, adopt: "ifOwned" },
  },
  GroupMembers: {
    handler: groupMembersHandler,
    good: {
      ...part,
      members: { bob: { role: "Member", nameCard: "x", customFields: { team: "x" } } },
      adopt: "ifOwned",
    },
  },
  MutedMembers: {
    handler: mutedMembersHandler,
    good: { ...part, userIds: ["bob"], until, topicId: "t", adopt: "ifOwned" },
  },
  BannedMembers: {
    handler: bannedMembersHandler,
    good: { ...part, userIds: ["bob"], until, description: "x", adopt: "ifOwned" },
  },
  Account: {
    handler: accountHandler,
    good: {
      ...owner,
      userId: "bob",
      nick: "x",
      faceUrl: "x",
      gender: "Male",
      birthday: "1999-12-31",
      location: "x",
      selfSignature: "x",
      allowType: "AllowAny",
      language: 1,
      level: 1,
      role: 1,
      adminForbidType: "None",
      requireDelete: true,
      adopt: "ifOwned",
    },
  },
  Chatbot: {
    handler: chatbotHandler,
    good: { ...owner, userId: "@RBT#x", nick: "x", faceUrl: "x", selfSignature: "x", adopt: "ifOwned" },
  },
};

/** Secrets that are valid for no property. */
const secrets: readonly unknown[] = [
  "hush",
  "hush hush\n",
  `hush${"x".repeat(20_000)}`,
  `@TGS#hush\ud800`,
  8675309.5,
  -8675309,
];
const leak = /hush|8675309/i;

/** The inputs with a secret in place of one value, nested values included. */
function* poisoned(value: unknown): Generator<unknown> {
  yield* secrets;
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const each of poisoned(value[0])) yield [each];
    yield ["hush", "hush"];
    return;
  }
  for (const [key, inner] of Object.entries(value)) for (const each of poisoned(inner)) yield { ...value, [key]: each };
}

describe("a value that a check refuses", () => {
  for (const [kind, { handler, good }] of Object.entries(kinds)) {
    const check = (news: Properties) => handler.check({}, news, plan).failures;

    it(`is never repeated for a ${kind}: a program can give a secret to any property`, () => {
      assert.deepEqual(check(good), []);
      for (const [property, value] of Object.entries(good)) {
        const refusals = [...poisoned(value)].flatMap((bad) => [...check({ ...good, [property]: bad })]);
        assert.ok(refusals.length > 0, `${property} is refused`);
        assert.deepEqual(
          refusals.map(failureText).filter((text) => leak.test(text)),
          [],
        );
      }
    });

    it(`is reported without the internal properties that the program side adds, for a ${kind}`, () => {
      const [failure] = check({ ...good, strange: 1 });
      const listed = /it has (.*)/.exec(String(failure?.reason))?.[1]?.split(", ") ?? [];
      const internal = [
        "__managedBy",
        "__identity",
        "__parentUrn",
        "__groupType",
        ...(kind === "EphemeralStack" ? [] : ["__ttl"]),
      ];
      assert.ok(listed.length > 0);
      assert.deepEqual(
        listed.filter((name) => internal.includes(name)),
        [],
      );
    });
  }

  it("is named as programs know it: a child resource is given its group as `group`", () => {
    const [failure] = groupAttributesHandler.check({}, { ...part, groupId: "", attributes: {} }, plan).failures;
    assert.match(failureText(failure as CheckFailure), /^group must be the id of a group/);
    const [stranger] = groupAttributesHandler.check({}, { ...part, attributes: {}, strange: 1 }, plan).failures;
    assert.match(String(stranger?.reason), /it has group, adopt, attributes, exclusive$/);
  });

  it("is reported to the engine without a property: for a named property it prints the value", () => {
    assert.deepEqual(toHostFailure({ property: "name", reason: "must be text; got a number" }), {
      property: "",
      reason: "name must be text; got a number",
    });
    assert.equal(
      toHostFailure({ property: "members", reason: "[0].userId is missing" }).reason,
      "members[0].userId is missing",
    );
  });
});
