import { replace } from "./handle/handle";
import { conflict } from "./handle/handleError";
import { SearchHandle } from "./handle/searchHandle";
import type { Counts } from "./state/appState";
import { type GroupSnapshot, type Notice, type Profile, snapshotOf, transferTo } from "./state/group";
import type { GroupType } from "./state/groupTypes";
import { attributesChanged, groupCreated, groupDestroyed, infoChanged, ownerChanged } from "./webhooks/groupEvents";

/** What `edit` may change. `customFields` replaces all existing custom fields. */
export type GroupEdit = Partial<Profile> & {
  readonly ownerAccount?: string;
  readonly customFields?: Readonly<Record<string, string>>;
};

/** A group to create without the API. */
export interface NewGroup extends GroupEdit {
  readonly groupId: string;
  readonly type: GroupType;
  readonly name: string;
  readonly supportTopic?: 0 | 1;
}

/**
 * Direct access to one app without the API, for tests and demos: shows its contents, and acts as owners, members and
 * other back ends. Nothing here counts as a call or meets a fault, and only existence is checked.
 */
export class AppHandle extends SearchHandle {
  /** All existing groups, oldest first. */
  groups(): readonly GroupSnapshot[] {
    return Array.from(this.state().groups.values(), (group) => snapshotOf(group, this.now));
  }

  group(groupId: string): GroupSnapshot | undefined {
    const group = this.state().groups.get(groupId);
    return group === undefined ? undefined : snapshotOf(group, this.now);
  }

  /** Ids of the disbanded groups, in the order of disbanding. */
  disbanded(): readonly string[] {
    return [...this.state().disbandedIds];
  }

  counts(): Counts {
    return this.state().counts();
  }

  /** Creates a group, as another back end would. */
  create({
    groupId,
    type,
    name,
    supportTopic = 0,
    ownerAccount = "",
    customFields = {},
    ...profile
  }: NewGroup): GroupSnapshot {
    if (this.state().groups.has(groupId)) throw conflict(`the group ${groupId} exists already`);
    const group = this.state().add({
      groupId,
      type,
      name,
      ownerAccount,
      supportTopic,
      profile,
      customFields: new Map(Object.entries(customFields)),
    });
    this.report(groupCreated(group, this.operatorOf(group)));
    return this.notifyAndSnapshot(group);
  }

  /** Creates a group as a user's client does; the user becomes its owner. Any free id works, with no reuse delay. */
  createAsClient(userId: string, group: Omit<NewGroup, "ownerAccount">): GroupSnapshot {
    this.importAccounts(userId);
    return this.create({ ...group, ownerAccount: userId });
  }

  /** Disbands a group, as its owner or the console would. */
  disband(groupId: string): void {
    const group = this.existing(groupId);
    this.state().disband(group, "outside");
    this.report(groupDestroyed(group));
    this.changed();
  }

  /** Replaces a group by a foreign one without attributes. It has the same id, type, name and owner, except for the changes. */
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
    const operator = this.operatorOf(group);
    if (ownerAccount !== undefined && ownerAccount !== group.ownerAccount) {
      const previousOwner = group.ownerAccount;
      transferTo(group, ownerAccount);
      this.report(ownerChanged(group, operator, previousOwner));
    }
    this.report(infoChanged(group, operator, profile));
    return this.touchAndSnapshot(group);
  }

  attributes(groupId: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.existing(groupId).attributes);
  }

  /** The custom fields that are set, whether declared or not. */
  customFields(groupId: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.existing(groupId).customFields);
  }

  /** Sets these attributes and keeps the others, as a member's client can (doc 75406). */
  writeAttributes(groupId: string, attributes: Readonly<Record<string, string>>): void {
    const group = this.existing(groupId);
    const changed = Object.entries(attributes);
    if (changed.length === 0) return;
    for (const [key, value] of changed) group.attributes.set(key, value);
    this.report(attributesChanged(group, this.operatorOf(group), "modify", changed));
    this.changed();
  }

  /** Removes these attributes, as a member's client can. Those that do not exist are ignored. */
  removeAttributes(groupId: string, keys: readonly string[]): void {
    const group = this.existing(groupId);
    const removed = keys.filter((key) => group.attributes.delete(key));
    if (removed.length === 0) return;
    const changed = removed.map((key) => [key, ""] as const);
    this.report(attributesChanged(group, this.operatorOf(group), "delete", changed));
    this.changed();
  }

  /** Removes all attributes, as a member's client does with an empty initGroupAttributes (doc 75406). */
  wipeAttributes(groupId: string): void {
    this.setAttributes(groupId, {});
  }

  /** Replaces all attributes, as a member's client does with initGroupAttributes (doc 75406). */
  setAttributes(groupId: string, attributes: Readonly<Record<string, string>>): void {
    const group = this.existing(groupId);
    replace(group.attributes, attributes);
    this.report(attributesChanged(group, this.operatorOf(group), "set", group.attributes));
    this.changed();
  }

  /** The system notices that were sent to a group through the API, oldest first. */
  notices(groupId: string): readonly Notice[] {
    return [...this.existing(groupId).notices];
  }
}
