import { isDeepStrictEqual } from "node:util";
import type { DiffResult, PlanContext } from "../../handler";
import { isOutdated, refuseOtherService } from "../../ownership/appLocation";
import { expiryOf, groupDisplayName } from "../../ownership/groupVerdict";
import type { GroupInputs, GroupState } from "./schema/types";

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
  "__managedBy",
  "__identity",
  "__parentUrn",
  "__ttl",
] as const satisfies readonly (keyof GroupInputs)[];

/**
 * Compares the state with the inputs, without any call. The service lets nobody change the id, the type or the topic
 * support of a group (doc 33529), nor move it to another app: those replace it.
 */
export function diffGroup(olds: GroupState, news: GroupInputs, plan: PlanContext): DiffResult {
  refuseOtherService(groupDisplayName(olds), olds, plan);
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
    changes: inputsDiffer ? "inputs" : movesApp || markIsStale || isOutdated(olds, plan) ? "state" : "none",
    // Two groups cannot have one id: where it stays, the new one could not be created first. With `replaceOnChanges` the
    // engine replaces what is no replacement to us, and goes by this as well. A move to another app is refused by the delete.
    deleteBeforeReplace: olds.groupId === news.groupId || movesApp,
  };
}
