import assert from "node:assert/strict";
import type { HostError } from "../../support/errors";
import type { Observer, Outcome, Step } from "../engine/deployment";
import type { Made } from "../engine/provider";
import type { Resource } from "../engine/snapshot";
import { countRun } from "../engine/tally";
import { Declarations, placeOf } from "./declarations";
import { comparable, entryOf } from "./entry";
import { type KindName, kindOf, kinds, rulesOf } from "./kinds";
import type { Ledger } from "./ledger";
import type { Places } from "./places";
import type { Declaration, Entry, Plan, Slots } from "./plan";
import { removedBy } from "./removals";
import { planCreate, planDelete, planRefresh, planUpdate } from "./rules";
import { type PlaceName, placeNames, type Slot, type Stack } from "./terms";
import { Trouble, type TroubleChoice, whatItStoppedAt } from "./trouble";

/** What a refusal must contain: what the reader can do. */
const waysOut =
  /adopt: "always"|pulumi up --refresh|TENCENT_CHAT_SDK_APP_ID|Pass the Group itself|run `pulumi up` again|Declare it as it is/;

export interface Watched {
  readonly stack: Stack;
  readonly identity: string;
  readonly mode: "up" | "destroy" | "refresh";
  readonly app: "own" | "other";
  readonly trouble?: TroubleChoice | undefined;
}

/** A step on a child resource, and its expected result. */
interface Planned {
  readonly kind: KindName;
  readonly place: PlaceName;
  readonly before: Slots;
  readonly entry: Entry | undefined;
  readonly declared: Declaration | undefined;
  readonly plan: Plan;
  readonly trouble: Trouble | undefined;
}

/** Checks one run of the engine: each step on a child resource ends as the rules say, and changes nothing else. */
export class Watch implements Observer {
  readonly declarations = new Declarations();
  failures = 0;
  /** The slots of the last step. */
  last: ReadonlySet<string> = new Set();
  readonly #removed: (readonly [PlaceName, Slot])[] = [];
  readonly #start: ReadonlyMap<PlaceName, { readonly born: number | undefined; readonly slots: Slots }>;
  /** Failed steps on child resources so far. */
  #steps = 0;
  #planned: Planned | undefined;
  #seen: number;

  constructor(
    private readonly places: Places,
    private readonly ledger: Ledger,
    private readonly run: Watched,
  ) {
    this.#seen = this.#lastSeen;
    this.#start = new Map(placeNames.map((name) => [name, { born: places.born(name), slots: places.slots(name) }]));
    this.#countMarks();
  }

  checked(urn: string, inputs: Record<string, unknown>, olds: Record<string, unknown>): void {
    this.declarations.checked(urn, inputs, olds);
  }

  begin(step: Step): void {
    this.#planned = this.#plan(step);
  }

