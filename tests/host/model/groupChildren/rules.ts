/**
 * The expected result of a step on a child resource, implemented a second time: from the documentation, and without the
 * provider's code.
 */

import type { Adopt, Content, Slot, Value } from "./constants";
import type { Declaration, KindTraits, ParentState, Plan, SlotContent, StateEntry } from "./plan";

export function planCreate(rules: KindTraits, parentGroup: ParentState | undefined, declared: Declaration): Plan {
  if (parentGroup === undefined) return nothing("refused", parentGroup, undefined);
  const foreignGroup = parentGroup.isOfProgram || rules.isOutsideGroups ? undefined : parentGroup.foreignIdentity;
  return planWrite(rules, parentGroup, undefined, declared, foreignGroup);
}

/**
 * @param others the slots that other resources of the program declare
 * @param notYetOwned those of them that no resource has yet: they stay in the state
 */
export function planUpdate(
  rules: KindTraits,
  parentGroup: ParentState | undefined,
  entry: StateEntry,
  declared: Declaration,
  others: ReadonlySet<Slot>,
  notYetOwned: ReadonlySet<Slot>,
): Plan {
  if (parentGroup === undefined || parentGroup.createdAt !== entry.groupCreatedAt)
    return nothing("refused", parentGroup, entry);
  if (declared.adopt !== "always" && isTakenFrom(rules, parentGroup, entry))
    return nothing("refused", parentGroup, entry);
  const rest = { ...entry, known: without(entry.known, others), missed: except(entry.missed, others) };
  const plan = planWrite(rules, parentGroup, rest, declared, entry.foreignGroup);
  const dropped = [...entry.known].filter(([slot]) => notYetOwned.has(slot) && !declared.content.has(slot));
  if (dropped.length === 0) return plan;
  const pending = { ...entry, known: new Map(dropped), missed: new Set<Slot>(), found: new Map() };
  const and = (known: StateEntry | undefined) => known && { ...known, ...both(pending, known) };
  return { ...plan, entry: and(plan.entry), stopped: and(plan.stopped) };
}

export function planRefresh(rules: KindTraits, parentGroup: ParentState | undefined, entry: StateEntry): Plan {
  if (parentGroup === undefined || parentGroup.createdAt !== entry.groupCreatedAt)
    return nothing("done", parentGroup, undefined);
  const named = new Set([...entry.known.keys(), ...entry.missed]);
  const known = new Map<Slot, Value>();
  const found = new Map<Slot, Value>();
  for (const [slot, held] of parentGroup.slots) {
    const shown = rules.keepsValue ? (entry.known.get(slot) ?? held.value) : held.value;
    if (named.has(slot) && isOwn(rules, entry, held)) known.set(slot, shown);
    else if (!named.has(slot) && rules.exclusive) found.set(slot, shown);
  }
  if (rules.single && known.size === 0) return nothing("done", parentGroup, undefined);
  const missed = rules.removes === "unchanged" ? [...named].filter((slot) => !known.has(slot)) : [];
  return nothing("done", parentGroup, { ...entry, known, found, missed: new Set(missed), unfinished: false });
}

/**
 * @param held the slots that other resources of the program declare now
 * @param isShared others declare something of the group now, not necessarily the same
 * @param isAllHeld they declare everything that it declares
 */
export function planDelete(
  rules: KindTraits,
  parentGroup: ParentState | undefined,
  entry: StateEntry,
  held: ReadonlySet<Slot>,
  isShared: boolean,
  isAllHeld: boolean,
): Plan {
  const isKept = entry.existedBefore && entry.adopt !== "always";
  if (isAllHeld || isKept || parentGroup === undefined || parentGroup.createdAt !== entry.groupCreatedAt)
    return nothing("done", parentGroup, undefined);
  if (entry.adopt !== "always" && isTakenFrom(rules, parentGroup, entry))
    return nothing("done", parentGroup, undefined);
  const goes = (slot: Slot, now: SlotContent) => {
    if (held.has(slot)) return false;
    const isAll =
      rules.removes === "everything" && !isShared && (entry.adopt === "always" || mayTake(parentGroup, entry));
    return isAll || (names(entry, slot) && isOwn(rules, entry, now));
  };
  const slots = new Map([...parentGroup.slots].filter(([slot, now]) => !goes(slot, now)));
  return { outcome: "done", slots, entry: undefined, stopped: entry };
}

