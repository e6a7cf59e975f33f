import { utf8 } from "../../validation/schema";
import { groupChildHandler } from "../groupChild/handler";
import { checkRestriction } from "../restriction/check";
import { restrictionChild } from "../restriction/handler";
import type { RestrictionKind } from "../restriction/types";

const bans: RestrictionKind = {
  kind: "BannedMembers",
  noun: "ban",
  participle: "banned",
  feature: "bans",
  properties: ["description"],
  list: (client, { groupId }, call) => client.members.banned(groupId, call),
  // The number of seconds for "forever" is not documented: the largest value of Duration is assumed (inferred).
  begin: (client, { groupId, description }, userIds, seconds, call) =>
    client.members.ban(groupId, userIds, seconds, { description }, call),
  end: (client, { groupId }, userIds, call) => client.members.unban(groupId, userIds, call),
};

const checkBannedMembers = checkRestriction("bans", {
  // doc 50296
  description: utf8(0, 1000).optional(),
});

/** Users who are kept out of a live room: ban_group_member, unban_group_member and get_group_ban_member as one resource. */
export const bannedMembersHandler = groupChildHandler(restrictionChild(bans, checkBannedMembers));
