import { addMember, type Group, type GroupSnapshot, membersOf } from "../state/group";
import { TYPE_RULES } from "../state/groupTypes";
import type { Member, Membership, MsgFlag, Role } from "../state/member";
import { PERMANENT, type Terms } from "../state/terms";
import { applyingToJoin, memberChanged, membersJoined, membersLeft } from "../webhooks/memberEvents";
import { Handle, replace } from "./handle";
import { conflict, notFound } from "./handleError";

/** What `setMember` may change. `customFields` replaces all existing custom fields. */
export interface MemberEdit {
  readonly role?: Exclude<Role, "Owner">;
  readonly nameCard?: string;
  readonly msgFlag?: MsgFlag;
  readonly customFields?: Readonly<Record<string, string>>;
}

/** Direct access to an app's members. */
export abstract class MemberHandle extends Handle {
  /** The members of a group, in the order of joining. */
  members(groupId: string): readonly Member[] {
    return membersOf(this.existing(groupId), this.now);
  }

  member(groupId: string, userId: string): Member | undefined {
    return this.members(groupId).find((member) => member.account === userId);
  }

  /** Changes a member, as the owner's or the member's client would. To change the owner, use `edit`. */
  setMember(groupId: string, userId: string, { customFields, ...profile }: MemberEdit): void {
    const group = this.existing(groupId);
    const member = this.memberOf(group, userId);
    if (profile.role !== undefined && member.role === "Owner") throw conflict(`${userId} is the owner of ${groupId}`);
    Object.assign(member, profile);
    if (customFields !== undefined) replace(member.customFields, customFields);
    if (profile.role !== undefined || profile.nameCard !== undefined)
      this.report(memberChanged(group, this.operatorOf(group), member));
    this.changed();
  }

  join(groupId: string, userId: string): GroupSnapshot {
    const group = this.existing(groupId);
    if (!TYPE_RULES[group.type].storesMembers)
      throw conflict(`an ${group.type} stores no members: users enter it, and are then online`);
    this.state().importAccount(userId);
    if (!group.members.has(userId)) {
      addMember(group, userId, "Member", this.now);
      this.report(membersJoined(group, userId, "Apply", [userId]));
    }
    return this.notifyAndSnapshot(group);
  }

  /**
   * Applies to join, as a user's client does: asks the app's webhook, then the group's ApplyJoinOption decides. `join` is the
   * approval.
   *
   * @throws HandleError if the webhook or the group refuses
   */
  async applyToJoin(groupId: string, userId: string): Promise<"joined" | "awaitsApproval"> {
    const group = this.existing(groupId);
    if (group.applyJoinOption === "DisableApply") throw conflict(`nobody can apply to join ${groupId}`);
    const { refusal } = await this.state().webhook.ask(applyingToJoin(group, userId), "Web");
    if (refusal !== undefined) throw conflict(`the webhook refuses: ${refusal.code} ${refusal.info}`);
    if (group.applyJoinOption === "NeedPermission") return "awaitsApproval";
    this.join(groupId, userId);
    return "joined";
  }

  /** Removes a member. The owner can leave a Private group only. A group without members is disbanded (doc 33529). */
  leave(groupId: string, userId: string): void {
    const group = this.existing(groupId);
    this.memberOf(group, userId);
    const isOwner = group.ownerAccount === userId;
    if (isOwner && !TYPE_RULES[group.type].ownerMayLeave)
      throw conflict(`the owner of a ${group.type} group can't leave it`);
    if (isOwner) group.ownerAccount = "";
    group.members.delete(userId);
    this.report(membersLeft(group, userId, "Quit", [userId]));
    // Whether the service reports that it recycles a group is unconfirmed: not here, so that nobody relies on it.
    if (group.members.size === 0) this.state().disband(group, "outside");
    this.changed();
  }

  /** From now on add_group_member answers Result 0 for this user, in every group. */
  refuseToJoin(userId: string): void {
    this.state().joinAnswers.set(userId, "refuses");
    this.changed();
  }

  /** From now on add_group_member answers Result 3 for this user, in every group; `join` is the approval. */
  awaitsApproval(userId: string): void {
    this.state().joinAnswers.set(userId, "awaitsApproval");
    this.changed();
  }

  /** Undoes `refuseToJoin` and `awaitsApproval`. */
  joinsFreely(userId: string): void {
    this.state().joinAnswers.delete(userId);
    this.changed();
  }

  /** The muted users and the end of each mute, in Unix seconds (4294967295: permanent). */
  muted(groupId: string): Readonly<Record<string, number>> {
    return this.termsOf(this.existing(groupId).mutes);
  }

  /** Mutes a user, permanently by default. */
  mute(groupId: string, userId: string, seconds = PERMANENT): void {
    this.existing(groupId).mutes.set(userId, seconds, this.now);
    this.changed();
  }

  unmute(groupId: string, userId: string): void {
    this.existing(groupId).mutes.lift(userId);
    this.changed();
  }

  /** The users banned from an AVChatRoom and the end of each ban, in Unix seconds. */
  banned(groupId: string): Readonly<Record<string, number>> {
    return this.termsOf(this.existing(groupId).bans);
  }

  /** Bans a user and removes them from the room. The default is the longest time that the service accepts. */
  ban(groupId: string, userId: string, seconds = PERMANENT): void {
    const group = this.existing(groupId);
    if (group.type !== "AVChatRoom") throw conflict(`${groupId} is not an AVChatRoom: users can't be banned from it`);
    group.bans.set(userId, seconds, this.now);
    group.online.delete(userId);
    this.changed();
  }

  unban(groupId: string, userId: string): void {
    this.existing(groupId).bans.lift(userId);
    this.changed();
  }

  protected termsOf(terms: Terms): Readonly<Record<string, number>> {
    return Object.fromEntries(terms.active(this.now));
  }

  private memberOf(group: Group, userId: string): Membership {
    const member = group.members.get(userId);
    if (member === undefined) throw notFound(`${userId} is not a member of ${group.groupId}`);
    return member;
  }
}
