import type { GroupInfo, MemberInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { undefinedIfNotFound } from "../../reconcile/undefinedIfNotFound";
import { customSchema } from "../../validation/objectSchema";
import { mustBe } from "../../validation/problem";
import { isMap, textMapSchema } from "../../validation/stateSchema";
import { typeOf } from "../group/drift";
import { groupOfId } from "../groupChild/find";
import { groupChildHandler } from "../groupChild/handler";
import { adoptionRefusal, type ParentGroup } from "../groupChild/parentGroup";
import type { GroupChild } from "../groupChild/types";
import {
  customFieldKeysOf,
  diffMembers,
  discoveredProfile,
  isOwner,
  type MembersDiff,
  observedMember,
  roleOf,
  withRemovedFields,
} from "../member/diff";
import { requireFeature } from "../member/features";
import { countText, listText } from "../member/listText";
import { reconcileMembers } from "../member/reconcile";
import type { DeclaredMember } from "../member/types";
import { checkGroupMembers } from "./check";
import { remoteObjects, withoutObjects } from "./remoteObjects";
import { byUser, type GroupMembersInputs, type ListedMember, listOf } from "./types";

type Found = ReadonlyMap<string, MemberInfo>;

const groupMembers: GroupChild<GroupMembersInputs> = {
  kind: "GroupMembers",
  remoteObjects,
  withoutObjects,
  displayName: () => "members",
  id: ({ groupId }) => groupId,
  properties: ["members", "adopt"],
  replaceOnChanges: [],
  stateSchema: {
    members: customSchema((value) =>
      isMap(value) && Object.values(value).every(isMember) ? undefined : mustBe("a map of UserIDs to members", value),
    ),
  },
  check: checkGroupMembers,

  async prepare(inputs, before, parent, operation) {
    const { groupId } = inputs;
    const members = listOf(inputs.members);
    requireFeature("members", "the members", parent.info);
    if (members.some(({ role }) => role === "Admin")) requireFeature("admins", "admins", parent.info);
    refuseTooMany(inputs, parent.info);
    const previous = listOf(before?.members ?? {});
    const diff = (found: Found) => diffMembers(members, previous, found, parent.info, { exact: true });
    const readMembers = () => list(groupId, [...members, ...previous], parent, operation);
    const isOwnerOnly =
      hasOnlyItsOwner(parent.info) && ![...members, ...previous].some((member) => needsList(member, parent.info));
    let found = isOwnerOnly ? ownerOnly(parent.info) : await readMembers();
    const difference = diff(found);
    const adopted =
      before === undefined ? adoptedMembers(found, difference, parent.info) : neverDeclared(difference, previous);
    await refuseForeign(inputs, adopted, parent);
    const diffAgain = async () => {
      found = await readMembers();
      const now = diff(found);
      await refuseForeign(inputs, neverDeclared(now, previous), parent);
      return now;
    };
    return () => reconcileMembers(groupId, difference, diffAgain, (userId) => found.get(userId), operation);
  },

  async observe(known, parent, operation) {
    const members = listOf(known.members);
    const found = await undefinedIfNotFound(list(known.groupId, members, parent, operation));
    return found && { ...known, members: byUser(observed(members, found, parent.info)) };
  },

  identify: groupOfId,
  async discover({ groupId }, parent, operation) {
    requireFeature("members", "the members", parent.info);
    const found = [...(await list(groupId, [], parent, operation)).values()];
    const others = found.filter((member) => !isOwner(member, parent.info));
    return { members: Object.fromEntries(others.map((member) => [member.userId, discoveredProfile(member)])) };
  },

  async remove({ groupId, members }, { info }, { client, call }) {
    // Removing the owner is not documented, and undeclared members do not belong to this resource.
    const removable = listOf(members).filter((member) => member.undeclared === undefined && !isOwner(member, info));
    const userIds = removable.map(({ userId }) => userId);
    await client.members.remove(groupId, userIds, { silent: true }, call);
  },

  partialState: (inputs, before) => ({
    ...inputs,
    members: byUser(withPrevious(listOf(inputs.members), listOf(before.members))),
  }),
};

/** All members of a group: add_group_member, delete_group_member, get_group_member_info and modify_group_member_info as one resource. */
export const groupMembersHandler = groupChildHandler(groupMembers);

function isMember(item: unknown): boolean {
  return isMap(item) && textMapSchema.optional().safeParse(item["customFields"]).success;
}

async function list(
  groupId: string,
  members: readonly DeclaredMember[],
  { info }: ParentGroup,
  { client, call }: OperationContext,
): Promise<Found> {
  const found = await client.members.list(
    groupId,
    {
      paging: typeOf(info) === "Community" ? "cursor" : "offset",
      fields: ["role", "nameCard"],
      customFieldKeys: customFieldKeysOf(members),
    },
    call,
  );
  return new Map(found.map((member) => [member.userId, member]));
}

/** Whether a group was just created, so that its list need not be read. The next read finds a user who joins at this moment. */
function hasOnlyItsOwner({ memberCount, ownerAccount }: GroupInfo): boolean {
  return memberCount === (ownerAccount === "" ? 0 : 1);
}

/** Whether the list is needed: only it has the owner's properties other than the role. */
function needsList({ userId, nameCard, customFields }: DeclaredMember, { ownerAccount }: GroupInfo): boolean {
  return userId === ownerAccount && (nameCard !== undefined || customFields !== undefined);
}

function ownerOnly({ ownerAccount }: GroupInfo): Found {
  const owner: MemberInfo = { userId: ownerAccount, role: "Owner", customFields: {} };
  return new Map(ownerAccount === "" ? [] : [[ownerAccount, owner]]);
}

/** Returns the members that existed before this resource, which would remove them at once or on destroy. The owner is never removed. */
function adoptedMembers(found: Found, difference: MembersDiff | undefined, group: GroupInfo): readonly string[] {
  const changed = new Set(difference?.changes.map(({ userId }) => userId));
  return [...found.values()]
    .filter((member) => !isOwner(member, group) || changed.has(member.userId))
    .map(({ userId }) => userId);
}

/** Returns the members that would be removed and were never declared here. Being found by a refresh gives no right to remove them. */
function neverDeclared(difference: MembersDiff | undefined, previous: readonly ListedMember[]): readonly string[] {
  const declared = new Set(previous.filter(({ undeclared }) => !undeclared).map(({ userId }) => userId));
  return (difference?.undeclared ?? []).filter((userId) => !declared.has(userId));
}

/** @throws OperationError if members that belong to others would be adopted or removed, whenever they joined */
async function refuseForeign(
  inputs: GroupMembersInputs,
  adopted: readonly string[],
  parent: ParentGroup,
): Promise<void> {
  if (adopted.length > 0 && !(await parent.mayAdopt())) throw adoptionRefusal(inputs, adoptedText(adopted));
}

function adoptedText(userIds: readonly string[]): string {
  return `${countText(userIds.length, "member")} (${listText(userIds)})`;
}

/** The service refuses a whole call that would exceed the limit, and adds none of its users (10014). */
function refuseTooMany({ groupId, members: declared }: GroupMembersInputs, info: GroupInfo): void {
  const members = listOf(declared);
  const isOwnerDeclared = members.some(({ userId }) => userId === info.ownerAccount);
  const desired = members.length + (isOwnerDeclared || info.ownerAccount === "" ? 0 : 1);
  if (info.maxMemberCount === 0 || desired <= info.maxMemberCount) return;
  throw new OperationError(
    `Cannot manage the members of the group ${groupId}: the program declares ${members.length}${desired > members.length ? " besides the owner" : ""}, but the group allows ${info.maxMemberCount} (10014). ` +
      "Nothing was changed. Raise maxMemberCount of the Group within the limits of the plan, or declare fewer members.",
  );
}

/** Returns the declared members in their order with their actual values, then all others. The owner is no drift. */
function observed(known: readonly ListedMember[], found: Found, group: GroupInfo): readonly ListedMember[] {
  const declared = known.filter(({ undeclared }) => undeclared === undefined);
  const names = new Set(declared.map(({ userId }) => userId));
  const others = [...found.values()].filter((member) => !names.has(member.userId) && !isOwner(member, group));
  return [
    ...declared.flatMap((member) => {
      const actual = found.get(member.userId);
      return actual === undefined ? [] : [observedMember(member, actual, group)];
    }),
    ...others.sort((a, b) => (a.userId < b.userId ? -1 : 1)).map(asUndeclared),
  ];
}

function asUndeclared(member: MemberInfo): ListedMember {
  const role = roleOf(member);
  return { userId: member.userId, ...(role !== "Member" && { role }), undeclared: true };
}

/** Returns the declared members and the previous ones, which may not be removed yet. */
function withPrevious(members: readonly ListedMember[], before: readonly ListedMember[]): readonly ListedMember[] {
  const previous = new Map(before.map((member) => [member.userId, member]));
  const now = members.map((member) => withRemovedFields(member, previous.get(member.userId) ?? {}));
  const names = new Set(members.map(({ userId }) => userId));
  return [...now, ...before.filter(({ userId }) => !names.has(userId))];
}
