import type { Adopt, Content, Declaration, Slot, Stack, Value } from "./terms";

/**
 * What an operation on a part of a group comes to, told a second time: from what the documentation promises, and without
 * a line of the provider's code.
 */
export interface Rules {
  /** The group is to have what is declared and nothing else. */
  readonly exclusive?: true;
  /** It holds one slot, and is another resource with another. */
  readonly single?: true;
  /** All slots have the same value. */
  readonly oneValue?: true;
  /** What is there keeps its value. */
  readonly keepsValue?: true;
  /** It is in no group: what was there before is nobody's group's, and is kept when the resource is destroyed. */
  readonly standsAlone?: true;
  /** What is new has this value at first, until a second call sets the declared one. */
  readonly comesAs?: Value;
  /** What of others it may only make its own where it is allowed to. */
  readonly takes: "whatDiffers" | "whatIsThere";
  /** What a destroy removes: the slots of the program, only those that nobody has changed, or all there are. */
  readonly removes: "named" | "unchanged" | "everything";
}

/** What a slot holds, and who put it there. */
export interface Held {
  readonly value: Value;
  readonly by: Stack | "stranger";
}

export interface Place {
  /** Which of the groups that had this id. */
  readonly born: number;
  /** Whose the group provably is. */
  readonly owner: Stack | undefined;
  readonly slots: ReadonlyMap<Slot, Held>;
}

/** What the state of a stack says of its part. */
export interface Entry {
  readonly born: number;
  readonly known: Content;
  /** All values that count as its own: two, where a change of the one value of all stopped half-way. */
  readonly values: readonly Value[];
  /** What a refresh found beside them, where that is told apart. */
  readonly found: Content;
  /** What the program names and a refresh found otherwise, where that is not shown but remembered. */
  readonly missed: ReadonlySet<Slot>;
  /** It was there before the resource. */
  readonly existed: boolean;
  readonly adopt: Adopt;
  readonly unfinished: boolean;
}

export interface Plan {
  readonly outcome: "done" | "refused";
  readonly slots: Place["slots"];
  readonly entry: Entry | undefined;
  /** What the state says where it stops half-way. */
  readonly stopped: Entry | undefined;
}

export function planUp(
  rules: Rules,
  stack: Stack,
  place: Place | undefined,
  entry: Entry | undefined,
  declared: Declaration,
): Plan {
  if (entry === undefined) return planWrite(rules, stack, place, undefined, declared);
  if (replaces(rules, entry, declared)) {
    const rest = place && { ...place, slots: planDestroy(rules, place, entry).slots };
    return planWrite(rules, stack, rest, undefined, declared);
  }
  if (!differs(rules, entry, declared)) return nothing("done", place, entry);
  if (place?.born !== entry.born) return nothing("refused", place, entry);
  return planWrite(rules, stack, place, entry, declared);
}

export function planRefresh(rules: Rules, place: Place | undefined, entry: Entry): Plan {
  if (place?.born !== entry.born) return nothing("done", place, undefined);
  const named = new Set([...entry.known.keys(), ...entry.missed]);
  const known = new Map<Slot, Value>();
  const found = new Map<Slot, Value>();
  for (const [slot, held] of place.slots) {
    const shown = rules.keepsValue ? (entry.known.get(slot) ?? held.value) : held.value;
    if (named.has(slot) ? isOwn(rules, entry, held) : rules.removes === "everything") known.set(slot, shown);
    else if (!named.has(slot) && rules.exclusive) found.set(slot, shown);
  }
  if (rules.single && known.size === 0) return nothing("done", place, undefined);
  const missed = rules.removes === "unchanged" ? [...named].filter((slot) => !known.has(slot)) : [];
  return nothing("done", place, { ...entry, known, found, missed: new Set(missed), unfinished: false });
}

