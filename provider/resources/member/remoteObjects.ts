import type { RemoteObject } from "../../program/declarations";

/** Returns the scope of all members of a group: a resource that lists them all claims it exclusively. */
export function membersScope(groupId: string): string {
  return `members/${groupId}`;
}

export function memberObject(groupId: string, userId: string, property: string): RemoteObject {
  return {
    key: memberKey(groupId, userId),
    text: `the member ${userId} of the group ${groupId}`,
    property,
    scope: membersScope(groupId),
  };
}

export function memberKey(groupId: string, userId: string): string {
  return `member/${groupId}/${userId}`;
}
