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

/** The room as the service would answer without these fields. */
function without(...fields: (keyof GroupInfo)[]): GroupInfo {
  return Object.fromEntries(Object.entries(room).filter(([field]) => !fields.some((name) => name === field))) as never;
}

describe("the guards of a group", () => {
  for (const [title, guards, info] of [
    ["fewer members than allowed", { membersAtMost: 3 }, room],
    ["no members", { membersAtMost: 0 }, { ...room, memberCount: 0 }],
    ["a last message just old enough", { idleFor: "1h" }, room],
    ["no message, and a creation just long enough ago", { idleFor: "2h" }, { ...room, lastMessageTime: 0 }],
    ["no messages", { emptyOfMessages: true }, { ...room, nextMessageNumber: 1 }],
    ["messages, where no guard limits them", { emptyOfMessages: false }, room],
    ["all of them", { membersAtMost: 3, idleFor: "1h" }, room],
  ] satisfies [string, DisbandGuards, GroupInfo][]) {
    it(`let the disband proceed with ${title}`, () => {
      assert.deepEqual(violations(guards, info, now), []);
    });
  }

  for (const [title, guards, info, expected] of [
    ["one member too many", { membersAtMost: 2 }, room, /^membersAtMost 2: it has 3 members$/],
    ["an unknown number of members", { membersAtMost: 2 }, without("memberCount"), /did not report how many members/],
    ["an invalid number of members", { membersAtMost: 2 }, { ...room, memberCount: -1 }, /did not report how many/],
    [
      "a last message one second too recent",
      { idleFor: "1h1s" },
      room,
      /^idleFor 1h1s: the last message came 60m ago$/,
    ],
    ["a creation that is too recent", { idleFor: "3h" }, { ...room, lastMessageTime: 0 }, /it was created 2h ago/],
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
    [
      "an unknown time of the last message",
      { idleFor: "1m" },
      without("lastMessageTime"),
      /did not report its last message/,
    ],
    ["an unknown creation time", { idleFor: "1m" }, { ...room, createTime: 0 }, /did not report when it was created/],
    ["an invalid idle time", { idleFor: "soon" }, room, /not a duration/],
    ["messages", { emptyOfMessages: true }, room, /^emptyOfMessages: it has had 4 messages$/],
    ["one message", { emptyOfMessages: true }, { ...room, nextMessageNumber: 2 }, /it has had 1 message$/],
    [
      "an unknown message number",
      { emptyOfMessages: true },
      without("nextMessageNumber"),
      /did not report whether it has had messages/,
    ],
    [
      "a message number below the first",
      { emptyOfMessages: true },
      { ...room, nextMessageNumber: 0 },
      /did not report whether/,
    ],
    ["a guard of a later version", { quietSince: "x" } as DisbandGuards, room, /this version .* does not know it/],
  ] satisfies [string, DisbandGuards, GroupInfo, RegExp][]) {
    it(`stop the disband with ${title}`, () => {
      const [found = "", ...others] = violations(guards, info, now);
      assert.match(found, expected);
      assert.deepEqual(others, []);
    });
  }

  it("are reported one by one", () => {
    const found = violations({ membersAtMost: 0, idleFor: "7d", emptyOfMessages: true }, room, now);
    assert.deepEqual(
      found.map((text) => text.split(/[ :]/)[0]),
      ["membersAtMost", "idleFor", "emptyOfMessages"],
    );
  });
});

describe("the command that overrides guards", () => {
  for (const [groupId, expected] of [
    ["ops-room", /set TENCENT_CHAT_FORCE_DISBAND=ops-room \(/],
    ["@TGS#_com", /=@TGS#_com \(/],
    ["it's $HOME", /='it'\\''s \$HOME' \(/],
    ["a,b", /its id contains a comma.*cannot name it/i],
    [" a", /begins or ends with a space/],
  ] as const) {
    it(`is quoted for a shell for ${JSON.stringify(groupId)}`, () => {
      assert.match(overrideAdvice(groupId), expected);
      assert.match(overrideAdvice(groupId), /remove disbandOnlyIf in the program, run `pulumi up`/);
    });
  }
});
