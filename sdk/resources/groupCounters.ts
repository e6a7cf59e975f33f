import * as pulumi from "@pulumi/pulumi";
import type { Adopt } from "../../provider/resources/group/schema/types";
import { GroupChild, type GroupChildArgs, groupTypeOf } from "../base/groupChild";
import { withoutLostValues } from "../base/lostValues";
import { hasType, typePrefix } from "../base/resourceType";

/** A signed 64-bit integer: a number up to 2^53 - 1, beyond that a bigint or a decimal string. */
export type CounterValue = bigint | number | string;

/** Counters by key: 1 to 128 bytes of UTF-8. */
export type CounterValues = Readonly<Record<string, pulumi.Input<CounterValue>>>;

/** The arguments of `GroupCounters`: `initial`, `fixed` or both, at most 20 keys in total, and no key in both. */
export interface GroupCountersArgs extends GroupChildArgs {
  /** Counters that others change: each is set if it does not exist yet, and its value is then left alone. */
  readonly initial?: pulumi.Input<CounterValues | undefined>;
  /** Counters with a fixed value: another value shows as drift in a refresh, and the next `pulumi up` reverts it. */
  readonly fixed?: pulumi.Input<CounterValues | undefined>;
  /**
   * What to do when a counter of a newly declared key already exists, with any value. `"ifOwned"` (the default): adopt it if
   * the group provably belongs to this stack; refuse otherwise, since `pulumi destroy` would delete a foreign counter.
   * `"never"`: always refuse. `"always"`: adopt it regardless of who owns the group.
   */
  readonly adopt?: pulumi.Input<Adopt | undefined>;
}

/**
 * Counters of a group: 64-bit integers that clients read and increment. The resource only sets them, never adds to them,
 * and never touches undeclared counters. Removing a counter from the program deletes it, and `pulumi destroy` deletes all
 * declared ones. The state stores decimal strings, so that no digit is lost.
 *
 * Not for a `Community`. The app needs a plan that has counters: the service answers 10059 without one.
 *
 * Source: docs [53427](https://trtc.io/document/53427) (read), [53428](https://trtc.io/document/53428) (set),
 * [53429](https://trtc.io/document/53429) (delete).
 *
 * @example
 * const room = new tencentchat.Group("ops", { type: "Public", name: "Ops" });
 * new tencentchat.GroupCounters("ops", { group: room, initial: { tickets: 0 }, fixed: { schema: 2n } });
 */
export class GroupCounters extends GroupChild {
  /** @internal */
  static readonly __pulumiType = `${typePrefix}GroupCounters`;

  /** Whether a value is a `GroupCounters`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is GroupCounters {
    return hasType(value, GroupCounters.__pulumiType);
  }

  /** Decimal strings. */
  declare readonly initial: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  /** Decimal strings. */
  declare readonly fixed: pulumi.Output<Readonly<Record<string, string>> | undefined>;

  /** @param name the name of the resource in this program */
  constructor(name: string, args: GroupCountersArgs, opts?: pulumi.CustomResourceOptions) {
    // Checked before any of it becomes an output.
    const { initial, fixed } = withoutLostValues(`GroupCounters "${name}"`, {
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

/** The engine receives JSON, which has no bigint: every bigint becomes a string. */
function withoutBigints(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return pulumi.output(value).apply(withoutBigints);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutBigints(item)]));
}