export function planDestroy(rules: Rules, place: Place | undefined, entry: Entry): Plan {
  if (place?.born !== entry.born || (entry.existed && entry.adopt !== "always"))
    return nothing("done", place, undefined);
  const left = [...place.slots].filter(
    ([slot, held]) => rules.removes !== "everything" && !(names(entry, slot) && isOwn(rules, entry, held)),
  );
  return { outcome: "done", slots: new Map(left), entry: undefined, stopped: entry };
}

export function nothing(outcome: Plan["outcome"], place: Place | undefined, entry: Entry | undefined): Plan {
  return { outcome, slots: place?.slots ?? new Map(), entry, stopped: entry };
}

/** Whether the engine removes it and makes another one. */
export function replaces(rules: Rules, entry: Entry, { content }: Declaration): boolean {
  return rules.single === true && ![...content.keys()].every((slot) => entry.known.has(slot));
}

function planWrite(
  rules: Rules,
  stack: Stack,
  place: Place | undefined,
  entry: Entry | undefined,
  { content, adopt }: Declaration,
): Plan {
  if (place === undefined) return nothing("refused", place, entry);
  const inOwnGroup = adopt === "owned" && place.owner === stack && !rules.standsAlone;
  const takes = rules.standsAlone && adopt === "never" ? "whatIsThere" : rules.takes;
  if (
    adopt !== "always" &&
    !inOwnGroup &&
    [...place.slots].some((slot) => isOthers({ ...rules, takes }, entry, content, ...slot))
  ) {
    return nothing("refused", place, entry);
  }
  const slots = new Map(place.slots);
  for (const [slot, held] of place.slots) {
    const goes = rules.exclusive || (entry && names(entry, slot) && isOwn(rules, entry, held));
    if (!content.has(slot) && goes) slots.delete(slot);
  }
  const isThere = [...content.keys()].some((slot) => place.slots.has(slot));
  const existed = rules.standsAlone === true && isThere && entry?.existed !== false;
  for (const [slot, declared] of content) {
    const value = rules.keepsValue ? (slots.get(slot)?.value ?? declared) : declared;
    slots.set(slot, { value, by: (existed && adopt !== "always" && slots.get(slot)?.by) || stack });
  }
  const values = [...new Set(content.values())];
  const done = { born: place.born, known: content, values, found: new Map(), missed: new Set<Slot>(), existed, adopt };
  const stopped = entry === undefined ? done : { ...done, ...both(entry, done) };
  return {
    outcome: "done",
    slots,
    entry: { ...done, unfinished: false },
    stopped: { ...stopped, unfinished: true },
  };
}

/** What is still to be removed must not be forgotten. */
function both(before: Entry, { known, values }: Pick<Entry, "known" | "values">) {
  const missed = [...before.missed].map((slot) => [slot, values[0] ?? "1"] as const);
  return {
    known: new Map([...before.known, ...missed, ...known]),
    values: [...new Set([...before.values, ...values])].sort(),
    found: new Map([...before.found].filter(([slot]) => !known.has(slot))),
  };
}

/** Whether a write would make something its own that was somebody else's until now. */
function isOthers(rules: Rules, entry: Entry | undefined, content: Content, slot: Slot, { value }: Held): boolean {
  if (entry !== undefined && (rules.exclusive || rules.single || names(entry, slot))) return false;
  if (!content.has(slot)) return rules.exclusive === true;
  return rules.takes === "whatIsThere" || content.get(slot) !== value;
}

function differs(rules: Rules, entry: Entry, { content, adopt }: Declaration): boolean {
  const { known, values, found } = entry;
  if (entry.unfinished || entry.adopt !== adopt || found.size > 0 || known.size !== content.size) return true;
  return [...content].some(([slot, value]) =>
    rules.oneValue ? !known.has(slot) || values.join() !== value : known.get(slot) !== value,
  );
}

function names({ known, missed }: Entry, slot: Slot): boolean {
  return known.has(slot) || missed.has(slot);
}

function isOwn({ removes }: Rules, { values }: Entry, { value }: Held): boolean {
  return removes !== "unchanged" || values.includes(value);
}
