import { TYPE_RULES } from "../../state/groupTypes";
import { refuse } from "../../wire/answer";
import type { Call } from "../endpoint";
import { InvalidField } from "../shape";
import type { MessageTarget } from "./conversation";

/**
 * Refuses a sender who may not write here. An app admin may write in every group (doc 33517), unless muted. That others
 * must be members is unconfirmed (10007): the page says "a group member" and, elsewhere, "an account that exists".
 */
export function checkSender(call: Call, target: MessageTarget, sender: string): void {
  const { app } = call;
  const { group } = target;
  mustExist(call, sender);
  // The members of an AVChatRoom are not stored, so only a ban can exclude a sender.
  const isOutside = TYPE_RULES[group.type].storesMembers
    ? !group.members.has(sender)
    : group.bans.untilOf(sender, app.nowSeconds) > 0;
  if (isOutside && !app.app.admins.includes(sender))
    refuse(10007, `From_Account ${sender} is not a member of the group`);
  if (isMuted(call, target, sender)) refuse(10017, `${sender} is muted`);
}

/** 10019 is not documented for messages. */
export function mustExist(call: Call, sender: string): void {
  if (!call.app.accounts.has(sender)) throw new InvalidField(`From_Account ${sender} does not exist`);
}

/** That a mute in the whole group applies to its topics as well is inferred. */
function isMuted(call: Call, target: MessageTarget, sender: string): boolean {
  const { group, topic } = target;
  const mutes = [call.app.groupMutes, group.mutes, ...(topic === undefined ? [] : [topic.mutes])];
  if (mutes.some((terms) => terms.untilOf(sender, call.app.nowSeconds) > 0)) return true;
  const isEveryoneMuted = group.muteAllMember === "On" || topic?.muteAllMember === "On";
  return isEveryoneMuted && !isLeader(call, target, sender);
}

/** That muting all members does not mute the owner and the admins is inferred. */
function isLeader(call: Call, { group }: MessageTarget, sender: string): boolean {
  const role = group.members.get(sender)?.role ?? "Member";
  return (
    role !== "Member" ||
    group.ownerAccount === sender ||
    group.roomAdmins?.has(sender) === true ||
    call.app.app.admins.includes(sender)
  );
}
