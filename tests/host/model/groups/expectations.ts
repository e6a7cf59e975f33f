import type { Step } from "../engine/deployment";
import type { Adopt, App, Field, Key, Type } from "./constants";
import type { Declarations } from "./declarations";
import {
  type CreateRequest,
  combinedReading,
  type Group,
  isAdopted,
  isSwept,
  type Reader,
  readings,
  type StateEntry,
  verdict,
  type WrittenMarks,
} from "./rules";

/** How a step should end, and how it may change groups. `half`: the resource stays in the state, and the run fails. */
export interface ExpectedResult {
  readonly outcome: "done" | "refused" | "half";
  /** The ids of exactly the groups that it disbands. */
  readonly disbands: readonly string[];
  /** The id of the group that it creates. */
  readonly creates?: string;
  /** The groups that it may change otherwise. */
  readonly touches: readonly string[];
  /** Of a read: the resource is dropped from the state. */
  readonly isGone?: true;
  /** Of a delete: another resource of the program will have the group. */
  readonly isHandedOver?: true;
}

/** The context of a step. */
export interface StepContext {
  readonly mode: "up" | "destroy" | "refresh";
  readonly app: App;
  readonly key: Key;
  readonly field: Field | undefined;
  readonly marks: WrittenMarks;
  readonly groups: readonly Group[];
  readonly declarations: Declarations;
  /** Ids of groups ownership guards have stopped a disband in this run. */
  readonly guarded: ReadonlySet<string>;
  /** Whether the program with this identity derives the id, for an ephemeral group. */
  isCertified(id: string, identity: string): boolean;
}

const nothing: ExpectedResult = { outcome: "done", disbands: [], touches: [] };
const refused: ExpectedResult = { ...nothing, outcome: "refused" };
const half: ExpectedResult = { ...nothing, outcome: "half" };

/** The expected result of a step, by the rules and the actual state right before it. */
export function expectedResultOf(step: Step, at: StepContext): ExpectedResult {
  const isInState = step.op !== "create";
  if (at.app === "other" && isInState && (step.kind === "Group" || step.op === "delete")) return refused;
  if (step.kind === "EphemeralStack") return step.op === "delete" ? sweep(step, at) : nothing;
  switch (step.op) {
    case "create":
      return create(step, at);
    case "update":
      return update(step, at);
    case "read":
      return read(step, at);
    case "delete":
      return remove(step, at);
  }
}

function create({ inputs = {} }: Step, at: StepContext): ExpectedResult {
  const { groupId, __identity: identity } = inputs as unknown as Inputs;
  const group = find(groupId, at);
  if (group === undefined) return { ...nothing, creates: groupId, touches: [groupId] };
  const found = combinedReading(readings(group, readerOf(at, identity), at.marks), readerOf(at, identity));
  return isAdopted(group, found, wantedOf(inputs as unknown as Inputs, at))
    ? { ...nothing, touches: [groupId] }
    : refused;
}

function update({ old, inputs = {} }: Step, at: StepContext): ExpectedResult {
  const { __identity: identity, type, adopt } = inputs as unknown as Inputs;
  const entry = entryOf(old?.outputs);
  const group = find(entry.groupId, at);
  if (group === undefined) return refused;
  const reader = readerOf(at, entry.identity, identity);
  const isOwned = verdict(entry, combinedReading(readings(group, reader, at.marks), reader), group) === "owned";
  if (!isOwned && !(adopt === "always" && group.type === type)) return half;
  return { ...nothing, touches: [group.id] };
}

function read({ old }: Step, at: StepContext): ExpectedResult {
  const entry = entryOf(old?.outputs);
  const group = find(entry.groupId, at);
  const reader = readerOf(at, entry.identity);
  const ownership =
    group && verdict(entry, combinedReading(readings(group, reader, at.marks, "refresh"), reader), group);
  if (ownership === undefined || ownership === "other") return { ...nothing, isGone: true };
  return nothing;
}

function remove({ urn, old }: Step, at: StepContext): ExpectedResult {
  const entry = entryOf(old?.outputs);
  const { type, disbandOnlyIf } = (old?.outputs ?? {}) as unknown as Inputs;
  if (at.mode === "up") {
    const newOwner = at.declarations.ownerOf(entry.groupId, type, urn);
    if (newOwner !== undefined) return { ...(newOwner.isThere ? nothing : refused), isHandedOver: true };
  }
  const group = find(entry.groupId, at);
  if (group === undefined) return nothing;
  const reader = readerOf(at, entry.identity);
  const ownership = verdict(entry, combinedReading(readings(group, reader, at.marks), reader), group);
  const isGuarded = disbandOnlyIf !== undefined && group.members > disbandOnlyIf.membersAtMost;
  return ownership !== "owned" || isGuarded ? refused : { ...nothing, disbands: [group.id] };
}

function sweep({ old }: Step, at: StepContext): ExpectedResult {
  if (at.mode === "up") return nothing;
  const { __identity: identity } = (old?.outputs ?? {}) as unknown as Inputs;
  const reader = readerOf(at, identity);
  const swept = at.groups.filter(
    (group) => isSwept(group, reader, at.marks, at.isCertified(group.id, identity)) && !at.guarded.has(group.id),
  );
  return { ...nothing, disbands: swept.map(({ id }) => id) };
}

interface Inputs {
  readonly groupId: string;
  readonly __identity: string;
  readonly type: Type;
  readonly name: string;
  readonly adopt: Adopt;
  readonly ownerAccount?: string;
  readonly disbandOnlyIf?: { readonly membersAtMost: number };
}

function wantedOf({ groupId, type, adopt, ownerAccount = "" }: Inputs, { declarations }: StepContext): CreateRequest {
  return { type, adopt, owner: ownerAccount, isDerived: declarations.isDerived(groupId) };
}

function entryOf(outputs: Readonly<Record<string, unknown>> = {}): StateEntry {
  const { groupId, __identity: identity, createTime, foreignOwner } = outputs;
  return {
    groupId: String(groupId),
    identity: String(identity),
    createTime: createTime as number | undefined,
    hasForeignOwner: foreignOwner !== undefined,
  };
}

function readerOf({ key, field }: StepContext, ...identities: readonly string[]): Reader {
  return { key, field, identities };
}

function find(id: string, { groups }: StepContext): Group | undefined {
  return groups.find((group) => group.id === id);
}
