import type { GroupInfo } from "../../chat";
import { isSameOwner, typeOf } from "../resources/group/drift";
import type { Attempt, GroupInputs, GroupState } from "../resources/group/schema/types";
import { parseDuration } from "../validation/duration";
import { deriveGroupId } from "./derivedId";
import type { OwnerMark } from "./mark";
import type { FoundGroup, Marks } from "./markStore";
import { ownerOf, parseNames } from "./owner";
import { type ForeignOwner, foreignOwnerText, ownershipFrom } from "./verdict";

/**
 * What is known of a group that the state knows. `other`: it has the id of the group in the state, and was created at
 * another time or otherwise than was asked for.
 */
export type Verdict =
  | { readonly status: "owned" }
  | { readonly status: "foreign"; readonly owner: ForeignOwner }
  | { readonly status: "other"; readonly createTime: number };

/**
 * Decides for a group that the state knows. There the lack of a mark says nothing, since any client can wipe it; but not
 * after somebody else's was seen, and not for a group that was created at another time.
 *
 * @param identities that of the state, and that of the program where it differs: a mark may be of either
 */
export function verdictFromState(
  state: GroupState,
  identities: readonly string[],
  { info, marks }: FoundGroup,
): Verdict {
  const ownership = ownershipFrom(marks, identities);
  if (ownership.status !== "unknown") return ownership;
  if (state.foreignOwner !== undefined) return { status: "foreign", owner: state.foreignOwner };
  return isOfState(state, info) ? { status: "owned" } : { status: "other", createTime: info.createTime };
}

/** A half-made group may have no time in the state: then it has to be what was asked for, at the time of that. */
function isOfState(state: GroupState, info: GroupInfo): boolean {
  const { createTime, attempt } = state;
  if (createTime !== undefined) return info.createTime === createTime;
  return attempt === undefined || isAsRequested(state, info, attempt);
}

/** How far this machine's clock and the service's may be apart; a UserSig from a clock further off is refused. */
const clockSkewSeconds = 300;

/** Whether a group is what a create asked for whose outcome nobody knows: somebody else may have created another since. */
export function isAsRequested(inputs: GroupInputs, info: GroupInfo, { from, to }: Attempt): boolean {
  const isInTime = info.createTime >= from - clockSkewSeconds && info.createTime <= to + clockSkewSeconds;
  return isInTime && info.name === inputs.name && isSameKind(inputs, info) && isOwnerAsDeclared(inputs, info);
}

/**
 * Whether a group without any mark is this resource's own by its derived id. Nobody else can compute the id, but whoever
 * has been a member of an earlier group knows it: another owner gives that away.
 */
export function isCertified(inputs: GroupInputs, info: GroupInfo): boolean {
  return hasDerivedId(inputs) && isSameKind(inputs, info) && isOwnerAsDeclared(inputs, info);
}

/** What nobody can change on a group that exists (doc 33529). Whether get_group_info tells SupportTopic is not documented. */
export function isSameKind(inputs: GroupInputs, info: GroupInfo): boolean {
  const topics = info.supportTopic ?? inputs.supportTopic ?? false;
  return typeOf(info) === inputs.type && topics === (inputs.supportTopic ?? false);
}

function isOwnerAsDeclared({ ownerAccount = "" }: GroupInputs, info: GroupInfo): boolean {
  return isSameOwner(ownerAccount, info);
}

/** What the group's mark has to say, by what the state knows. */
export function markOf(state: GroupState): OwnerMark {
  return { owner: ownerOf(state), expires: state.expires };
}

/** Whether a group is declared as one that may be swept with its stack. A guarded one is not. */
export function isEphemeral({ __ttl: ttl, disbandOnlyIf }: Pick<GroupInputs, "__ttl" | "disbandOnlyIf">): boolean {
  return ttl !== undefined && disbandOnlyIf === undefined;
}

/**
 * When a group with these inputs is meant to be gone. What the state says holds until less than half of the time is left,
 * so that not every `pulumi up` changes every group.
 */
export function expiryOf(
  inputs: Pick<GroupInputs, "__ttl" | "disbandOnlyIf">,
  before: Partial<GroupState>,
  now: number,
): number | undefined {
  const ttl = isEphemeral(inputs) ? parseDuration(inputs.__ttl ?? "") : undefined;
  if (ttl === undefined) return undefined;
  const seconds = Math.floor(now / 1000);
  const holds = before.__ttl === inputs.__ttl && before.expires !== undefined && before.expires - seconds >= ttl / 2;
  return holds ? before.expires : seconds + ttl;
}

/** The id of a group for which the program gives none. */
export function derivedIdOf(inputs: Omit<GroupInputs, "groupId">, ephemeral = isEphemeral(inputs)): string {
  const { __identity: identity, type, supportTopic = false } = inputs;
  const { stack = "", name = "" } = parseNames(inputs.__managedBy) ?? {};
  const [, , stackName = ""] = stack.split("/");
  return deriveGroupId({ identity, stack: stackName, name, type, supportTopic, isEphemeral: ephemeral });
}

/** Whether the id is derived from this very resource, so that nobody else's group gets it. */
export function hasDerivedId(inputs: GroupInputs): boolean {
  return [false, true].some((ephemeral) => derivedIdOf(inputs, ephemeral) === inputs.groupId);
}

/** The other resource of this program that the mark of an owned group names: it is handed over by that one. */
export function formerOwner({ attribute, fields }: Marks, inputs: GroupInputs): string | undefined {
  const valid = [attribute, ...Object.values(fields)].find((reading) => reading.state === "valid");
  const { name } = ownerOf(inputs);
  return valid?.state === "valid" && valid.owner.name !== name ? valid.owner.name : undefined;
}

/** The words for a group in every message. */
export function groupDisplayName(inputs: {
  readonly groupId: string;
  readonly __managedBy?: string | undefined;
}): string {
  const { groupId, __managedBy: managedBy } = inputs;
  return managedBy === undefined ? `group ${groupId}` : `group ${groupId} (${managedBy})`;
}

/** Why a group that the state knows is refused. */
export function verdictText(verdict: Verdict): string {
  return verdict.status === "foreign"
    ? `it belongs to ${foreignOwnerText(verdict.owner)}, by its owner mark`
    : "another group has its id now, created at another time, and nothing proves that it is this stack's";
}
