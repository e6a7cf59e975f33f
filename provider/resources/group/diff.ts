import { isDeepStrictEqual } from "node:util";
import type { DiffResult, PlanContext } from "../../handler";
import { expiryOf } from "./ownership";
import type { GroupInputs, GroupState } from "./types";

/** Everything a program decides on a group; a property that is only a guard counts too, or it would never be saved. */
const inputProperties = [
  "groupId",
  "type",
  "name",
  "ownerAccount",
  "introduction",
  "notification",
  "faceUrl",
  "maxMemberCount",
  "applyJoinOption",
  "inviteJoinOption",
  "muteAllMembers",
  "customFields",
  "supportTopic",
  "adopt",
  "disbandOnlyIf",
  "farewell",
  "managedBy",
  "ttl",
] as const satisfies readonly (keyof GroupInputs)[];

/**
 * Compares the state with the inputs, without any call. The service lets nobody change the id, the type or the topic
 * support of a group (doc 33529), nor move it to another app: those replace it.
 */
export function diffGroup(olds: GroupState, news: GroupInputs, plan: PlanContext): DiffResult {
  const movesApp = olds.sdkAppId !== plan.sdkAppId;
  const replaces = [
    ...(olds.groupId === news.groupId ? [] : ["groupId"]),
    ...(olds.type === news.type ? [] : ["type"]),
    ...((olds.supportTopic ?? false) === (news.supportTopic ?? false) ? [] : ["supportTopic"]),
    ...(movesApp ? ["sdkAppId"] : []),
  ];
  const inputsDiffer = inputProperties.some((property) => !isDeepStrictEqual(olds[property], news[property]));
  // A mark that another key has signed says nothing, and one that expires soon is renewed: the next update writes it anew.
  const signedByOther = plan.keyId !== undefined && olds.markKeyId !== plan.keyId;
  const markIsStale = signedByOther || olds.expires !== expiryOf(news, olds, plan.now);
  return {
    replaces,
    changes: inputsDiffer ? "inputs" : movesApp || markIsStale ? "state" : "none",
    // Two groups of one app cannot have one id: the new one would meet the old one, and the old one's delete would end the new one.
    deleteBeforeReplace: replaces.length > 0 && olds.groupId === news.groupId && !movesApp,
  };
}
