import { isEphemeral } from "../../ownership/groupVerdict";
import { parseNames } from "../../ownership/owner";
import type { RemoteObject } from "../../program/declarations";
import { isUnknown } from "../../validation/schema";
import type { GroupInputs } from "./schema/types";

type Kind = Pick<GroupInputs, "groupId" | "type" | "supportTopic">;

/**
 * Returns the key of a group among the remote objects of a program. It includes the type: a group that must have
 * another type is a different group under the same id.
 */
export function groupKey({ groupId, type, supportTopic = false }: Kind): string {
  return `group/${groupId}/${type}/${supportTopic}`;
}

/** Returns the key of the group with this id, of any type. */
export function groupIdKey(groupId: string): string {
  return `groupId/${groupId}`;
}

/**
 * Returns the remote objects of a group resource: its id and the group itself. In the first preview, when the id is
 * derived and not yet known, two resources of the same name and type conflict.
 */
export function groupRemoteObjects(inputs: Partial<GroupInputs>, declared: object = inputs): readonly RemoteObject[] {
  const { groupId, type, supportTopic, __managedBy: managedBy } = inputs;
  if (type === undefined || isUnknown(type) || isUnknown(supportTopic)) return [];
  const property = "groupId";
  if (groupId === undefined || isUnknown(groupId)) {
    const isDerived = (declared as Partial<GroupInputs>).groupId === undefined;
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
