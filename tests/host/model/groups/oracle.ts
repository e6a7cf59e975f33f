import type { Step } from "../engine/deployment";
import type { Declarations } from "./declarations";
import {
  conclusion,
  type Entry,
  type Group,
  isSwept,
  type MarkBook,
  type Reader,
  readings,
  takesOver,
  verdict,
  type Wanted,
} from "./rules";
import type { Adopt, App, Field, Key, Type } from "./terms";

/** How a step should end, and how it may change groups. `half`: the resource stays in the state, and the run fails. */
export interface Expected {
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
export interface Circumstances {
  readonly mode: "up" | "destroy" | "refresh";
  readonly app: App;
  readonly key: Key;
  readonly field: Field | undefined;
  readonly marks: MarkBook;
  readonly groups: readonly Group[];
  readonly declarations: Declarations;
  /** Ids of groups whose guards have stopped a disband in this run. */
  readonly guarded: ReadonlySet<string>;
  /** Whether the program with this identity derives the id, for an ephemeral group. */
  isCertified(id: string, identity: string): boolean;
}

const nothing: Expected = { outcome: "done", disbands: [], touches: [] };
const refused: Expected = { ...nothing, outcome: "refused" };
const half: Expected = { ...nothing, outcome: "half" };

/** The expected result of a step, by the rules and the actual state right before it. */
export function expectedOf(step: Step, at: Circumstances): Expected {
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

function create({ inputs = {} }: Step, at: Circumstances): Expected {
  const { groupId, __identity: identity } = inputs as unknown as Inputs;
  const group = find(groupId, at);
  if (group === undefined) return { ...nothing, creates: groupId, touches: [groupId] };
  const found = conclusion(readings(group, readerOf(at, identity), at.marks), readerOf(at, identity));
  return takesOver(group, found, wantedOf(inputs as unknown as Inputs, at))
    ? { ...nothing, touches: [groupId] }
    : refused;
}

function update({ old, inputs = {} }: Step, at: Circumstances): Expected {
  const { __identity: identity, type, adopt } = inputs as unknown as Inputs;
  const entry = entryOf(old?.outputs);
  const group = find(entry.groupId, at);
  if (group === undefined) return refused;
  const reader = readerOf(at, entry.identity, identity);
  const isOurs = verdict(entry, conclusion(readings(group, reader, at.marks), reader), group) === "ours";
  if (!isOurs && !(adopt === "always" && group.type === type)) return half;
  return { ...nothing, touches: [group.id] };
}

function read({ old }: Step, at: Circumstances): Expected {
  const entry = entryOf(old?.outputs);
  const group = find(entry.groupId, at);
  const reader = readerOf(at, entry.identity);
  const whose = group && verdict(entry, conclusion(readings(group, reader, at.marks, "refresh"), reader), group);
  if (whose === undefined || whose === "other") return { ...nothing, isGone: true };
  return whose === "ours" ? { ...nothing, touches: [entry.groupId] } : nothing;
}

function remove({ urn, old }: Step, at: Circumstances): Expected {
  const entry = entryOf(old?.outputs);
  const { type, disbandOnlyIf } = (old?.outputs ?? {}) as unknown as Inputs;
  if (at.mode === "up") {
    const holder = at.declarations.holderOf(entry.groupId, type, urn);
    if (holder !== undefined) return { ...(holder.isThere ? nothing : refused), isHandedOver: true };
  }
  const group = find(entry.groupId, at);
  if (group === undefined) return nothing;
  const reader = readerOf(at, entry.identity);
  const whose = verdict(entry, conclusion(readings(group, reader, at.marks), reader), group);
  const isGuarded = disbandOnlyIf !== undefined && group.members > disbandOnlyIf.membersAtMost;
  return whose !== "ours" || isGuarded ? refused : { ...nothing, disbands: [group.id] };
}

function sweep({ old }: Step, at: Circumstances): Expected {
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

function wantedOf({ groupId, type, adopt, ownerAccount = "" }: Inputs, { declarations }: Circumstances): Wanted {
  return { type, adopt, owner: ownerAccount, isDerived: declarations.isDerived(groupId) };
}

function entryOf(outputs: Readonly<Record<string, unknown>> = {}): Entry {
  const { groupId, __identity: identity, createTime, foreignOwner } = outputs;
  return {
    groupId: String(groupId),
    identity: String(identity),
    createTime: createTime as number | undefined,
    remembersOther: foreignOwner !== undefined,
  };
}

function readerOf({ key, field }: Circumstances, ...identities: readonly string[]): Reader {
  return { key, field, identities };
}

function find(id: string, { groups }: Circumstances): Group | undefined {
  return groups.find((group) => group.id === id);
}
