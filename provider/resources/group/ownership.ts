import type { GroupInfo } from "../../../chat";
import { parseDuration } from "../../duration";
import { type MarkedOwner, type MarkReading, names, type OwnerMark } from "../../ownership/mark";
import { deriveGroupId, type Owner, parseOwner } from "../../ownership/owner";
import type { GroupInputs, GroupState } from "./types";

/**
 * Whose a group is. `proven`: this resource's. `foreign`: a valid mark names somebody else. `unproven`: nothing says
 * either; `other`: it carries the id of a group in the state, but was made at another time.
 */
export type Verdict =
  | { readonly is: "proven" }
  | { readonly is: "foreign"; readonly owner: MarkedOwner }
  | { readonly is: "unproven" }
  | { readonly is: "other"; readonly made: number };

/** Decides for a group that no state knows: a derived id or a valid mark is proof, and a valid mark of another is proof against. */
export function verdictWithoutState(inputs: GroupInputs, mark: MarkReading): Verdict {
  const owner = ownerOf(inputs);
  if (mark.state === "valid") return names(mark.owner, owner) ? { is: "proven" } : { is: "foreign", owner: mark.owner };
  return hasDerivedId(inputs) ? { is: "proven" } : { is: "unproven" };
}

/**
 * Decides for a group that the state knows. There the lack of a valid mark says nothing, since any client can wipe it;
 * but a group that was made at another time than ours is another group under the same id.
 *
 * @param owners the owners that the resource has or had: a mark may be older or newer than the state by one update
 */
export function verdictWithState(
  state: GroupState,
  owners: readonly Owner[],
  mark: MarkReading,
  info: GroupInfo | undefined,
): Verdict {
  if (mark.state === "valid") {
    const marked = mark.owner;
    return owners.some((owner) => names(marked, owner)) ? { is: "proven" } : { is: "foreign", owner: marked };
  }
  if (info === undefined || wasMadeAsStateSays(state, info.createTime) || hasDerivedId(state)) return { is: "proven" };
  return { is: "other", made: info.createTime };
}

/** How far this machine's clock and the service's may be apart; a UserSig from a clock further off is refused. */
const clockSkewSeconds = 300;

/** A chosen id was free when the create began, so that what was made in that time is what we asked for. */
function wasMadeAsStateSays({ createTime, attempt }: GroupState, made: number): boolean {
  if (createTime !== undefined) return made === createTime;
  if (attempt === undefined) return true;
  return made >= attempt.from - clockSkewSeconds && made <= attempt.to + clockSkewSeconds;
}

export function ownerOf(inputs: Pick<GroupInputs, "managedBy">): Owner {
  const owner = parseOwner(inputs.managedBy);
  if (owner === undefined) throw new TypeError(`not an owner: ${JSON.stringify(inputs.managedBy)}`);
  return owner;
}

/** What the group's mark has to say, by what the state knows. */
export function markOf(state: GroupState): OwnerMark {
  return { owner: ownerOf(state), expires: state.expires };
}

/**
 * When a group with these inputs is meant to be gone. What the state says holds until less than half of the time is left,
 * so that not every `pulumi up` changes every group.
 */
export function expiryOf(
  inputs: Pick<GroupInputs, "ttl">,
  before: Partial<GroupState>,
  now: number,
): number | undefined {
  const ttl = inputs.ttl === undefined ? undefined : parseDuration(inputs.ttl);
  if (ttl === undefined) return undefined;
  const seconds = Math.floor(now / 1000);
  const holds = before.ttl === inputs.ttl && before.expires !== undefined && before.expires - seconds >= ttl / 2;
  return holds ? before.expires : seconds + ttl;
}

/** Whether the id is derived from this very resource, so that nobody else's group has it. */
export function hasDerivedId(inputs: GroupInputs): boolean {
  return (
    inputs.groupId ===
    deriveGroupId({ owner: ownerOf(inputs), type: inputs.type, supportTopic: inputs.supportTopic ?? false })
  );
}

/** The words for a group in every message. */
export function called(inputs: { readonly groupId: string; readonly managedBy?: string | undefined }): string {
  const { groupId, managedBy } = inputs;
  return managedBy === undefined ? `group ${groupId}` : `group ${groupId} (${managedBy})`;
}

export function ownerText(owner: Owner): string {
  return `resource ${owner.name} of stack ${owner.stack}`;
}

/** Why a group that the state knows is refused. */
export function whoseText(verdict: Verdict): string {
  return verdict.is === "foreign"
    ? `it carries the owner mark of ${ownerText(verdict.owner)}`
    : "another group has its id now, made at another time, and nothing proves that it is this stack's";
}
