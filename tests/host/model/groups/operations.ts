import fc from "fast-check";
import { type App, type Field, fields, type StackName, stacks, type Type, types } from "./constants";
import { type Edit, edit, firstItems, item } from "./edits";
import type { Item } from "./program";
import { noFaults, type RunParameters } from "./testStack";

/** A client's change of a group's mark. */
export type Attack =
  | { readonly how: "wipe" | "garbage" | "newer" }
  /** An unsigned mark, which names a stack or an unknown identity. */
  | { readonly how: "forge"; readonly names: StackName | "nobody" }
  /** Any mark that was ever written anywhere. */
  | { readonly how: "replay"; readonly which: number };

export type Operation =
  | { readonly do: "up"; readonly stack: StackName; readonly edits: readonly Edit[]; readonly run: RunParameters }
  | {
      readonly do: "destroy";
      readonly stack: StackName;
      readonly excludeProtected: boolean;
      readonly run: RunParameters;
      readonly app: App;
    }
  | { readonly do: "refresh"; readonly stack: StackName; readonly app: App }
  | { readonly do: "loseState" | "backUp" | "restore" | "renameStack"; readonly stack: StackName }
  | { readonly do: "pin"; readonly stack: StackName; readonly isPinned: boolean }
  | { readonly do: "moveMarks"; readonly stack: StackName; readonly field: Field | undefined }
  | { readonly do: "rotateKey" }
  /** What others do to a group. */
  | { readonly do: "disband" | "recreate" | "edit" | "join" | "write"; readonly group: number }
  | { readonly do: "squat"; readonly id: number; readonly type: Type }
  | { readonly do: "attack"; readonly group: number; readonly attack: Attack };

/** The first versions of both programs, the locations of their marks, and all operations. */
export interface Sequence {
  readonly programs: Readonly<Record<StackName, readonly Item[]>>;
  readonly fields: Readonly<Record<StackName, Field | undefined>>;
  readonly pinned: Readonly<Record<StackName, boolean>>;
  readonly operations: readonly Operation[];
}

const stack = fc.constantFrom(...stacks);
const index = fc.nat(7);
const field = fc.option(fc.constantFrom(...fields), { nil: undefined, freq: 2 });
const app = fc.constantFrom<App>("own", "own", "own", "own", "own", "own", "own", "other");
const rarely = fc.nat(5).map((n) => n === 5);

const run: fc.Arbitrary<RunParameters> = fc.record({
  kill: fc
    .option(fc.record({ at: fc.nat(3), how: fc.constantFrom(...(["before", "unsaved", "unsaved"] as const)) }), {
      nil: undefined,
      // Three of four runs complete.
      freq: 2,
    })
    .chain((kill) => fc.constantFrom(kill, undefined)),
  checkpoints: rarely.map((isOff) => !isOff),
  continueOnError: rarely,
  order: fc.constantFrom("first" as const, "last" as const),
  eager: rarely,
  preview: fc.boolean(),
  destroyAfterKill: rarely.map((isNot) => !isNot),
  hasDuplicate: fc.nat(19).map((n) => n === 19),
  replace: fc.option(index, { nil: undefined, freq: 2 }).chain((which) => fc.constantFrom(undefined, undefined, which)),
  fault: fc
    .option(
      fc.record({
        at: fc.nat(3),
        kind: fc.constantFrom(
          "unmarked" as const,
          "unmarked" as const,
          "createLost" as const,
          "destroyLost" as const,
          "squatted" as const,
        ),
      }),
      { nil: undefined, freq: 2 },
    )
    .chain((fault) => fc.constantFrom(fault, undefined, undefined)),
});

const attack: fc.Arbitrary<Attack> = fc.oneof(
  {
    arbitrary: fc.record({ how: fc.constantFrom(...(["wipe", "wipe", "wipe", "garbage", "newer"] as const)) }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      how: fc.constant("forge" as const),
      names: fc.constantFrom<StackName | "nobody">(...stacks, "nobody"),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ how: fc.constant("replay" as const), which: index }), weight: 1 },
);

/** A killed up of an ephemeral stack, followed by its destroy. */
const abandoned: fc.Arbitrary<Operation> = fc
  .record({ stack, item, at: fc.nat(2) })
  .map(({ stack, item: each, at }): Operation => {
    const added = { ...each, protect: false, retain: false, guarded: false };
    const edits: readonly Edit[] = [
      { do: "ephemeral", at: 0 },
      { do: "add", item: added },
    ];
    return { do: "up", stack, edits, run: { ...noFaults, kill: { at, how: "unsaved" }, destroyAfterKill: true } };
  });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    arbitrary: fc.record({
      do: fc.constant("up" as const),
      stack,
      edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
      run,
    }),
    weight: 18,
  },
  {
    arbitrary: fc.record({ do: fc.constant("destroy" as const), stack, excludeProtected: fc.boolean(), run, app }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constant("refresh" as const), stack, app }), weight: 4 },
  {
    arbitrary: fc.record({
      do: fc.constantFrom("loseState" as const, "backUp" as const, "restore" as const, "renameStack" as const),
      stack,
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant("pin" as const), stack, isPinned: fc.boolean() }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("moveMarks" as const), stack, field }), weight: 1 },
  { arbitrary: abandoned, weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("rotateKey" as const) }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constantFrom(...(["disband", "recreate", "edit", "join", "join", "join", "write"] as const)),
      group: index,
    }),
    weight: 6,
  },
  {
    arbitrary: fc.record({
      do: fc.constant("squat" as const),
      id: index,
      type: fc.constantFrom(types[0], types[0], ...types),
    }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constant("attack" as const), group: index, attack }), weight: 7 },
);

export const sequence: fc.Arbitrary<Sequence> = fc.record({
  programs: fc.record({ A: firstItems, B: firstItems }),
  fields: fc.record({ A: field, B: field }),
  pinned: fc.record({ A: rarely, B: rarely }),
  operations: fc.array(operation, { minLength: 4, maxLength: 14, size: "max" }),
});
