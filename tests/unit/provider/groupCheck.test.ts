import assert from "node:assert/strict";
import { deriveGroupId } from "../../../provider/ownership/derivedId";
import { checkGroup } from "../../../provider/resources/group/check";
import { unknownValue } from "../../../provider/validation/schema";
import { identity, otherIdentity, ownedBy, plan } from "./support/plan";

const derived = { identity, stack: "dev", name: "ops", isEphemeral: false };
const least = { type: "Public", name: "Ops", ...ownedBy("ops") };
const reasons = (news: object, olds: object = {}) =>
  Object.fromEntries(
    checkGroup(olds as never, news as never, plan).failures.map(({ property, reason }) => [property, reason]),
  );
const chosenId = (news: object, olds: object = {}) => checkGroup(olds as never, news as never, plan).inputs.groupId;

describe("the check of a group", () => {
  it("accepts the minimum that a group needs and derives its id", () => {
    const { inputs, failures } = checkGroup({}, least, plan);
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, { ...least, groupId: deriveGroupId({ ...derived, type: "Public", supportTopic: false }) });
  });

  it("accepts the newer names of a type as synonyms of the older ones", () => {
    assert.equal(checkGroup({}, { ...least, type: "Work" }, plan).inputs.type, "Private");
    assert.equal(checkGroup({}, { ...least, type: "Meeting" }, plan).inputs.type, "ChatRoom");
  });

  it("accepts texts up to their byte limit and no further, counting bytes and not characters", () => {
    for (const [property, most] of [
      ["name", 30],
      ["introduction", 240],
      ["notification", 300],
      ["faceUrl", 100],
      ["ownerAccount", 32],
    ] as const) {
      const fits = "😀".repeat(Math.floor(most / 4)) + "x".repeat(most % 4);
      assert.deepEqual(reasons({ ...least, [property]: fits }), {}, property);
      const reason = reasons({ ...least, [property]: `${fits}x` })[property];
      assert.match(String(reason), new RegExp(`at most ${most} bytes|1 to ${most} bytes`), property);
      assert.match(String(reason), new RegExp(`got text of ${most + 1} bytes \\(\\d+ characters\\)$`), property);
    }
  });

  for (const [title, news, property, expected] of [
    ["no type", { name: "Ops", ...ownedBy("ops") }, "type", /is missing: it must be one of Private, Work/],
    ["an unknown type", { ...least, type: "Room" }, "type", /must be one of .*got text of 4 bytes$/],
    ["a type in lower case", { ...least, type: "public" }, "type", /got text of 6 bytes; did you mean Public\?$/],
    ["a type with a typo", { ...least, type: "ChatRooms" }, "type", /did you mean ChatRoom\?$/],
    ["the type __proto__", { ...least, type: "__proto__" }, "type", /must be one of/],
    ["no name", { type: "Public", ...ownedBy("ops") }, "name", /is missing/],
    ["an empty name", { ...least, name: "" }, "name", /1 to 30 bytes.*got empty text$/],
    ["a name that is a number", { ...least, name: 5 }, "name", /got a number$/],
    ["a name that is null", { ...least, name: null }, "name", /got null/],
    ["a name that is a list", { ...least, name: ["x"] }, "name", /got a list of 1/],
    ["a name of 10 MB", { ...least, name: "x".repeat(10_000_000) }, "name", /got text of 10000000 bytes$/],
    ["a lone surrogate", { ...least, name: "\ud83d" }, "name", /well-formed/],
    [
      "an id that is too long",
      { ...least, groupId: "x".repeat(49) },
      "groupId",
      /1 to 48 bytes of printable ASCII.*49 bytes/,
    ],
    ["an id that is not ASCII", { ...least, groupId: "gruppe-ä" }, "groupId", /printable ASCII/],
    ["an id that is empty", { ...least, groupId: "" }, "groupId", /1 to 48 bytes/],
    ["an id that is an object", { ...least, groupId: {} }, "groupId", /got an object/],
    ["an id with the service's own prefix", { ...least, groupId: "@TGS#x" }, "groupId", /must not start with @TGS#/],
    [
      "a community's id without its prefix",
      { ...least, type: "Community", groupId: "x" },
      "groupId",
      /must start with @TGS#_/,
    ],
    ["a topic's id", { ...least, type: "Community", groupId: "@TGS#_x@TOPIC#_y" }, "groupId", /@TOPIC#/],
    [
      "a fractional member count",
      { ...least, maxMemberCount: 1.5 },
      "maxMemberCount",
      /an integer from 1 to 100000; got a number with a fraction$/,
    ],
    ["zero members", { ...least, maxMemberCount: 0 }, "maxMemberCount", /from 1 to 100000; got a smaller number$/],
    [
      "an unknown join option",
      { ...least, applyJoinOption: "Free" },
      "applyJoinOption",
      /one of FreeAccess, NeedPermission, DisableApply/,
    ],
    [
      "an invite option's value in the wrong field",
      { ...least, inviteJoinOption: "DisableApply" },
      "inviteJoinOption",
      /DisableInvite/,
    ],
    ["a flag as a string", { ...least, muteAllMembers: "On" }, "muteAllMembers", /must be true or false/],
    ["adopt with an unknown value", { ...least, adopt: true }, "adopt", /one of ifOwned, never, always/],
    [
      "topics on a public group",
      { ...least, supportTopic: true },
      "supportTopic",
      /cannot be set on a group of type Public/,
    ],
    [
      "a member limit on a live room",
      { ...least, type: "AVChatRoom", maxMemberCount: 5 },
      "maxMemberCount",
      /type AVChatRoom/,
    ],
    [
      "a join option on a community",
      { ...least, type: "Community", applyJoinOption: "FreeAccess" },
      "applyJoinOption",
      /always free/,
    ],
    [
      "an invite option on a live room",
      { ...least, type: "AVChatRoom", inviteJoinOption: "FreeAccess" },
      "inviteJoinOption",
      /never invited/,
    ],
    [
      "an unknown property",
      { ...least, colour: "red" },
      "colour",
      /is not a property of this resource: it has type, name/,
    ],
    ["a property in the wrong case", { ...least, faceURL: "x" }, "faceURL", /did you mean faceUrl\?/],
    ["a name of Object.prototype", { ...least, constructor: 1 }, "constructor", /is not a property/],
    ["a foreign prototype", Object.setPrototypeOf({ ...least }, { x: 1 }), "__proto__", /is not a property/],
    ["custom fields as a list", { ...least, customFields: [] }, "customFields", /a map of keys to texts/],
    [
      "11 custom fields",
      { ...least, customFields: Object.fromEntries([..."abcdefghijk"].map((key) => [key, "v"])) },
      "customFields",
      /at most 10 keys; got 11/,
    ],
    [
      "a custom key that starts with a digit",
      { ...least, customFields: { "1st": "v" } },
      "customFields",
      /must have keys of 1 to 16 bytes of .*, not starting with a digit; got one of 3 bytes$/,
    ],
    [
      "a custom key of 17 bytes",
      { ...least, customFields: { abcdefghijklmnopq: "v" } },
      "customFields",
      /1 to 16 bytes/,
    ],
    ["a custom value that is empty", { ...least, customFields: { team: "" } }, "customFields", /1 to 512 bytes/],
    [
      "a custom value of 513 bytes",
      { ...least, customFields: { team: "ä".repeat(257) } },
      "customFields",
      /got text of 514 bytes \(257 characters\)$/,
    ],
    [
      "a custom value that is a number",
      { ...least, customFields: { team: 1 } },
      "customFields",
      /key "team" must have text .*; got a number$/,
    ],
    ["guards as a list", { ...least, disbandOnlyIf: [] }, "disbandOnlyIf", /an object with membersAtMost, idleFor/],
    ["null guards", { ...least, disbandOnlyIf: null }, "disbandOnlyIf", /got null/],
    ["guards without any guard", { ...least, disbandOnlyIf: {} }, "disbandOnlyIf", /at least one of membersAtMost/],
    [
      "an unknown guard",
      { ...least, disbandOnlyIf: { idle: "48h" } },
      "disbandOnlyIf",
      /no property "idle": it has membersAtMost/,
    ],
    [
      "a negative number of members",
      { ...least, disbandOnlyIf: { membersAtMost: -1 } },
      "disbandOnlyIf",
      /membersAtMost must be an integer from 0 to 100000; got a smaller number$/,
    ],
    [
      "an idle time as a number",
      { ...least, disbandOnlyIf: { idleFor: 48 } },
      "disbandOnlyIf",
      /idleFor must be a duration such as .*got a number$/,
    ],
    ["an idle time in seconds", { ...least, disbandOnlyIf: { idleFor: "59s" } }, "disbandOnlyIf", /of 60 to/],
    [
      "a guard that is not a boolean",
      { ...least, disbandOnlyIf: { emptyOfMessages: "yes" } },
      "disbandOnlyIf",
      /emptyOfMessages must be true or false/,
    ],
    ...(["membersAtMost", "idleFor", "emptyOfMessages"] as const).map(
      (guard) =>
        [
          `${guard} on a live room`,
          {
            ...least,
            type: "AVChatRoom",
            disbandOnlyIf: { [guard]: { membersAtMost: 1, idleFor: "1h", emptyOfMessages: true }[guard] },
          },
          "disbandOnlyIf",
          new RegExp(`cannot have ${guard} here: the service does not store the (members|messages) of an AVChatRoom`),
        ] as const,
    ),
    [
      "an idle time on a community with topics",
      { ...least, type: "Community", supportTopic: true, disbandOnlyIf: { idleFor: "1h" } },
      "disbandOnlyIf",
      /the messages of a community with topics are in the topics/,
    ],
    ["a farewell as a string", { ...least, farewell: "bye" }, "farewell", /an object with message, wait/],
    ["a farewell without text", { ...least, farewell: { wait: "1m" } }, "farewell", /message is missing/],
    [
      "an empty farewell",
      { ...least, farewell: { message: "" } },
      "farewell",
      /message must be text of 1 to 8000 bytes/,
    ],
    [
      "a farewell of 8001 bytes",
      { ...least, farewell: { message: "x".repeat(8001) } },
      "farewell",
      /1 to 8000 bytes.*8001 bytes/,
    ],
    [
      "a farewell with too long a timeout",
      { ...least, farewell: { message: "bye", wait: "5m1s" } },
      "farewell",
      /wait must be a duration such as .*of 0 to 300 seconds/,
    ],
    [
      "guards with a foreign prototype",
      { ...least, disbandOnlyIf: Object.setPrototypeOf({ membersAtMost: 1 }, { idleFor: "1h" }) },
      "disbandOnlyIf",
      /__proto__ is not a property/,
    ],
    [
      "custom fields with a foreign prototype",
      { ...least, customFields: Object.setPrototypeOf({ a: "b" }, {}) },
      "customFields",
      /__proto__/,
    ],
  ] as const) {
    it(`refuses ${title} and names the property`, () => {
      const { [property]: reason, ...others } = reasons(news);
      assert.match(String(reason), expected);
      assert.ok(String(reason).length < 400, "the message stays short");
      assert.deepEqual(others, {});
    });
  }

  it("accepts guards and a farewell up to their limits, and does not touch their unknown values", () => {
    for (const parting of [
      { disbandOnlyIf: { membersAtMost: 0, idleFor: "1m", emptyOfMessages: true } },
      { disbandOnlyIf: { membersAtMost: unknownValue, idleFor: unknownValue } },
      { disbandOnlyIf: unknownValue, farewell: unknownValue },
      { farewell: { message: "x".repeat(8000), wait: "5m" } },
      { farewell: { message: unknownValue, wait: "0s" } },
    ]) {
      assert.deepEqual(reasons({ ...least, ...parting }), {});
    }
    const topics = { ...least, type: "Community", disbandOnlyIf: { membersAtMost: 1 }, farewell: { message: "bye" } };
    assert.deepEqual(reasons({ ...topics, supportTopic: true }), {});
    assert.deepEqual(reasons({ ...topics, supportTopic: false, disbandOnlyIf: { idleFor: "1h" } }), {});
  });

  it("reports one failure for each invalid property, and all of them at once", () => {
    assert.deepEqual(Object.keys(reasons({ type: "Public", name: 1, faceUrl: 2, ...ownedBy("ops") })).sort(), [
      "faceUrl",
      "name",
    ]);
  });

  it("does not repeat the value of a custom field", () => {
    assert.doesNotMatch(
      String(reasons({ ...least, customFields: { team: `hush${"x".repeat(600)}` } }).customFields),
      /hush/,
    );
  });

  it("does not touch values that are not known yet, whatever their type", () => {
    const unknowns = Object.fromEntries(
      [
        "name",
        "groupId",
        "ownerAccount",
        "maxMemberCount",
        "muteAllMembers",
        "applyJoinOption",
        "customFields",
        "adopt",
      ].map((key) => [key, unknownValue]),
    );
    assert.deepEqual(reasons({ ...least, ...unknowns }), {});
    assert.deepEqual(reasons({ ...least, type: unknownValue }), {});
    assert.deepEqual(reasons({ ...least, customFields: { team: unknownValue } }), {});
  });

  it("does not derive an id from values that are not known yet", () => {
    assert.equal(chosenId({ ...least, type: unknownValue }), unknownValue);
    assert.equal(chosenId({ ...least, type: "Community", supportTopic: unknownValue }), unknownValue);
    assert.equal(chosenId({ ...least, __identity: unknownValue }), unknownValue, "in the very first preview");
  });

  it("reserves the custom field of the owner marks", () => {
    const news = { ...least, customFields: { pulumi_owner: "x" } };
    const { failures } = checkGroup({}, news, { ...plan, ownerField: "pulumi_owner" });
    assert.match(String(failures[0]?.reason), /must not have the key pulumi_owner/);
    assert.deepEqual(reasons(news), {});
  });

  it("keeps the id in the state when the stack or the resource is renamed", () => {
    const olds = { ...least, groupId: "dev-ops-abc" };
    assert.equal(chosenId({ ...least, __managedBy: "acme/chat/prod/renamed" }, olds), "dev-ops-abc");
    assert.equal(chosenId({ ...least, __identity: otherIdentity }, olds), "dev-ops-abc", "also for a pinned identity");
  });

  it("derives an id that shows whether the group is part of an ephemeral stack", () => {
    const id = (isEphemeral: boolean) =>
      deriveGroupId({ ...derived, type: "Public", supportTopic: false, isEphemeral });
    assert.equal(chosenId({ ...least, __ttl: "48h" }), id(true));
    assert.equal(
      chosenId({ ...least, __ttl: "48h", disbandOnlyIf: { membersAtMost: 1 } }),
      id(false),
      "a guarded group is not ephemeral",
    );
  });

  for (const [title, news, expected] of [
    ["an empty identity", { __identity: undefined }, /must be 1 to 64 letters/],
    ["an identity of 65 bytes", { __identity: "x".repeat(65) }, /must be 1 to 64 letters/],
    ["an identity with a space", { __identity: "a b" }, /must be 1 to 64 letters/],
  ] as const) {
    it(`refuses ${title}`, () => assert.match(String(reasons({ ...least, ...news }).__identity), expected));
  }

  it("derives another id for another type or topic support", () => {
    const olds = { ...least, groupId: "dev-ops-abc" };
    assert.equal(
      chosenId({ ...least, type: "ChatRoom" }, olds),
      deriveGroupId({ ...derived, type: "ChatRoom", supportTopic: false }),
    );
    const community = { ...least, type: "Community", groupId: "@TGS#_x" };
    assert.equal(
      chosenId({ ...least, type: "Community", supportTopic: true }, community),
      deriveGroupId({ ...derived, type: "Community", supportTopic: true }),
    );
  });

  it("refuses another owner for a live room, because its owner cannot be changed", () => {
    const olds = { ...least, type: "AVChatRoom", groupId: "live", ownerAccount: "alice" };
    assert.match(
      String(reasons({ ...olds, ownerAccount: "bob" }, olds).ownerAccount),
      /cannot be changed on an AVChatRoom/,
    );
    assert.deepEqual(reasons(olds, olds), {});
  });
});
