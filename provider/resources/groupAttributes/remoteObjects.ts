import type { RemoteObject } from "../../program/declarations";
import { isUnknown } from "../../validation/schema";
import type { AttributesInputs } from "./types";

/** Returns each key as an object, and the scope of all keys if the resource manages the group's attributes exclusively. */
export function remoteObjects({ groupId, attributes, exclusive }: Partial<AttributesInputs>): readonly RemoteObject[] {
  if (groupId === undefined || isUnknown(groupId)) return [];
  const scope = scopeOf({ groupId });
  const property = "attributes";
  const keys = isUnknown(attributes) ? [] : Object.keys(attributes ?? {});
  return [
    ...(exclusive === false || isUnknown(exclusive)
      ? []
      : [{ key: scope, text: `all attributes of the group ${groupId}`, property, scope, isExclusive: true as const }]),
    ...keys.map((key) => ({
      key: attributeKey(groupId, key),
      text: `the attribute ${JSON.stringify(key)} of the group ${groupId}`,
      property,
      scope,
    })),
  ];
}

/** Removes what other resources declare; the result is no longer exclusive. */
export function withoutObjects(known: AttributesInputs, isElsewhere: (key: string) => boolean): AttributesInputs {
  const own = Object.entries(known.attributes).filter(([key]) => !isElsewhere(attributeKey(known.groupId, key)));
  if (own.length === Object.keys(known.attributes).length && !isElsewhere(scopeOf(known))) return known;
  return { ...known, exclusive: false, attributes: Object.fromEntries(own) };
}

function scopeOf({ groupId }: Pick<AttributesInputs, "groupId">): string {
  return `attributes/${groupId}`;
}

function attributeKey(groupId: string, key: string): string {
  return `attribute/${groupId}/${key}`;
}
