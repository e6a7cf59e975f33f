import { utf8 } from "../../validation/schema";
import { groupChildHandler } from "../groupChild/handler";
import { checkRestriction } from "../restriction/check";
import { restrictionChild } from "../restriction/handler";
import type { RestrictionKind } from "../restriction/types";

const mutes: RestrictionKind = {
  kind: "MutedMembers",
  noun: "mute",
  participle: "muted",
  feature: "mutes",
  properties: ["topicId"],
  list: (client, { groupId, topicId }, call) => client.members.muted(groupId, { topicId }, call),
  begin: (client, { groupId, topicId }, userIds, seconds, call) =>
    client.members.mute(groupId, userIds, seconds, { topicId }, call),
  end: (client, { groupId, topicId }, userIds, call) => client.members.mute(groupId, userIds, 0, { topicId }, call),
};

const checkMutedMembers = checkRestriction("mutes", {
  // The maximum length of a topic's id is not documented; it begins with the id of its community.
  topicId: utf8(1, 128).optional(),
});

/** Members who may not speak: forbid_send_msg and get_group_muted_account as one resource. */
export const mutedMembersHandler = groupChildHandler(restrictionChild(mutes, checkMutedMembers));