function nothing(outcome: Plan["outcome"], parentGroup: ParentState | undefined, entry: StateEntry | undefined): Plan {
  return { outcome, slots: parentGroup?.slots ?? new Map(), entry, stopped: entry };
}

function planWrite(
  rules: KindTraits,
  parentGroup: ParentState,
  entry: StateEntry | undefined,
  { content, adopt }: Declaration,
  foreignGroup: string | undefined,
): Plan {
  const isRefused = [...parentGroup.slots].some(([slot, held]) => isOthers(rules, entry, content, adopt, slot, held));
  if (isRefused && !(rules.isOutsideGroups ? adopt === "always" : mayTake(parentGroup, { adopt }))) {
    return nothing("refused", parentGroup, entry);
  }
  const slots = new Map(parentGroup.slots);
  for (const [slot, held] of parentGroup.slots) {
    const goes = rules.exclusive || (entry && names(entry, slot) && isOwn(rules, entry, held));
    if (!content.has(slot) && goes) slots.delete(slot);
  }
  const isThere = [...content.keys()].some((slot) => parentGroup.slots.has(slot));
  const existedBefore = rules.isOutsideGroups === true && isThere && entry?.existedBefore !== false;
  for (const [slot, declared] of content) {
    const before = slots.get(slot);
    slots.set(slot, { ...before, value: rules.keepsValue ? (before?.value ?? declared) : declared });
  }
  const done = {
    groupCreatedAt: parentGroup.createdAt,
    known: content,
    values: rules.oneValue ? [...new Set(content.values())] : [],
    found: new Map(),
    missed: new Set<Slot>(),
    existedBefore,
    adopt,
    foreignGroup,
    time: undefined,
    unfinished: false,
  };
  const stopped = { ...done, ...(entry && both(entry, done)), unfinished: true };
  return { outcome: "done", slots, entry: done, stopped };
}

function mayTake({ isOwn }: ParentState, { adopt }: { readonly adopt: Adopt }): boolean {
  return adopt === "always" || (adopt === "ifOwned" && isOwn);
}

/** Another owner has taken over the group since. */
function isTakenFrom(rules: KindTraits, { foreignIdentity }: ParentState, { foreignGroup }: StateEntry): boolean {
  return !rules.isOutsideGroups && foreignIdentity !== undefined && foreignIdentity !== foreignGroup;
}

/** Slots that are still to be removed must not be forgotten. */
function both(before: StateEntry, { known, values }: Pick<StateEntry, "known" | "values">) {
  const missed = [...before.missed].map((slot) => [slot, values[0] ?? "1"] as const);
  return {
    known: new Map([...before.known, ...missed, ...known]),
    values: [...new Set([...before.values, ...values])].sort(),
    found: new Map([...before.found].filter(([slot]) => !known.has(slot))),
  };
}

/** Whether a write would adopt something that was foreign until now. */
function isOthers(
  rules: KindTraits,
  entry: StateEntry | undefined,
  content: Content,
  adopt: Adopt,
  slot: Slot,
  held: SlotContent,
): boolean {
  if (entry !== undefined && names(entry, slot) && isThat(entry, held)) return false;
  if (!content.has(slot)) return rules.exclusive === true;
  const isEqual = content.get(slot) === held.value;
  return rules.needsPermission === "ifExisting" || (adopt === "never" && entry === undefined) || !isEqual;
}

function names({ known, missed }: StateEntry, slot: Slot): boolean {
  return known.has(slot) || missed.has(slot);
}

/** Whether the content of a slot is what the state knows, as far as that can be seen. */
function isThat({ time }: StateEntry, held: SlotContent): boolean {
  return time === undefined || held.time === undefined || held.time === time;
}

function isOwn({ removes }: KindTraits, entry: StateEntry, held: SlotContent): boolean {
  return isThat(entry, held) && (removes !== "unchanged" || entry.values.includes(held.value));
}

function without(content: Content, others: ReadonlySet<Slot>): Content {
  return new Map([...content].filter(([slot]) => !others.has(slot)));
}

function except(some: ReadonlySet<Slot>, others: ReadonlySet<Slot>): ReadonlySet<Slot> {
  return new Set([...some].filter((slot) => !others.has(slot)));
}
