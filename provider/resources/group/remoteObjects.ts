import { isEphemeral } from "../../ownership/groupVerdict";
import { parseNames } from "../../ownership/owner";
import type { RemoteObject } from "../../program/declarations";
import { isUnknown } from "../../validation/schema";
import type { GroupInputs } from "./schema/types";

type Kind = Pick<GroupInputs, "groupId" | "type" | "supportTopic">;

/**
 * The key of a group among the things that a program declares. Its kind is part of it: a group that has to be of another
 * type is another group under the same id.
 */
export function groupKey({ groupId, type, supportTopic = false }: Kind): string {
  return `group/${groupId}/${type}/${supportTopic}`;
}

/** The key of whatever group has an id. */
export function groupIdKey(groupId: string): string {
  return `groupId/${groupId}`;
}

/**
 * What a group resource declares: its id, and the group itself. Where the id is derived and not known yet, in the first
 * preview, two of one name and type would get the same.
 */
export function groupRemoteObjects(inputs: Partial<GroupInputs>, given: object = inputs): readonly RemoteObject[] {
  const { groupId, type, supportTopic, __managedBy: managedBy } = inputs;
  if (type === undefined || isUnknown(type) || isUnknown(supportTopic)) return [];
  const property = "groupId";
  if (groupId === undefined || isUnknown(groupId)) {
    const isDerived = (given as Partial<GroupInputs>).groupId === undefined;
    const name = parseNames(String(managedBy))?.name;
    if (!isDerived || name === undefined) return [];
    return [
      {
        key: `derived/${name}/${type}/${supportTopic ?? false}/${isEphemeral(inputs)}`,
        text: `a group ${name} of type ${type} without a groupId`,
        property,
      },
    ];
  }
  const text = `the group ${groupId}`;
  return [
    { key: groupIdKey(groupId), text, property },
    { key: groupKey({ groupId, type, ...(supportTopic !== undefined && { supportTopic }) }), text, property },
  ];
}
