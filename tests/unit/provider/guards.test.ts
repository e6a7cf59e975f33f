import assert from "node:assert/strict";
import type { GroupInfo } from "../../../chat";
import { violations } from "../../../provider/resources/group/disband/guards";
import { overrideAdvice } from "../../../provider/resources/group/disband/override";
import type { DisbandGuards } from "../../../provider/resources/group/schema/types";

const now = 1_800_000_000_000;
const seconds = now / 1000;
const room: GroupInfo = {
  groupId: "room",
  type: "Public",
  name: "Room",
  introduction: "",
  notification: "",
  faceUrl: "",
  ownerAccount: "",
  createTime: seconds - 7200,
  maxMemberCount: 0,
  memberCount: 3,
  muteAllMembers: false,
  customFields: {},
  lastMessageTime: seconds - 3600,
  nextMessageNumber: 5,
};

/** The room as the service would tell of it without these fields. */
function without(...fields: (keyof GroupInfo)[]): GroupInfo {
  return Object.fromEntries(Object.entries(room).filter(([field]) => !fields.some((name) => name === field))) as never;
}

describe("the guards of a group", () => {
  for (const [what, guards, info] of [
    ["no more members than allowed", { membersAtMost: 3 }, room],
    ["no members", { membersAtMost: 0 }, { ...room, memberCount: 0 }],
    ["a last message that is just old enough", { idleFor: "1h" }, room],
    ["no message, and a creation that is just long enough ago", { idleFor: "2h" }, { ...room, lastMessageTime: 0 }],
    ["no messages", { emptyOfMessages: true }, { ...room, nextMessageNumber: 1 }],
    ["messages, where they are of no concern", { emptyOfMessages: false }, room],
    ["all of them", { membersAtMost: 3, idleFor: "1h" }, room],
  ] satisfies [string, DisbandGuards, GroupInfo][]) {
    it(`let it go with ${what}`, () => {
      assert.deepEqual(violations(guards, info, now), []);
    });
  }

  for (const [what, guards, info, expected] of [
    ["one member too many", { membersAtMost: 2 }, room, /^membersAtMost 2: it has 3 members$/],
    ["an untold number of members", { membersAtMost: 2 }, without("memberCount"), /did not report how many members/],
    ["a nonsensical number of members", { membersAtMost: 2 }, { ...room, memberCount: -1 }, /did not report how many/],
    ["a message a second too young", { idleFor: "1h1s" }, room, /^idleFor 1h1s: the last message came 60m ago$/],
    ["a creation that is too young", { idleFor: "3h" }, { ...room, lastMessageTime: 0 }, /it was created 2h ago/],
    [
      "a message from the future",
      { idleFor: "1m" },
      { ...room, lastMessageTime: seconds + 9 },
      /in the future by this machine's clock/,
    ],
    [
      "times in milliseconds",
      { idleFor: "1m" },
      { ...room, createTime: now - 7_200_000 },
      /in the future by this machine's clock/,
    ],
    ["an untold last message", { idleFor: "1m" }, without("lastMessageTime"), /did not report its last message/],
    ["an untold creation", { idleFor: "1m" }, { ...room, createTime: 0 }, /did not report when it was created/],
    ["an idle time that is none", { idleFor: "soon" }, room, /not a duration/],
    ["messages", { emptyOfMessages: true }, room, /^emptyOfMessages: it has had 4 messages$/],
    ["one message", { emptyOfMessages: true }, { ...room, nextMessageNumber: 2 }, /it has had 1 message$/],
    [
      "an untold number",
      { emptyOfMessages: true },
      without("nextMessageNumber"),
      /did not report whether it has had messages/,
    ],
    [
      "a number below the first",
      { emptyOfMessages: true },
      { ...room, nextMessageNumber: 0 },
      /did not report whether/,
    ],
    ["a guard of a later version", { quietSince: "x" } as DisbandGuards, room, /this version .* does not know it/],
  ] satisfies [string, DisbandGuards, GroupInfo, RegExp][]) {
    it(`keep it with ${what}`, () => {
      const [found = "", ...others] = violations(guards, info, now);
      assert.match(found, expected);
      assert.deepEqual(others, []);
    });
  }

  it("are told of one by one", () => {
    const found = violations({ membersAtMost: 0, idleFor: "7d", emptyOfMessages: true }, room, now);
    assert.deepEqual(
      found.map((text) => text.split(/[ :]/)[0]),
      ["membersAtMost", "idleFor", "emptyOfMessages"],
    );
  });
});

describe("the way to override guards", () => {
  for (const [groupId, expected] of [
    ["ops-room", /set TENCENT_CHAT_FORCE_DISBAND=ops-room \(/],
    ["@TGS#_com", /=@TGS#_com \(/],
    ["it's $HOME", /='it'\\''s \$HOME' \(/],
    ["a,b", /its id contains a comma.*cannot name it/i],
    [" a", /begins or ends with a space/],
  ] as const) {
    it(`is said for ${JSON.stringify(groupId)} so that a shell takes it`, () => {
      assert.match(overrideAdvice(groupId), expected);
      assert.match(overrideAdvice(groupId), /remove disbandOnlyIf in the program, run `pulumi up`/);
    });
  }
});
