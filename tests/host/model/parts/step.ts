import assert from "node:assert/strict";
import type { Failure } from "../miniEngine";
import { assertAgreement, assertOutcome, whatItStoppedAt } from "./agreement";
import type { Bench } from "./bench";
import type { Operation } from "./operations";
import type { PartModel } from "./partModel";
import { type Place, replaces } from "./rules";
import { type Declaration, type Slot, slots, type Value } from "./terms";

type Run = Extract<Operation, { readonly credentials: unknown }>;

/** Does it to the model and to the real thing, and compares them. Where there is nothing to do it to, it is left out. */
export async function runStep(operation: Operation, model: PartModel, bench: Bench): Promise<void> {
  if ("credentials" in operation) await runEngine(operation, model, bench);
  else if ("stack" in operation) changeState(operation, model, bench);
  else changeGroup(operation, model, bench);
  assertAgreement(model, bench);
}

async function runEngine(operation: Run, model: PartModel, bench: Bench): Promise<void> {
  const { do: what, stack, place } = operation;
  const declared = declarationOf(operation, model);
  const entry = model.state(stack).get(place);
  const isUp = what !== "refresh" && what !== "destroy";
  if (isUp ? declared === undefined : entry === undefined) return;
  // Another app has no such group, but it may well get such an account.
  if (model.kind.rules.standsAlone && entry === undefined && operation.credentials === "other") return;
  if (declared !== undefined) model.declare(stack, place, declared);
  const before = model.slots(place);
  const plan = model.plan(operation, declared);

  // Of a removal and a creation in one, no model tells where it stopped.
  const isOne = !(declared && entry && replaces(model.kind.rules, entry, declared));
  const trouble = isOne ? operation.trouble : undefined;
  const endTrouble =
    trouble && bench.trouble(trouble, place, [...(declared?.content ?? entry?.known ?? new Map<Slot, Value>()).keys()]);
  const failure = await call(operation, declared, bench);
  const isRefused = endTrouble?.() ?? false;
  const isWritten = bench.tookEffect(place);

  // A call that is tried again and refused then may have had its effect at first: a look shows that it had.
  if (isRefused && !(failure === undefined && trouble?.how === "lostThenRefused")) {
    assert.ok(failure, "calls were refused, and it succeeded");
    const left = whatItStoppedAt(before, plan.slots, bench.slots(place) ?? {}, model.kind.rules);
    const isKept = failure.partialFailure !== undefined;
    if (declared && !isKept)
      assert.ok(!differ(before, left), `it changed something and forgets it: ${failure.message}`);
    model.settle(stack, place, left, isKept ? plan.stopped : entry);
    return;
  }
  assertOutcome(plan.outcome, failure);
  if (isWritten && what !== "destroy") assert.ok(differ(before, plan.slots), "it wrote where nothing was to be done");
  model.settle(stack, place, plan.slots, plan.entry);
}

function declarationOf(operation: Run, model: PartModel): Declaration | undefined {
  const { do: what, stack, place } = operation;
  if (what === "up") return operation;
  if (what === "upAgain") return model.program(stack, place, "last");
  return what === "revert" ? model.program(stack, place, "former") : undefined;
}

function call({ do: what, stack, place, credentials }: Run, declared: Declaration | undefined, bench: Bench) {
  const { engine, kind, world } = bench;
  const host = world.host(credentials, kind.resource);
  if (declared !== undefined) {
    const groupId = bench.groupId(place);
    const args = {
      ...kind.args(declared.content, groupId),
      ...(!kind.rules.standsAlone && { groupId }),
      adopt: declared.adopt,
    };
    return engine.up(host, stack, place, args, { replace: false });
  }
  const run = what === "refresh" ? engine.refresh : engine.remove;
  return run.call(engine, host, stack, place) as Promise<Failure>;
}

function differ(before: Place["slots"], after: Place["slots"]): boolean {
  return slots.some((slot) => before.get(slot)?.value !== after.get(slot)?.value);
}

type StateChange = Extract<Operation, { readonly do: "loseState" | "backUp" | "restore" }>;

function changeState({ do: what, stack }: StateChange, model: PartModel, bench: Bench): void {
  if (what === "backUp") {
    model.backUp(stack);
    bench.backUp(stack);
  } else {
    if (what === "loseState") model.replaceState(stack, new Map());
    else model.restore(stack);
    bench.replaceState(stack, what === "restore");
  }
}

type GroupChange = Exclude<Operation, Run | StateChange>;

/** What strangers do. */
function changeGroup(operation: GroupChange, model: PartModel, bench: Bench): void {
  const { do: what, place } = operation;
  if (what === "recreate") both(model, bench, (each) => each.recreate(place));
  else if (!model.places.has(place)) return;
  else if (what === "put") both(model, bench, (each) => each.put(place, operation.slot, operation.value));
  else if (what !== "take") both(model, bench, (each) => each[what](place));
  else if (model.slots(place).has(operation.slot)) both(model, bench, (each) => each.take(place, operation.slot));
}

function both(model: PartModel, bench: Bench, change: (each: PartModel | Bench) => void): void {
  change(model);
  change(bench);
}
