import fc from "fast-check";
import type { Kind } from "./kinds";
import {
  type Adopt,
  type Declaration,
  type PlaceName,
  placeNames,
  type Slot,
  type Stack,
  slots,
  stacks,
  type Value,
  values,
} from "./terms";

/** What goes wrong from the nth call of one of the kind's APIs on. */
export interface Trouble {
  readonly api: number;
  readonly skip: number;
  /** The call has its effect and no answer; or every call is refused; or the one, and then the other. */
  readonly how: "lost" | "refused" | "lostThenRefused";
  /** What a refusal is: of whoever calls, or of what the call is for. */
  readonly code: 70020 | 10004;
}

/** The credentials at hand: those of the app, or of another one. */
export type Credentials = "right" | "other";

/** A stack's engine does something with its part of a group. */
export interface Run {
  readonly stack: Stack;
  readonly place: PlaceName;
  readonly credentials: Credentials;
  readonly trouble?: Trouble | undefined;
}

export type Operation =
  | (Run & { readonly do: "up" } & Declaration)
  | (Run & { readonly do: "upAgain" | "revert" | "refresh" | "destroy" })
  | { readonly do: "loseState" | "backUp" | "restore"; readonly stack: Stack }
  | { readonly do: "put"; readonly place: PlaceName; readonly slot: Slot; readonly value: Value }
  | { readonly do: "take"; readonly place: PlaceName; readonly slot: Slot }
  | { readonly do: "disband" | "recreate" | "unmark"; readonly place: PlaceName };

/** Where parts are not exclusive, each stack has slots of its own. */
export function slotsOf({ rules }: Kind, stack: Stack): readonly Slot[] {
  if (rules.exclusive) return slots;
  return stack === stacks[0] ? ["a", "b"] : ["c", "d"];
}

/** Programs of both stacks, and what happens to their states and groups meanwhile. The list shrinks to what matters. */
export function operationsOn(kind: Kind): fc.Arbitrary<readonly Operation[]> {
  // Two programs that each want everything to themselves are not what a model can be right about.
  const stack = kind.rules.exclusive ? fc.constant(stacks[0]) : fc.constantFrom(...stacks);
  const place = fc.constantFrom(...placeNames);
  // What goes wrong takes several steps with the same part: most of a sequence is about one.
  return fc.tuple(stack, place).chain(([mainStack, mainPlace]) => {
    const operation = operationOn(kind, mostly(mainStack, stack), mostly(mainPlace, place));
    return fc.array(operation, { maxLength: 24, size: "max" });
  });
}

function mostly<T>(main: T, any: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: fc.constant(main), weight: 3 }, { arbitrary: any, weight: 1 });
}

function operationOn(kind: Kind, stack: fc.Arbitrary<Stack>, place: fc.Arbitrary<PlaceName>): fc.Arbitrary<Operation> {
  const value = fc.constantFrom(...values);
  const trouble: fc.Arbitrary<Trouble> = fc.record({
    api: fc.nat(kind.apis.length - 1),
    skip: fc.constantFrom(0, 0, 1),
    how: fc.constantFrom("lost", "refused", "refused", "lostThenRefused"),
    code: fc.constantFrom(70020, 10004),
  });
  const run = {
    place,
    credentials: fc.constantFrom<Credentials>("right", "right", "right", "right", "right", "right", "right", "other"),
    trouble: fc.option(trouble, { nil: undefined, freq: 2 }),
  };
  const up = stack.chain((chosen) =>
    fc.record({
      do: fc.constant("up" as const),
      stack: fc.constant(chosen),
      ...run,
      content: contentOf(kind, chosen),
      adopt: fc.constantFrom<Adopt>("owned", "owned", "owned", "always", "never"),
    }),
  );
  const again = fc.record({
    do: fc.constantFrom("upAgain", "upAgain", "revert", "refresh", "refresh", "destroy"),
    stack,
    ...run,
  });
  const put = fc.record({ do: fc.constant("put" as const), place, slot: fc.constantFrom(...slots), value });
  const take = fc.record({ do: fc.constant("take" as const), place, slot: fc.constantFrom(...slots) });
  const state = fc.record({ do: fc.constantFrom("loseState", "backUp", "restore"), stack });
  const group = fc.record({ do: fc.constantFrom("disband", "recreate", "recreate", "unmark"), place });
  return fc.oneof(
    { arbitrary: up, weight: 6 },
    { arbitrary: again, weight: 7 },
    { arbitrary: put, weight: 3 },
    { arbitrary: take, weight: 2 },
    { arbitrary: state, weight: 2 },
    // What is in no group goes on without it.
    { arbitrary: group, weight: kind.rules.standsAlone ? 0 : 1 },
  );
}

function contentOf(kind: Kind, stack: Stack): fc.Arbitrary<Declaration["content"]> {
  const { single, oneValue, exclusive } = kind.rules;
  const chosen = fc.subarray([...slotsOf(kind, stack)], {
    minLength: exclusive ? 0 : 1,
    ...(single && { maxLength: 1 }),
  });
  const held = fc.array(fc.constantFrom(...values), { minLength: slots.length, maxLength: slots.length });
  return fc
    .tuple(chosen, held)
    .map(([chosen, held]) => new Map(chosen.map((slot, at) => [slot, held[oneValue ? 0 : at] ?? "1"])));
}
