import { type KindName, kinds } from "./kinds";
import type { Entry } from "./plan";
import type { Adopt, Slot, Value } from "./terms";

type Outputs = Readonly<Record<string, unknown>>;

/** The state of a child resource, in terms of the rules. */
export function entryOf(kind: KindName, outputs: Outputs, unfinished: boolean): Entry {
  const { known, found = {}, missed = [], values = [] } = kinds[kind].shown(outputs);
  const content = (shown: Readonly<Record<string, string>>) => new Map(Object.entries(shown) as [Slot, Value][]);
  return {
    born: (outputs["groupCreateTime"] ?? 0) as number,
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
export function comparable(kind: KindName, entry: Entry | undefined): unknown {
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
