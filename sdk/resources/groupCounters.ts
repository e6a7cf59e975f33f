import * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";
import { withoutPrototypeKey } from "../base/prototypeKey";

/**
 * A signed 64-bit integer: a number as long as it is exact, up to 2^53 - 1; beyond that a bigint, or its decimal text.
 */
export type CounterValue = bigint | number | string;

/** Counters by key: 1 to 128 bytes of UTF-8. */
export type CounterValues = Readonly<Record<string, pulumi.Input<CounterValue>>>;

/** The arguments of `GroupCounters`: `initial`, `fixed` or both, at most 20 keys together, and none in both. */
export interface GroupCountersArgs extends GroupChildArgs {
  /** Counters that others count with: each is set where it does not exist yet, and its value is left alone from then on. */
  readonly initial?: pulumi.Input<CounterValues | undefined>;
  /** Counters that stay at a value: another one shows as drift in a refresh, and the next up sets it back. */
  readonly fixed?: pulumi.Input<CounterValues | undefined>;
  /**
   * What to do when a counter of a key that is new here exists already, with this or another value. `"ifOwned"` (the
   * default): take it over if the group is provably this stack's; refuse otherwise, since a destroy would delete somebody
   * else's. `"never"`: refuse always. `"always"`: take it over whosesoever the group is.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * Counters of a group: 64-bit integers that clients read and count with. They are only ever set, never added to, and
 * counters that the program does not name are never touched. One that is taken out of the program is deleted, and a
 * destroy deletes all that are named. The values are decimal texts in the state, so that none loses digits.
 *
 * Not for a `Community`. The app needs a plan that has counters: the service answers 10059 without one.
 *
 * Source: docs 53427 (read), 53428 (set), 53429 (delete).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops" });
 * new tencentchat.GroupCounters("ops", { group: room, initial: { tickets: 0 }, fixed: { schema: 2n } });
 */
export class GroupCounters extends GroupChild {
  /** Decimal texts. */
  declare readonly initial: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  /** Decimal texts. */
  declare readonly fixed: pulumi.Output<Readonly<Record<string, string>> | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: GroupCountersArgs, opts?: pulumi.CustomResourceOptions) {
    // Before anything of it becomes an output.
    const { initial, fixed } = withoutPrototypeKey(`GroupCounters "${name}"`, {
      initial: args.initial,
      fixed: args.fixed,
    });
    const properties = {
      ...args,
      initial: withoutBigints(initial),
      fixed: withoutBigints(fixed),
      __groupType: groupTypeOf(args.group),
    };
    super("GroupCounters", name, properties, opts);
  }
}

/** What goes to the engine is JSON, which has no bigint: it becomes text, wherever it stands. */
function withoutBigints(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return pulumi.output(value).apply(withoutBigints);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutBigints(each)]));
}