  end(step: Step, failure: HostError | undefined, result: unknown): void {
    if (failure !== undefined) this.failures += 1;
    const removed = this.#removals();
    if (this.#planned === undefined) this.#endOfGroup(step, failure);
    else this.#endOfPart(step, this.#planned, failure, result);
    this.places.assertRestUntouched();
    this.#removed.push(...removed);
    this.places.world.tally.add("a slot is removed", removed.length > 0);
    if (this.run.mode !== "up") return;
    for (const [place, slot] of removed) {
      const isDeclared = this.declarations.declares(place, slot);
      assert.ok(!isDeclared, `${step.op} ${step.urn} removes ${slot} of ${place}, which the program declares`);
    }
  }

  /** After an up: everything declared exists, and was never removed in between, whatever the steps were allowed. */
  assertDone(): void {
    for (const [place, slot] of this.#removed)
      assert.ok(!this.declarations.declares(place, slot), `${slot} of ${place} was removed, and is declared`);
    for (const [place, { born, slots }] of this.#start) {
      if (born !== this.places.born(place)) continue;
      for (const [slot, { time }] of slots) {
        if (!this.declarations.declares(place, slot)) continue;
        const now = this.places.slots(place).get(slot);
        assert.ok(now, `${slot} of ${place} is gone, and is declared`);
        assert.equal(now.time, time, `${slot} of ${place} was recreated`);
      }
    }
  }

  #endOfGroup({ op, kind, urn }: Step, failure: HostError | undefined): void {
    if (kind !== "Group" || this.run.stack !== "A") return;
    if (op === "create" || op === "update") this.declarations.finished(urn, failure === undefined);
    if (op === "create" && failure === undefined && !this.places.isMade("own") && this.places.wasMissing) {
      this.places.learn(true);
    } else if (failure === undefined) this.places.learn(false);
    if (this.run.mode === "up" && op === "delete" && this.declarations.isGroupDeclared) {
      assert.ok(!this.places.isJustGone, `${urn} disbands the group, which the program declares`);
    }
  }

  #plan(step: Step): Planned | undefined {
    this.places.look();
    const known = step.inputs ?? step.old?.outputs ?? {};
    const kind = kindOf(step.kind, known);
    if (kind === undefined) return undefined;
    const name = placeOf(known);
    const entry = step.old && entryOfResource(step.old);
    const declared = step.inputs && declarationOf(kind, step.inputs);
    const before = this.places.slots(name);
    const plan = this.#planOf(step, kind, name, entry, declared);
    const trouble = Trouble.begin(this.run.trouble, this.#steps++, kind, this.places, name, [
      ...(declared ?? { content: entry?.known ?? new Map() }).content.keys(),
    ]);
    return { kind, place: name, before, entry, declared, plan, trouble };
  }

  #planOf(
    step: Step,
    kind: KindName,
    name: PlaceName,
    entry: Entry | undefined,
    declared: Declaration | undefined,
  ): Plan {
    const rules = rulesOf(kind);
    const place = this.#placeOf(name);
    const refused: Plan = { outcome: "refused", slots: this.places.slots(name), entry, stopped: entry };
    if (this.run.app === "other") return refused;
    if (entry === undefined) return planCreate(rules, place, declared ?? assert.fail());
    const { urn } = step;
    if (step.op === "read") return planRefresh(rules, place, entry);
    if (step.op === "update") {
      const { declarations } = this;
      const [others, awaited] = [declarations.others(name, urn), declarations.awaited(name, urn)];
      return planUpdate(rules, place, entry, declared ?? assert.fail(), others, awaited);
    }
    const things = new Set([...entry.known.keys(), ...(kind === "attributes" ? entry.found.keys() : [])]);
    const isUp = this.run.mode === "up";
    const held = isUp ? this.declarations.holders(name, urn, things) : undefined;
    if (held?.isMissing) return refused;
    const isClosed = rules.exclusive === true && held?.isClosed === true;
    const isAll =
      held !== undefined && held.slots.size === things.size && (rules.exclusive ? isClosed : things.size > 0);
    return planDelete(rules, place, entry, held?.slots ?? new Set(), held?.isShared === true, isAll);
  }

  #placeOf(name: PlaceName) {
    const born = this.places.born(name);
    if (born === undefined) return undefined;
    const marks = this.places.marks(name);
    const theirs = marks.find(({ identity }) => identity !== this.run.identity)?.identity;
    const isMarked = marks.some(({ isValid }) => isValid) && theirs === undefined;
    const isOfProgram = this.run.mode === "up" && name === "own" && this.declarations.isGroupDeclared;
    const isOwn = theirs === undefined && (isMarked || isOfProgram);
    return { born, slots: this.places.slots(name), theirs, isOwn, isOfProgram };
  }

  #endOfPart(step: Step, planned: Planned, failure: HostError | undefined, result: unknown): void {
    const { kind, place, before, plan, trouble, entry } = planned;
    const text = `${this.run.stack}: ${step.op} ${step.urn}: ${failure?.message ?? "it succeeded"}`;
    const isKept = failure?.partialFailure !== undefined;
    const isRefused = trouble?.end() ?? false;
    if (step.inputs !== undefined) this.declarations.finished(step.urn, failure === undefined || isKept);
    const after = this.places.slots(place);
    if (isRefused && !(failure === undefined && trouble?.isMaybe)) {
      assert.ok(failure, `${text}, and calls were refused`);
      const left = whatItStoppedAt(before, plan.slots, after, rulesOf(kind));
      if (step.inputs && !isKept)
        assert.deepEqual(valuesOf(before), valuesOf(left), `${text}: it changed something and forgets it`);
      if (isKept) this.#assertEntry(kind, plan.stopped, result, text);
    } else {
      const outcome = failure === undefined ? "done" : isKept ? "half" : "refused";
      assert.equal(outcome, plan.outcome, text);
      if (failure !== undefined) assert.match(failure.message, waysOut);
      assert.deepEqual(valuesOf(after), valuesOf(plan.slots), `${text}: the contents of ${place}`);
      if (failure === undefined && step.op !== "delete") this.#assertEntry(kind, plan.entry, result, text);
    }
    this.#count(step, planned, failure, isRefused);
    this.#settle(step, planned, after, failure === undefined || isKept, text);
    this.last = new Set([...(step.inputs ? after : new Map()).keys()].map((slot) => this.ledger.keyOf(place, slot)));
    if (step.op === "delete" && failure === undefined && entry) this.#excuse(planned, after);
  }

  /** Slots that a step leaves alone are reported in its output. */
  #excuse({ kind, place, entry, plan }: Planned, after: Slots): void {
    const isSaid =
      plan.entry === undefined && (entry?.existedBefore || rulesOf(kind).standsAlone || this.#isTaken(place, entry));
    for (const slot of after.keys()) if (isSaid && entry?.known.has(slot)) this.ledger.excuse(place, slot);
  }

  #isTaken(place: PlaceName, entry: Entry | undefined): boolean {
    const theirs = this.#placeOf(place)?.theirs;
    return theirs !== undefined && theirs !== entry?.foreignGroup;
  }

  #assertEntry(kind: KindName, expected: Entry | undefined, result: unknown, text: string): void {
    const { now, outputs, failure } = (result ?? {}) as Partial<Made> & { readonly now?: Resource };
    const actual = outputs ? entryOf(kind, outputs, failure !== undefined) : now && entryOfResource(now);
    assert.deepEqual(comparable(kind, actual), comparable(kind, expected), `${text}: the state`);
  }

  /** Whatever the rules say: a stack never changes what it did not own, unless its program says so. */
  #settle(
    step: Step,
    { kind, place, before, entry, declared }: Planned,
    after: Slots,
    isKept: boolean,
    text: string,
  ): void {
    const { stack } = this.run;
    const isOwnGroup = stack === "A" && this.places.isMade(place);
    const adopt = declared?.adopt ?? entry?.adopt;
    const isAllowed = adopt === "always" || (adopt === "ifOwned" && isOwnGroup);
    const isNamed = (slot: Slot) => entry !== undefined && (entry.known.has(slot) || entry.missed.has(slot));
    for (const [slot, held] of before) {
      const isTakenOver = isKept && declared?.content.has(slot) === true;
      const isChanged = after.get(slot)?.value !== held.value || after.get(slot)?.time !== held.time;
      if ((!isChanged && !isTakenOver) || this.ledger.by(place, slot) === stack) continue;
      const isFriendly = !isChanged && rulesOf(kind).takes === "whatDiffers";
      assert.ok(isAllowed || isNamed(slot) || isFriendly, `${text}: ${stack} does not own ${slot} of ${place}`);
    }
    for (const [slot, held] of after) {
      const isNew = before.get(slot)?.value !== held.value || before.get(slot)?.time !== held.time;
      const isAdopted = isKept && declared?.content.has(slot) && (isAllowed || entry?.existedBefore === false);
      if (step.inputs && (isNew || isAdopted)) this.ledger.put(place, slot, stack);
    }
  }

  #countMarks(): void {
    const { places, run } = this;
    const { tally } = places.world;
    const hasGroup = !places.standsAlone && places.isMade("own");
    const others = this.run.stack === "A" ? "B" : "A";
    const all = [...this.#start].flatMap(([place, { slots }]) =>
      [...slots.keys()].map((slot) => [place, slot] as const),
    );
    const isBesideOther = all.some(([place, slot]) => this.ledger.by(place, slot) === others);
    tally.add("a run of one stack while the other one has child resources", run.mode === "up" && isBesideOther);
    tally.add("a run with the previous key's mark", hasGroup && places.hasFormerMark("own"));
    tally.add("a run with marks in an attribute", hasGroup && places.hasMark("own"));
    tally.add("a run with marks in a custom field", hasGroup && places.hasFieldMark("own"));
  }

  #count({ op, urn }: Step, planned: Planned, failure: HostError | undefined, isTroubled: boolean): void {
    const { tally } = this.places.world;
    const { place, before, plan, entry, declared } = planned;
    const { stack, mode } = this.run;
    const isUp = mode === "up";
    const isOthers = (slot: Slot) => before.has(slot) && this.ledger.by(place, slot) !== stack;
    const takes = declared !== undefined && [...declared.content.keys()].some(isOthers);
    const dropped = [...(entry?.known.keys() ?? [])].filter((slot) => !declared?.content.has(slot));
    const others = isUp && entry !== undefined ? this.declarations.others(place, urn) : new Set<Slot>();
    const left = dropped.filter((slot) => others.has(slot));
    tally.add("an answer is lost in a step", planned.trouble?.isLost === true);
    tally.add("calls are refused in a step", isTroubled);
    if (isTroubled) return;
    const isDone = failure === undefined;
    tally.add("a foreign child resource is taken over", takes && isDone);
    tally.add("a foreign child resource is refused", op === "create" && plan.outcome === "refused" && before.size > 0);
    tally.add("an update leaves slots to other resources", op === "update" && left.length > 0 && isDone);
    if (op !== "delete" || !isDone) return;
    tally.add("a child resource is handed over", left.length > 0 && left.length === dropped.length);
    tally.add("a child resource is handed over partly", left.length > 0 && left.length < dropped.length);
    tally.add("a child resource is left in a foreign group", this.#isTaken(place, entry));
  }

  /** @param how when the run was meant to be killed; undefined: not at all */
  count(outcome: Outcome, how: "before" | "unsaved" | undefined): void {
    const { tally } = this.places.world;
    countRun(tally, this.run.mode, outcome, how);
    tally.add(
      "a child resource is retained",
      outcome.left.some(({ options }) => options.retainOnDelete === true),
    );
    tally.add(
      "a child resource is deleted with its group",
      outcome.left.some(({ options }) => options.retainOnDelete !== true),
    );
  }

  /** The slots that calls have removed since the last time. */
  #removals(): readonly (readonly [PlaceName, Slot])[] {
    const { journal } = this.places.world.emulator;
    const after = this.#seen;
    this.#seen = this.#lastSeen;
    const calls = journal.entries(({ seq, effect }) => effect && seq > after);
    return calls.flatMap((call) => {
      const names = removedBy(call);
      return placeNames.flatMap((place) => {
        const id = this.places.idOf(place);
        const isThere = call.groupIds.includes(id) || names.some((name) => name.startsWith(`${id}-`));
        const found = this.places.before(place);
        return isThere
          ? [...found.keys()]
              .filter((slot) =>
                names.some((name) => name === slot || name.endsWith(`-${slot}`) || name.endsWith(`#_${slot}`)),
              )
              .map((slot) => [place, slot] as const)
          : [];
      });
    });
  }

  get #lastSeen(): number {
    return this.places.world.emulator.journal.entries().at(-1)?.seq ?? 0;
  }
}

function entryOfResource({ kind, outputs, initErrors }: Resource): Entry {
  return entryOf(kindOf(kind, outputs) ?? assert.fail(), outputs, initErrors);
}

function declarationOf(kind: KindName, inputs: Record<string, unknown>): Declaration {
  const { known, adopt } = entryOf(kind, inputs, false);
  const content = kinds[kind].rules.oneValue
    ? new Map([...known.keys()].map((slot) => [slot, valueIn(kind, inputs)]))
    : known;
  return { content, adopt };
}

function valueIn(kind: KindName, inputs: Record<string, unknown>) {
  return entryOf(kind, inputs, false).values[0] ?? assert.fail();
}

function valuesOf(slots: Slots): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from(slots, ([slot, { value }]) => [slot, value]));
}
