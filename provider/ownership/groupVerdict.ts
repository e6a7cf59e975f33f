import type { GroupInfo } from "../../chat";
import { isSameOwner, typeOf } from "../resources/group/drift";
import type { Attempt, GroupInputs, GroupState } from "../resources/group/schema/types";
import { parseDuration } from "../validation/duration";
import { deriveGroupId } from "./derivedId";
import { type ForeignOwner, foreignOwnerText } from "./foreignOwner";
import type { OwnerMark } from "./mark";
import { type FoundGroup, type Marks, readingsOf } from "./markStore";
import { ownerOf, parseNames } from "./owner";
import { ownershipFrom } from "./verdict";

/**
 * Whether a group is the one in the state. `other`: it has the same id, but was created at another time or with other
 * properties than requested.
 */
export type Verdict =
  | { readonly status: "owned" }
  | { readonly status: "foreign"; readonly owner: ForeignOwner }
  | { readonly status: "other"; readonly createTime: number };

/**
 * Decides about a group in the state. A missing mark is no evidence against us, since any client can wipe it; except
 * after a foreign mark was seen, or if the group was created at another time.
 *
 * @param identities that of the state, and that of the program if it differs: a mark may have either
 */
export function verdictFromState(
  state: GroupState,
  identities: readonly string[],
  { info, marks }: FoundGroup,
): Verdict {
  const ownership = ownershipFrom(marks, identities);
  if (ownership.status !== "unknown") return ownership;
  if (state.foreignOwner !== undefined) return { status: "foreign", owner: state.foreignOwner };
  return isGroupOfState(state, info) ? { status: "owned" } : { status: "other", createTime: info.createTime };
}

/** A half-created group may have no create time in the state: then it must match the request and the time of the attempt. */
function isGroupOfState(state: GroupState, info: GroupInfo): boolean {
  const { createTime, attempt } = state;
  if (createTime !== undefined) return info.createTime === createTime;
  return attempt === undefined || isAsRequested(state, info, attempt);
}

/** The largest difference between this machine's clock and the service's; a UserSig from a clock further off is refused. */
const clockSkewSeconds = 300;

/** Whether a group matches a create whose outcome is not known: someone else may have created another one since. */
export function isAsRequested(inputs: GroupInputs, info: GroupInfo, { from, to }: Attempt): boolean {
  const isInTime = info.createTime >= from - clockSkewSeconds && info.createTime <= to + clockSkewSeconds;
  return isInTime && info.name === inputs.name && isSameKind(inputs, info) && isOwnerAsDeclared(inputs, info);
}

/**
 * Whether a group without any mark is this resource's by its derived id. No one else can compute the id, but former
 * members of an earlier group know it. A group that they created would have another owner.
 */
export function isProvenByDerivedId(inputs: GroupInputs, info: GroupInfo): boolean {
  return hasDerivedId(inputs) && isSameKind(inputs, info) && isOwnerAsDeclared(inputs, info);
}

/**
 * Whether type and topic support match; neither can be changed on an existing group (doc 33529). Whether get_group_info
 * returns SupportTopic is not documented.
 */
export function isSameKind(inputs: GroupInputs, info: GroupInfo): boolean {
  const topics = info.supportTopic ?? inputs.supportTopic ?? false;
  return typeOf(info) === inputs.type && topics === (inputs.supportTopic ?? false);
}

function isOwnerAsDeclared({ ownerAccount = "" }: GroupInputs, info: GroupInfo): boolean {
  return isSameOwner(ownerAccount, info);
}

/** Returns the mark that the group must have, by its state. */
export function markOf(state: GroupState): OwnerMark {
  return { owner: ownerOf(state), expires: state.expires, persist: persistOf(state) };
}

/**
 * Returns whether sweeps must leave a group alone. A sweep cannot check guards, which only the state has, so that a guarded
 * group is persistent. Undefined if the program does not say, and did not say it before: then the mark keeps what
 * `tencent-chat show --persist` has set.
 */
export function persistOf(
  { persist, disbandOnlyIf }: Pick<GroupInputs, "persist" | "disbandOnlyIf">,
  olds: Partial<GroupState> = {},
): boolean | undefined {
  if (persist !== undefined) return persist;
  if (disbandOnlyIf !== undefined) return true;
  return olds.persist === true || olds.disbandOnlyIf !== undefined ? false : undefined;
}

/** Whether a group may be swept with its stack. A guarded one may not. */
export function isEphemeral({ __ttl: ttl, disbandOnlyIf }: Pick<GroupInputs, "__ttl" | "disbandOnlyIf">): boolean {
  return ttl !== undefined && disbandOnlyIf === undefined;
}

/**
 * Returns when a group with these inputs expires. The expiry in the state stays until less than half of the time is
 * left, so that not every `pulumi up` changes every group.
 */
export function expiryOf(
  inputs: Pick<GroupInputs, "__ttl" | "disbandOnlyIf">,
  olds: Partial<GroupState>,
  now: number,
): number | undefined {
  const ttl = isEphemeral(inputs) ? parseDuration(inputs.__ttl ?? "") : undefined;
  if (ttl === undefined) return undefined;
  const seconds = Math.floor(now / 1000);
  const isStillValid = olds.__ttl === inputs.__ttl && olds.expires !== undefined && olds.expires - seconds >= ttl / 2;
  return isStillValid ? olds.expires : seconds + ttl;
}

/** Returns the id of a group whose program declares none. */
export function derivedIdOf(inputs: Omit<GroupInputs, "groupId">, ephemeral = isEphemeral(inputs)): string {
  const { __identity: identity, type, supportTopic = false } = inputs;
  const { stack = "", name = "" } = parseNames(inputs.__managedBy) ?? {};
  const [, , stackName = ""] = stack.split("/");
  return deriveGroupId({ identity, stack: stackName, name, type, supportTopic, isEphemeral: ephemeral });
}

/** Whether the id is derived from this very resource, so that no other group has it. */
export function hasDerivedId(inputs: GroupInputs): boolean {
  return [false, true].some((ephemeral) => derivedIdOf(inputs, ephemeral) === inputs.groupId);
}

/** Returns the other resource of this program that the mark of an owned group names: that one hands the group over. */
export function formerOwner(marks: Marks, inputs: GroupInputs): string | undefined {
  const valid = readingsOf(marks).find((reading) => reading.state === "valid");
  const { name } = ownerOf(inputs);
  return valid?.state === "valid" && valid.owner.name !== name ? valid.owner.name : undefined;
}

/** Returns the name of a group for every message. */
export function groupDisplayName(inputs: {
  readonly groupId: string;
  readonly __managedBy?: string | undefined;
}): string {
  const { groupId, __managedBy: managedBy } = inputs;
  return managedBy === undefined ? `group ${groupId}` : `group ${groupId} (${managedBy})`;
}

/** Returns why a group in the state is refused. */
export function verdictText(verdict: Verdict): string {
  return verdict.status === "foreign"
    ? `it belongs to ${foreignOwnerText(verdict.owner)}, by its owner mark`
    : "another group, created at another time, now has its id, and nothing proves that it belongs to this stack";
}
