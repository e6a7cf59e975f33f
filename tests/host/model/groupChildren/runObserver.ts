import assert from "node:assert/strict";
import type { HostError } from "../../support/errors";
import type { Observer, Outcome, Step } from "../engine/deployment";
import type { Made } from "../engine/provider";
import type { Resource } from "../engine/snapshot";
import { countRun } from "../engine/tally";
import { type ParentName, parentNames, type Slot, type StackName } from "./constants";
import { Declarations, parentOf } from "./declarations";
import type { SlotHistory } from "./history";
import { type KindName, kindOf, kinds, rulesOf } from "./kinds";
import type { ParentGroups } from "./parentGroups";
import type { Declaration, Plan, Slots, StateEntry } from "./plan";
import { removedBy } from "./removals";
import { planCreate, planDelete, planRefresh, planUpdate } from "./rules";
import { comparable, entryOf } from "./stateEntry";
import { type FaultChoice, partialResult, StepFault } from "./stepFault";

/** What a refusal must contain: what the reader can do. */
const remedies =
  /adopt: "always"|pulumi up --refresh|TENCENT_CHAT_SDK_APP_ID|Refer to the resource Group|run `pulumi up` again|Declare it that way|Declare its current values/;

export interface ObservedRun {
  readonly stack: StackName;
  readonly identity: string;
  readonly mode: "up" | "destroy" | "refresh";
  readonly app: "own" | "other";
  readonly fault?: FaultChoice | undefined;
}

/** A step on a child resource, and its expected result. */
interface Planned {
  readonly kind: KindName;
  readonly parentGroup: ParentName;
  readonly before: Slots;
  readonly entry: StateEntry | undefined;
  readonly declared: Declaration | undefined;
  readonly plan: Plan;
  readonly fault: StepFault | undefined;
}

/** Checks one run of the engine: each step on a child resource ends as the rules say, and changes nothing else. */
export class RunObserver implements Observer {
  readonly declarations = new Declarations();
  failures = 0;
  /** The slots of the last step. */
  last: ReadonlySet<string> = new Set();
  readonly #removed: (readonly [ParentName, Slot])[] = [];
  readonly #start: ReadonlyMap<ParentName, { readonly createdAt: number | undefined; readonly slots: Slots }>;
  /** Steps on child resources so far. */
  #steps = 0;
  #planned: Planned | undefined;
  #seen: number;

