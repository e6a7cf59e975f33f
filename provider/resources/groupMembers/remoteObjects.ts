import type { RemoteObject } from "../../program/declarations";
import { isUnknown } from "../../validation/schema";
import { isMap } from "../../validation/stateSchema";
import { memberKey, memberObject, membersScope } from "../member/remoteObjects";
import { byUser, type GroupMembersInputs, listOf } from "./types";

/** Returns each declared member, and all members of the group as one exclusive list. */
export function remoteObjects({ groupId, members }: Partial<GroupMembersInputs>): readonly RemoteObject[] {
  if (groupId === undefined || isUnknown(groupId)) return [];
  const property = "members";
  const scope = membersScope(groupId);
  const listed = isMap(members) ? listOf(members) : [];
  const declared = listed.filter(({ userId, undeclared }) => !isUnknown(userId) && !undeclared);
  return [
    { key: scope, text: `all members of the group ${groupId}`, property, scope, isExclusive: true },
    ...declared.map(({ userId }) => memberObject(groupId, userId, property)),
  ];
}

export function withoutObjects(known: GroupMembersInputs, isElsewhere: (key: string) => boolean): GroupMembersInputs {
  const { groupId, members } = known;
  const remaining = listOf(members).filter(({ userId }) => !isElsewhere(memberKey(groupId, userId)));
  return { ...known, members: byUser(remaining) };
}
