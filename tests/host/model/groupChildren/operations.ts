import fc from "fast-check";
import { type ParentName, parentNames, type Slot, type StackName, slots, type Value, values } from "./constants";
import { type Edit, editOf, firstChildren } from "./edits";
import type { Settings } from "./environment";
import type { Family } from "./kinds";
import type { ChildItem } from "./program";
import type { FaultChoice } from "./stepFault";
import type { RunParameters } from "./testStack";

export type Operation =
  | { readonly do: "up"; readonly stack: StackName; readonly edits: readonly Edit[]; readonly run: RunParameters }
  | {
      readonly do: "destroy";
      readonly stack: StackName;
      readonly excludeProtected: boolean;
      readonly run: RunParameters;
      readonly app: Settings["app"];
    }
  | { readonly do: "refresh"; readonly stack: StackName; readonly app: Settings["app"] }
  | { readonly do: "loseState" | "backUp" | "restore"; readonly stack: StackName }
  | { readonly do: "rotateKey" }
  | { readonly do: "put"; readonly parentGroup: ParentName; readonly slot: Slot; readonly value: Value }
  | { readonly do: "take"; readonly parentGroup: ParentName; readonly slot: Slot }
  | { readonly do: "disband" | "recreate" | "unmark" | "claim"; readonly parentGroup: ParentName };

/** The first versions of both programs, and all operations. The list shrinks to what matters. */
export interface Sequence {
  readonly programs: Readonly<Record<StackName, readonly ChildItem[]>>;
  readonly hasField: boolean;
  readonly isPinned: boolean;
  readonly operations: readonly Operation[];
}

const rarely = fc.nat(5).map((n) => n === 5);
const parentGroup = fc.constantFrom(...parentNames);
const slot = fc.constantFrom(...slots);
const value = fc.constantFrom(...values);
const app = fc.constantFrom<Settings["app"]>("own", "own", "own", "own", "own", "own", "other");

const fault: fc.Arbitrary<FaultChoice> = fc.record({
  at: fc.nat(1),
  api: fc.nat(4),
  skip: fc.constantFrom(0, 0, 0, 1),
  how: fc.constantFrom("lost" as const, "refused" as const, "refused" as const, "lostThenRefused" as const),
  code: fc.constantFrom(70020 as const, 10004 as const),
});

const run: fc.Arbitrary<RunParameters> = fc.record({
  kill: fc
    .option(fc.record({ at: fc.nat(4), how: fc.constantFrom("before" as const, "unsaved" as const) }), {
      nil: undefined,
      freq: 4,
    })
    .chain((kill) => fc.constantFrom(undefined, undefined, undefined, kill)),
  checkpoints: rarely.map((isOff) => !isOff),
  order: fc.constantFrom("first" as const, "last" as const),
  preview: fc.boolean(),
  replace: fc
    .option(fc.nat(3), { nil: undefined, freq: 2 })
    .chain((which) => fc.constantFrom(undefined, undefined, which)),
  fault: fc.option(fault, { nil: undefined, freq: 2 }).chain((one) => fc.constantFrom(undefined, one)),
  hasDuplicate: fc.nat(19).map((n) => n === 19),
});

export function sequenceOf(family: Family): fc.Arbitrary<Sequence> {
  // The model has no rules for two programs that are both exclusive.
  const isShared = !family.kinds.some((kind) => kind === "attributes" || kind === "members");
  const stack = fc.constantFrom<StackName>(...(isShared ? (["A", "A", "B"] as const) : (["A"] as const)));
  return fc.record({
    programs: fc.record({ A: firstChildren(family), B: isShared ? firstChildren(family) : fc.constant([]) }),
    hasField: fc.boolean(),
    isPinned: fc.boolean(),
    operations: fc.array(operationOn(family, stack), { minLength: 3, maxLength: 12, size: "max" }),
  });
}

function operationOn(family: Family, stack: fc.Arbitrary<StackName>): fc.Arbitrary<Operation> {
  const edits = fc.array(editOf(family), { maxLength: 3 });
  const state = fc.record({ do: fc.constantFrom("loseState" as const, "backUp" as const, "restore" as const), stack });
  const group = fc.record({
    do: fc.constantFrom(
      "disband" as const,
      "recreate" as const,
      "unmark" as const,
      "unmark" as const,
      "unmark" as const,
      "claim" as const,
    ),
    parentGroup,
  });
  return fc.oneof(
    { arbitrary: fc.record({ do: fc.constant("up" as const), stack, edits, run }), weight: 14 },
    {
      arbitrary: fc.record({ do: fc.constant("destroy" as const), stack, excludeProtected: fc.boolean(), run, app }),
      weight: 2,
    },
    { arbitrary: fc.record({ do: fc.constant("refresh" as const), stack, app }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant("put" as const), parentGroup, slot, value }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant("take" as const), parentGroup, slot }), weight: 2 },
    { arbitrary: state, weight: 1 },
    { arbitrary: fc.record({ do: fc.constant("rotateKey" as const) }), weight: 1 },
    // Contents outside a group do not need it.
    { arbitrary: group, weight: family.name === "accounts" ? 0 : 2 },
  );
}
