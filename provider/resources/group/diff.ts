import { isDeepStrictEqual } from "node:util";
import type { DiffResult, PlanContext } from "../../handler";
import { isStateOutdated, refuseOtherService } from "../../ownership/appLocation";
import { expiryOf, groupDisplayName } from "../../ownership/groupVerdict";
import { ownerInputNames } from "../../ownership/owner";
import type { GroupInputs, GroupState } from "./schema/types";

/** All inputs of a group. Properties that only guard the group count as well; otherwise a change would never reach the state. */
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
  "persist",
  ...ownerInputNames,
  "__ttl",
] as const satisfies readonly (keyof GroupInputs)[];

/**
 * Compares the state with the inputs, without any call. The id, the type and the topic support of a group cannot be
 * changed (doc 33529), and a group cannot move to another app: those changes replace it.
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
  const inputsDiffer = inputProperties.some((property) => !isEqual(olds[property], news[property]));
  // A mark signed with another key is worthless, and one that expires soon needs renewal: the next update rewrites it.
  const signedByOther = plan.keyId !== undefined && olds.markKeyId !== plan.keyId;
  const isUnmarked = olds.markOutdated === true;
  const markIsStale = isUnmarked || signedByOther || olds.expires !== expiryOf(news, olds, plan.now);
  const isOutdated = movesApp || markIsStale || isStateOutdated(olds, plan);
  const isPending = olds.markPending === true;
  return {
    replaces,
    changes: inputsDiffer ? "inputs" : isOutdated || isPending ? "state" : "none",
    ...(isPending && !inputsDiffer && !isOutdated && { isMarkPending: true }),
    // Two groups cannot share an id: if the id stays, the new group cannot be created first. With `replaceOnChanges`,
    // the engine replaces a group that we would not, and uses this flag as well. The delete refuses a move to another
    // app.
    deleteBeforeReplace: olds.groupId === news.groupId || movesApp,
    ...(isUnmarked &&
      replaces.length === 0 && {
        notice: `The owner mark of the ${groupDisplayName(olds)} is missing or outdated: the update writes it again.`,
      }),
  };
}

/** Most properties are texts: comparing them first saves a fleet half of its comparison. */
function isEqual(before: unknown, after: unknown): boolean {
  return before === after || isDeepStrictEqual(before, after);
}
