import assert from "node:assert/strict";
import type { Failure } from "../miniEngine";
import type { Bench } from "./bench";
import type { PartModel } from "./partModel";
import type { Entry, Place, Plan, Rules } from "./rules";
import { placeNames, slots, stacks } from "./terms";

/** What a refusal must name: the way out for whoever reads it. */
const waysOut = /adopt: "always"|pulumi up --refresh|TENCENT_CHAT_SDK_APP_ID|Pass the Group itself/;

/** An operation ended as the rules say, and who was refused was told what to do. */
export function assertOutcome(expected: Plan["outcome"], failure: Failure): void {
  const actual = failure === undefined ? "done" : failure.partialFailure ? "half" : "refused";
  assert.equal(actual, expected, failure?.message ?? "it succeeded");
  if (failure !== undefined) assert.match(failure.message, waysOut);
}

/** Where calls were refused, each slot is as it was before or as it was to be. */
export function whatItStoppedAt(
  before: Place["slots"],
  planned: Place["slots"],
  actual: Readonly<Record<string, string>>,
  { comesAs }: Rules,
): Place["slots"] {
  return new Map(
    slots.flatMap((slot) => {
      const [was, is] = [before.get(slot), planned.get(slot)];
      const possible = [was, is, ...(comesAs && is && was === undefined ? [{ ...is, value: comesAs }] : [])];
      const isPossible = possible.some((held) => held?.value === actual[slot]);
      assert.ok(isPossible, `${slot} is ${actual[slot]}, neither as it was nor as it was to be`);
      const held = possible.find((each) => each !== undefined && each.value === actual[slot]);
      return held === undefined ? [] : [[slot, held] as const];
    }),
  );
}

/** The groups hold what the model's hold, with all else as it was; the states say what the model's states say. */
export function assertAgreement(model: PartModel, bench: Bench): void {
  for (const name of placeNames) {
    const place = model.places.get(name);
    const held = place && Object.fromEntries(Array.from(place.slots, ([slot, { value }]) => [slot, value]));
    assert.deepEqual(bench.slots(name), held, `what ${name} holds`);
  }
  bench.assertRestUntouched();
  for (const stack of stacks) {
    const state = Array.from(model.state(stack), ([name, entry]) => [name, shownBy(entry, model)] as const);
    assert.deepEqual(bench.state(stack), Object.fromEntries(state), `the state of ${stack}`);
  }
}

function shownBy({ known, values, found, existed, adopt, unfinished }: Entry, { kind }: PartModel) {
  const text = (value: string) => (kind.rules.oneValue ? values.join("|") : value);
  return {
    known: Object.fromEntries(Array.from(known, ([slot, value]) => [slot, text(value)])),
    found: Object.fromEntries(found),
    existed,
    adopt,
    initErrors: unfinished,
  };
}
