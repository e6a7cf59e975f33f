import { addMember, type Group, type GroupSnapshot, membersOf } from "../state/group";
import { TYPE_RULES } from "../state/groupTypes";
import type { Member, Membership, MsgFlag, Role } from "../state/member";
import type { Terms } from "../state/terms";
import { Handle, replace } from "./handle";

/** What `setMember` may change. Custom fields that are given replace all there are. */
export interface MemberEdit {
  readonly role?: Exclude<Role, "Owner">;
  readonly nameCard?: string;
  readonly msgFlag?: MsgFlag;
  readonly customFields?: Readonly<Record<string, string>>;
}

/** An app's members, seen from outside the API. */
export abstract class MemberHandle extends Handle {
  /** The members of a group, in the order of joining. */
  members(groupId: string): readonly Member[] {
    return membersOf(this.existing(groupId), this.now);
  }

  member(groupId: string, userId: string): Member | undefined {
    return this.members(groupId).find((member) => member.account === userId);
  }

  /** Changes a member, as an owner's client or the member's own would. For another owner there is `edit`. */
  setMember(groupId: string, userId: string, { customFields, ...profile }: MemberEdit): void {
    const member = this.memberOf(this.existing(groupId), userId);
    if (profile.role !== undefined && member.role === "Owner") throw new Error(`${userId} is the owner of ${groupId}`);
    Object.assign(member, profile);
    if (customFields !== undefined) replace(member.customFields, customFields);
    this.changed();
  }

  join(groupId: string, userId: string): GroupSnapshot {
    const group = this.existing(groupId);
    if (!TYPE_RULES[group.type].storesMembers)
      throw new Error(`the members of an ${group.type} are not stored: nothing to join`);
    this.state().importAccount(userId);
    if (!group.members.has(userId)) addMember(group, userId, "Member", this.now);
    return this.done(group);
  }

  /** Takes a member out. Only a Private group's owner may leave; one that all have left is disbanded (doc 33529). */
  leave(groupId: string, userId: string): void {
    const group = this.existing(groupId);
    if (group.ownerAccount === userId) {
      if (!TYPE_RULES[group.type].ownerMayLeave) throw new Error(`the owner of a ${group.type} group can't leave it`);
      group.ownerAccount = "";
    }
    this.memberOf(group, userId);
    group.members.delete(userId);
    if (group.members.size === 0) this.state().disband(group, "outside");
    this.changed();
  }

  /** From now on add_group_member answers Result 0 for this user, in every group. */
  refuseToJoin(userId: string): void {
    this.state().joinAnswers.set(userId, "refuses");
  }

  /** From now on add_group_member answers Result 3 for this user, in every group; `join` is the approval. */
  awaitsApproval(userId: string): void {
    this.state().joinAnswers.set(userId, "awaitsApproval");
  }

  /** Undoes `refuseToJoin` and `awaitsApproval`. */
  joinsFreely(userId: string): void {
    this.state().joinAnswers.delete(userId);
  }

  /** Who is muted, and until when in Unix seconds (4294967295: for ever). */
  muted(groupId: string): Readonly<Record<string, number>> {
    return this.termsOf(this.existing(groupId).mutes);
  }

  /** Mutes a user, by default for ever. */
  mute(groupId: string, userId: string, seconds = 4294967295): void {
    this.existing(groupId).mutes.set(userId, seconds, this.now);
    this.changed();
  }

  unmute(groupId: string, userId: string): void {
    this.existing(groupId).mutes.end(userId);
    this.changed();
  }

  /** Who is banned from an AVChatRoom, and until when in Unix seconds. */
  banned(groupId: string): Readonly<Record<string, number>> {
    return this.termsOf(this.existing(groupId).bans);
  }

  /** Bans a user, who is put out at once, by default for the longest time that the service takes. */
  ban(groupId: string, userId: string, seconds = 4294967295): void {
    const group = this.existing(groupId);
    if (group.type !== "AVChatRoom") throw new Error(`${groupId} is no AVChatRoom: nobody can be banned from it`);
    group.bans.set(userId, seconds, this.now);
    group.online.delete(userId);
    this.changed();
  }

  unban(groupId: string, userId: string): void {
    this.existing(groupId).bans.end(userId);
    this.changed();
  }

  protected termsOf(terms: Terms): Readonly<Record<string, number>> {
    return Object.fromEntries(terms.running(this.now));
  }

  private memberOf(group: Group, userId: string): Membership {
    const member = group.members.get(userId);
    if (member === undefined) throw new Error(`${userId} is not a member of ${group.groupId}`);
    return member;
  }
}
