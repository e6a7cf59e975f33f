import type { Adopt, Slot, Value } from "./constants";
import { type KindName, kinds } from "./kinds";
import type { StateEntry } from "./plan";

type Outputs = Readonly<Record<string, unknown>>;

/** The state of a child resource, in terms of the rules. */
export function entryOf(kind: KindName, outputs: Outputs, unfinished: boolean): StateEntry {
  const { known, found = {}, missed = [], values = [] } = kinds[kind].shown(outputs);
  const content = (shown: Readonly<Record<string, string>>) => new Map(Object.entries(shown) as [Slot, Value][]);
  return {
    groupCreatedAt: (outputs["groupCreateTime"] ?? 0) as number,
    known: content(known),
    values,
    found: content(found),
    missed: new Set(missed as readonly Slot[]),
    existedBefore: outputs["existedBefore"] === true,
    adopt: (outputs["adopt"] ?? "ifOwned") as Adopt,
    foreignGroup: outputs["foreignGroup"] as string | undefined,
    time: outputs["createTime"] as number | undefined,
    unfinished,
  };
}

/** The comparable fields of an entry. If all slots have one value, a state stores it once. */
export function comparable(kind: KindName, entry: StateEntry | undefined): unknown {
  if (entry === undefined) return undefined;
  const { time: _, known, found, missed, values, ...rest } = entry;
  const text = (value: string) => (kinds[kind].rules.oneValue ? values.join("|") : value);
  return {
    ...rest,
    known: Object.fromEntries(Array.from(known, ([slot, value]) => [slot, text(value)])),
    found: Object.fromEntries(found),
    missed: [...missed].sort(),
    values: [...values].sort(),
  };
}
