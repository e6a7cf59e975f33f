import type { Thing } from "../../program/declarations";
import { isUnknown } from "../../validation";
import { memberKey, membersScope, memberThing } from "../member/things";
import type { GroupMembersInputs } from "./types";

/** Each member that the program names, and all members of the group as the one list. */
export function things({ groupId, members }: Partial<GroupMembersInputs>): readonly Thing[] {
  if (groupId === undefined || isUnknown(groupId)) return [];
  const property = "members";
  const scope = membersScope(groupId);
  const listed = Array.isArray(members) ? (members as GroupMembersInputs["members"]) : [];
  const named = listed.filter(({ userId, undeclared }) => userId !== undefined && !isUnknown(userId) && !undeclared);
  return [
    { key: scope, text: `all members of the group ${groupId}`, property, scope, isExclusive: true },
    ...named.map(({ userId }) => memberThing(groupId, userId, property)),
  ];
}

export function without(known: GroupMembersInputs, isOthers: (thing: string) => boolean): GroupMembersInputs {
  const { groupId, members } = known;
  return { ...known, members: members.filter(({ userId }) => !isOthers(memberKey(groupId, userId))) };
}
