import type { RemoteObject } from "../../program/declarations";
import { isUnknown } from "../../validation/schema";
import type { RestrictionInputs } from "./types";

/** Returns one remote object per muted or banned user, in the group or in one of its topics. */
export function remoteObjects(noun: string, inputs: Partial<RestrictionInputs>): readonly RemoteObject[] {
  const { groupId, topicId, userIds } = inputs;
  if (groupId === undefined || isUnknown(groupId) || isUnknown(topicId) || !Array.isArray(userIds)) return [];
  const location = { groupId, ...(topicId !== undefined && { topicId }) };
  return (userIds as readonly string[])
    .filter((userId) => !isUnknown(userId))
    .map((userId) => ({
      key: restrictionKey(noun, location, userId),
      text: `the ${noun} of ${userId} in the ${topicId === undefined ? `group ${groupId}` : `topic ${topicId}`}`,
      property: "userIds",
    }));
}

export function withoutObjects(
  noun: string,
  known: RestrictionInputs,
  isElsewhere: (key: string) => boolean,
): RestrictionInputs {
  const own = (ids: readonly string[]) => ids.filter((userId) => !isElsewhere(restrictionKey(noun, known, userId)));
  const userIds = own(known.userIds);
  const notAsDeclared = own(known.notAsDeclared ?? []);
  const { notAsDeclared: _, ...rest } = known;
  return { ...rest, userIds, ...(notAsDeclared.length > 0 && { notAsDeclared }) };
}

function restrictionKey(
  noun: string,
  { groupId, topicId }: Pick<RestrictionInputs, "groupId" | "topicId">,
  userId: string,
): string {
  return `${noun}/${topicId ?? groupId}/${userId}`;
}
