import { replace } from "./handle/handle";
import { RoomHandle } from "./handle/roomHandle";
import type { Counts } from "./state/appState";
import { type GroupSnapshot, type Notice, type Profile, snapshotOf, transferTo } from "./state/group";
import type { GroupType } from "./state/groupTypes";

/** What `edit` may change. Custom fields that are given replace all there are. */
export type GroupEdit = Partial<Profile> & {
  readonly ownerAccount?: string;
  readonly customFields?: Readonly<Record<string, string>>;
};

/** A group to make behind the API's back. */
export interface NewGroup extends GroupEdit {
  readonly groupId: string;
  readonly type: GroupType;
  readonly name: string;
  readonly supportTopic?: 0 | 1;
}

/**
 * One app seen from outside the API, for tests and demos: what it has, and what owners, members and other back ends
 * do to it. It counts as no call, meets no fault, and is checked for nothing but existence.
 */
export class AppHandle extends RoomHandle {
  /** All groups that exist, oldest first. */
  groups(): readonly GroupSnapshot[] {
    return Array.from(this.state().groups.values(), (group) => snapshotOf(group, this.now));
  }

  group(groupId: string): GroupSnapshot | undefined {
    const group = this.state().groups.get(groupId);
    return group === undefined ? undefined : snapshotOf(group, this.now);
  }

  /** Ids of the groups that were disbanded, in that order. */
  disbanded(): readonly string[] {
    return [...this.state().disbandedIds];
  }

  counts(): Counts {
    return this.state().counts();
  }

  /** Makes a group, as another back end would. */
  create({
    groupId,
    type,
    name,
    supportTopic = 0,
    ownerAccount = "",
    customFields = {},
    ...profile
  }: NewGroup): GroupSnapshot {
    if (this.state().groups.has(groupId)) throw new Error(`the group ${groupId} exists already`);
    const group = this.state().add({
      groupId,
      type,
      name,
      ownerAccount,
      supportTopic,
      profile,
      customFields: new Map(Object.entries(customFields)),
    });
    return this.done(group);
  }

  /** Makes a group as the client of a user does, who then owns it. An id that is free is taken, however short a time it is. */
  createAsClient(userId: string, group: Omit<NewGroup, "ownerAccount">): GroupSnapshot {
    this.importAccounts(userId);
    return this.create({ ...group, ownerAccount: userId });
  }

  /** Disbands a group, as its owner or the console would. */
  disband(groupId: string): void {
    this.state().disband(this.existing(groupId), "outside");
    this.changed();
  }

  /** Disbands a group and makes one of the same id, type, name and owner, but for the changes: somebody else's, without attributes. */
  recreate(groupId: string, changes: Omit<Partial<NewGroup>, "groupId"> = {}): GroupSnapshot {
    const { type, name, ownerAccount, supportTopic } = this.existing(groupId);
    this.disband(groupId);
    return this.create({ type, name, ownerAccount, supportTopic, ...changes, groupId });
  }

  /** Changes a group's profile, as an owner's client would. */
  edit(groupId: string, { ownerAccount, customFields, ...profile }: GroupEdit): GroupSnapshot {
    const group = this.existing(groupId);
    Object.assign(group, profile);
    if (customFields !== undefined) replace(group.customFields, customFields);
    if (ownerAccount !== undefined) transferTo(group, ownerAccount);
    return this.changeOf(group);
  }

  /**
   * Counts a message that somebody writes to the group. An AVChatRoom stores none (doc 33529); whether its last one is
   * timed is not documented: here it is not.
   */
  write(groupId: string): void {
    const group = this.existing(groupId);
    if (group.type === "AVChatRoom") return;
    group.nextMsgSeq += 1;
    group.lastMsgTime = this.state().nowSeconds;
    this.changed();
  }

  attributes(groupId: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.existing(groupId).attributes);
  }

  /** The custom fields that are set, declared or not. */
  customFields(groupId: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.existing(groupId).customFields);
  }

  /** Sets these attributes and leaves the others, as a member's client can (doc 75406). */
  writeAttributes(groupId: string, attributes: Readonly<Record<string, string>>): void {
    this.setAttributes(groupId, { ...this.attributes(groupId), ...attributes });
  }

  /** Removes all attributes, as a member's client does with an empty initGroupAttributes (doc 75406). */
  wipeAttributes(groupId: string): void {
    this.setAttributes(groupId, {});
  }

  /** Replaces all attributes, as a member's client does with initGroupAttributes (doc 75406). */
  setAttributes(groupId: string, attributes: Readonly<Record<string, string>>): void {
    replace(this.existing(groupId).attributes, attributes);
    this.changed();
  }

  /** The system notices sent to a group through the API, oldest first. */
  notices(groupId: string): readonly Notice[] {
    return [...this.existing(groupId).notices];
  }
}