  constructor(
    private readonly parentGroups: ParentGroups,
    private readonly history: SlotHistory,
    private readonly run: ObservedRun,
  ) {
    this.#seen = this.#lastSeen;
    this.#start = new Map(
      parentNames.map((name) => [name, { createdAt: parentGroups.createdAt(name), slots: parentGroups.slots(name) }]),
    );
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
    else this.#endOfChild(step, this.#planned, failure, result);
    this.parentGroups.assertForeignUnchanged();
    this.#removed.push(...removed);
    this.parentGroups.environment.tally.add("a slot is removed", removed.length > 0);
    if (this.run.mode !== "up") return;
    for (const [parentGroup, slot] of removed) {
      const isDeclared = this.declarations.declares(parentGroup, slot);
      assert.ok(!isDeclared, `${step.op} ${step.urn} removes ${slot} of ${parentGroup}, which the program declares`);
    }
  }

  /** After an up: everything declared exists, and was never removed in between, whatever the steps were allowed. */
  assertDone(): void {
    for (const [parentGroup, slot] of this.#removed)
      assert.ok(
        !this.declarations.declares(parentGroup, slot),
        `${slot} of ${parentGroup} was removed, and is declared`,
      );
    for (const [parentGroup, { createdAt, slots }] of this.#start) {
      if (createdAt !== this.parentGroups.createdAt(parentGroup)) continue;
      for (const [slot, { time }] of slots) {
        if (!this.declarations.declares(parentGroup, slot)) continue;
        const now = this.parentGroups.slots(parentGroup).get(slot);
        assert.ok(now, `${slot} of ${parentGroup} is gone, and is declared`);
        assert.equal(now.time, time, `${slot} of ${parentGroup} was recreated`);
      }
    }
  }

  #endOfGroup({ op, kind, urn }: Step, failure: HostError | undefined): void {
    if (kind !== "Group" || this.run.stack !== "A") return;
    if (op === "create" || op === "update") this.declarations.finished(urn, failure === undefined);
    if (
      op === "create" &&
      failure === undefined &&
      !this.parentGroups.isCreatedByStackA("own") &&
      this.parentGroups.wasMissing
    ) {
      this.parentGroups.recordStep(true);
    } else if (failure === undefined) this.parentGroups.recordStep(false);
    if (this.run.mode === "up" && op === "delete" && this.declarations.isGroupDeclared) {
      assert.ok(!this.parentGroups.wasDeleted, `${urn} disbands the group, which the program declares`);
    }
  }

  #plan(step: Step): Planned | undefined {
    this.parentGroups.snapshot();
    const known = step.inputs ?? step.old?.outputs ?? {};
    const kind = kindOf(step.kind, known);
    if (kind === undefined) return undefined;
    const name = parentOf(known);
    const entry = step.old && entryOfResource(step.old);
    const declared = step.inputs && declarationOf(kind, step.inputs);
    const before = this.parentGroups.slots(name);
    const plan = this.#planOf(step, kind, name, entry, declared);
    const fault = StepFault.begin(this.run.fault, this.#steps++, kind, this.parentGroups, name, [
      ...(declared ?? { content: entry?.known ?? new Map() }).content.keys(),
    ]);
    return { kind, parentGroup: name, before, entry, declared, plan, fault };
  }

  #planOf(
    step: Step,
    kind: KindName,
    name: ParentName,
    entry: StateEntry | undefined,
    declared: Declaration | undefined,
  ): Plan {
    const rules = rulesOf(kind);
    const parentGroup = this.#parentStateOf(name);
    const refused: Plan = { outcome: "refused", slots: this.parentGroups.slots(name), entry, stopped: entry };
    if (this.run.app === "other") return refused;
    if (entry === undefined) return planCreate(rules, parentGroup, declared ?? assert.fail());
    const { urn } = step;
    if (step.op === "read") return planRefresh(rules, parentGroup, entry);
    if (step.op === "update") {
      const { declarations } = this;
      const [others, awaited] = [declarations.others(name, urn), declarations.notYetOwned(name, urn)];
      return planUpdate(rules, parentGroup, entry, declared ?? assert.fail(), others, awaited);
    }
    const slots = new Set([...entry.known.keys(), ...(kind === "attributes" ? entry.found.keys() : [])]);
    const isUp = this.run.mode === "up";
    const held = isUp ? this.declarations.ownersOf(name, urn, slots) : undefined;
    if (held?.isMissing) return refused;
    const isClosed = rules.exclusive === true && held?.isClosed === true;
    const isAll = held !== undefined && held.slots.size === slots.size && (rules.exclusive ? isClosed : slots.size > 0);
    return planDelete(rules, parentGroup, entry, held?.slots ?? new Set(), held?.isShared === true, isAll);
  }

  #parentStateOf(name: ParentName) {
    const createdAt = this.parentGroups.createdAt(name);
    if (createdAt === undefined) return undefined;
    const marks = this.parentGroups.marks(name);
    const foreignIdentity = marks.find(({ identity }) => identity !== this.run.identity)?.identity;
    const isMarked = marks.some(({ isValid }) => isValid) && foreignIdentity === undefined;
    const isOfProgram = this.run.mode === "up" && name === "own" && this.declarations.isGroupDeclared;
    const isOwn = foreignIdentity === undefined && (isMarked || isOfProgram);
    return { createdAt, slots: this.parentGroups.slots(name), foreignIdentity, isOwn, isOfProgram };
  }

  #endOfChild(step: Step, planned: Planned, failure: HostError | undefined, result: unknown): void {
    const { kind, parentGroup, before, plan, fault, entry } = planned;
    const text = `${this.run.stack}: ${step.op} ${step.urn}: ${failure?.message ?? "it succeeded"}`;
    const isKept = failure?.partialFailure !== undefined;
    const isRefused = fault?.end() ?? false;
    if (step.inputs !== undefined) this.declarations.finished(step.urn, failure === undefined || isKept);
    const after = this.parentGroups.slots(parentGroup);
    if (isRefused && !(failure === undefined && fault?.isMaybe)) {
      assert.ok(failure, `${text}, and calls were refused`);
      const left = partialResult(before, plan.slots, after, rulesOf(kind));
      if (step.inputs && !isKept)
        assert.deepEqual(valuesOf(before), valuesOf(left), `${text}: it changed something and forgets it`);
      if (isKept) this.#assertEntry(kind, plan.stopped, result, text);
    } else {
      const outcome = failure === undefined ? "done" : isKept ? "half" : "refused";
      assert.equal(outcome, plan.outcome, text);
      if (failure !== undefined) assert.match(failure.message, remedies);
      assert.deepEqual(valuesOf(after), valuesOf(plan.slots), `${text}: the contents of ${parentGroup}`);
      if (failure === undefined && step.op !== "delete") this.#assertEntry(kind, plan.entry, result, text);
    }
    this.#count(step, planned, failure, isRefused);
    this.#settle(step, planned, after, failure === undefined || isKept, text);
    this.last = new Set(
      [...(step.inputs ? after : new Map()).keys()].map((slot) => this.history.keyOf(parentGroup, slot)),
    );
    if (step.op === "delete" && failure === undefined && entry) this.#excuse(planned, after);
  }

  /** Slots that a step leaves alone are reported in its output. */
  #excuse({ kind, parentGroup, entry, plan }: Planned, after: Slots): void {
    const isSaid =
      plan.entry === undefined &&
      (entry?.existedBefore || rulesOf(kind).isOutsideGroups || this.#isTaken(parentGroup, entry));
    for (const slot of after.keys()) if (isSaid && entry?.known.has(slot)) this.history.excuse(parentGroup, slot);
  }

  #isTaken(parentGroup: ParentName, entry: StateEntry | undefined): boolean {
    const foreignIdentity = this.#parentStateOf(parentGroup)?.foreignIdentity;
    return foreignIdentity !== undefined && foreignIdentity !== entry?.foreignGroup;
  }

  #assertEntry(kind: KindName, expected: StateEntry | undefined, result: unknown, text: string): void {
    const { now, outputs, failure } = (result ?? {}) as Partial<Made> & { readonly now?: Resource };
    const actual = outputs ? entryOf(kind, outputs, failure !== undefined) : now && entryOfResource(now);
    assert.deepEqual(comparable(kind, actual), comparable(kind, expected), `${text}: the state`);
  }

  /** Whatever the rules say: a stack never changes what it did not own, unless its program says so. */
  #settle(
    step: Step,
    { kind, parentGroup, before, entry, declared }: Planned,
    after: Slots,
    isKept: boolean,
    text: string,
  ): void {
    const { stack } = this.run;
    const isOwnGroup = stack === "A" && this.parentGroups.isCreatedByStackA(parentGroup);
    const adopt = declared?.adopt ?? entry?.adopt;
    const isAllowed = adopt === "always" || (adopt === "ifOwned" && isOwnGroup);
    const isNamed = (slot: Slot) => entry !== undefined && (entry.known.has(slot) || entry.missed.has(slot));
    for (const [slot, held] of before) {
      const isTakenOver = isKept && declared?.content.has(slot) === true;
      const isChanged = after.get(slot)?.value !== held.value || after.get(slot)?.time !== held.time;
      if ((!isChanged && !isTakenOver) || this.history.writerOf(parentGroup, slot) === stack) continue;
      const isFriendly = !isChanged && rulesOf(kind).needsPermission === "ifDifferent";
      assert.ok(isAllowed || isNamed(slot) || isFriendly, `${text}: ${stack} does not own ${slot} of ${parentGroup}`);
    }
    for (const [slot, held] of after) {
      const isNew = before.get(slot)?.value !== held.value || before.get(slot)?.time !== held.time;
      const isAdopted = isKept && declared?.content.has(slot) && (isAllowed || entry?.existedBefore === false);
      if (step.inputs && (isNew || isAdopted)) this.history.recordWrite(parentGroup, slot, stack);
    }
  }

  #countMarks(): void {
    const { parentGroups, run } = this;
    const { tally } = parentGroups.environment;
    const hasGroup = !parentGroups.isOutsideGroups && parentGroups.isCreatedByStackA("own");
    const others = this.run.stack === "A" ? "B" : "A";
    const all = [...this.#start].flatMap(([parentGroup, { slots }]) =>
      [...slots.keys()].map((slot) => [parentGroup, slot] as const),
    );
    const isBesideOther = all.some(([parentGroup, slot]) => this.history.writerOf(parentGroup, slot) === others);
    tally.add("a run of one stack while the other one has child resources", run.mode === "up" && isBesideOther);
    tally.add("a run with the previous key's mark", hasGroup && parentGroups.hasFormerMark("own"));
    tally.add("a run with marks in an attribute", hasGroup && parentGroups.hasMark("own"));
    tally.add("a run with marks in a custom field", hasGroup && parentGroups.hasFieldMark("own"));
  }

  #count({ op, urn }: Step, planned: Planned, failure: HostError | undefined, isTroubled: boolean): void {
    const { tally } = this.parentGroups.environment;
    const { parentGroup, before, plan, entry, declared } = planned;
    const { stack, mode } = this.run;
    const isUp = mode === "up";
    const isOthers = (slot: Slot) => before.has(slot) && this.history.writerOf(parentGroup, slot) !== stack;
    const takes = declared !== undefined && [...declared.content.keys()].some(isOthers);
    const dropped = [...(entry?.known.keys() ?? [])].filter((slot) => !declared?.content.has(slot));
    const others = isUp && entry !== undefined ? this.declarations.others(parentGroup, urn) : new Set<Slot>();
    const left = dropped.filter((slot) => others.has(slot));
    tally.add("an answer is lost in a step", planned.fault?.isLost === true);
    tally.add("calls are refused in a step", isTroubled);
    if (isTroubled) return;
    const isDone = failure === undefined;
    tally.add("a foreign child resource is taken over", takes && isDone);
    tally.add("a foreign child resource is refused", op === "create" && plan.outcome === "refused" && before.size > 0);
    tally.add("an update leaves slots to other resources", op === "update" && left.length > 0 && isDone);
    if (op !== "delete" || !isDone) return;
    tally.add("a child resource is handed over", left.length > 0 && left.length === dropped.length);
    tally.add("a child resource is handed over partly", left.length > 0 && left.length < dropped.length);
    tally.add("a child resource is left in a foreign group", this.#isTaken(parentGroup, entry));
  }

  /** @param how when the run was meant to be killed; undefined: not at all */
  count(outcome: Outcome, how: "before" | "unsaved" | undefined): void {
    const { tally } = this.parentGroups.environment;
    countRun(tally, this.run.mode, outcome, how);
    tally.add(
      "a child resource is retained",
      outcome.dropped.some(({ options }) => options.retainOnDelete === true),
    );
    tally.add(
      "a child resource is deleted with its group",
      outcome.dropped.some(({ options }) => options.retainOnDelete !== true),
    );
  }

  /** The slots that calls have removed since the last time. */
  #removals(): readonly (readonly [ParentName, Slot])[] {
    const { journal } = this.parentGroups.environment.emulator;
    const after = this.#seen;
    this.#seen = this.#lastSeen;
    const calls = journal.entries(({ seq, effect }) => effect && seq > after);
    return calls.flatMap((call) => {
      const names = removedBy(call);
      return parentNames.flatMap((parentGroup) => {
        const id = this.parentGroups.idOf(parentGroup);
        const isThere = call.groupIds.includes(id) || names.some((name) => name.startsWith(`${id}-`));
        const found = this.parentGroups.before(parentGroup);
        return isThere
          ? [...found.keys()]
              .filter((slot) =>
                names.some((name) => name === slot || name.endsWith(`-${slot}`) || name.endsWith(`#_${slot}`)),
              )
              .map((slot) => [parentGroup, slot] as const)
          : [];
      });
    });
  }

  get #lastSeen(): number {
    return this.parentGroups.environment.emulator.journal.entries().at(-1)?.seq ?? 0;
  }
}

function entryOfResource({ kind, outputs, initErrors }: Resource): StateEntry {
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
