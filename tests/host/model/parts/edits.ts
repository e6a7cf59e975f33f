import fc from "fast-check";
import { type Family, type KindName, rulesOf } from "./kinds";
import { type Items, type PartItem, type RoomItem, urnOfPart } from "./program";
import { adoptions, type Name, names, type PlaceName, placeNames, type Slot, type Stack, slots, values } from "./terms";

/** Changes of a program between two runs. A number selects one of its child resources. */
export type Edit =
  | { readonly do: "add"; readonly part: PartItem }
  | { readonly do: "remove"; readonly which: number }
  | {
      readonly do: "rename";
      readonly which: number;
      readonly to: Name;
      readonly hasAlias: boolean;
      /** The new one does not declare everything that the previous one did. */
      readonly isLess: boolean;
    }
  | { readonly do: "set"; readonly which: number; readonly change: Partial<PartItem> }
  /** A key or a user moves to another resource. */
  | { readonly do: "hand"; readonly which: number; readonly to: number }
  /** The first of a list is taken out: every other resource gets the content of the next one. */
  | { readonly do: "shift" }
  | { readonly do: "swap"; readonly which: number; readonly other: number }
  /** One resource for all, and back: one for each. */
  | { readonly do: "unite"; readonly which: number; readonly kind: KindName }
  | { readonly do: "split"; readonly which: number; readonly kind: KindName }
  | { readonly do: "reverse" }
  | { readonly do: "room"; readonly room: RoomItem | undefined };

/** If child resources are not exclusive, each stack has its own slots. */
function slotsOf(stack: Stack): readonly Slot[] {
  return stack === "A" ? ["a", "b", "c", "e"] : ["d"];
}

export function applied(items: Items, edits: readonly Edit[], stack: Stack): Items {
  return edits.reduce((before, edit) => tidied(edited(before, edit), stack), items);
}

function edited(items: Items, edit: Edit): Items {
  if (edit.do === "room") return { ...items, room: edit.room };
  const { parts } = items;
  const pick = (which: number) => parts[which % Math.max(1, parts.length)];
  const one = "which" in edit ? pick(edit.which) : undefined;
  return { ...items, parts: changed(parts, edit, one, pick) };
}

function changed(
  parts: readonly PartItem[],
  edit: Exclude<Edit, { readonly do: "room" }>,
  one: PartItem | undefined,
  pick: (which: number) => PartItem | undefined,
): readonly PartItem[] {
  switch (edit.do) {
    case "add":
      return [...parts, edit.part];
    case "reverse":
      return [...parts].reverse();
    case "shift":
      return parts.flatMap((part, at) => withContentOf(part, parts[at + 1]));
    default:
  }
  if (one === undefined) return parts;
  const replaced = (by: readonly PartItem[]) => parts.flatMap((part) => (part === one ? by : [part]));
  switch (edit.do) {
    case "remove":
      return replaced([]);
    case "set":
      return replaced([{ ...one, ...edit.change }]);
    case "rename":
      return replaced([renamed(one, edit)]);
    case "hand":
      return handed(parts, one, pick(edit.to));
    case "swap":
      return swapped(parts, one, pick(edit.other));
    case "unite":
      return united(parts, one, edit.kind);
    case "split":
      return replaced(
        one.content.map((held, at) => ({ ...one, kind: edit.kind, name: names[at] ?? "p3", content: [held] })),
      );
  }
}

function renamed(one: PartItem, { to, hasAlias, isLess }: Extract<Edit, { readonly do: "rename" }>): PartItem {
  const content = isLess && one.content.length > 1 ? one.content.slice(1) : one.content;
  return { ...one, name: to, content, aliases: hasAlias ? [urnOfPart(one), ...one.aliases] : [] };
}

function withContentOf(part: PartItem, next: PartItem | undefined): readonly PartItem[] {
  return next === undefined ? [] : [{ ...part, content: next.content, place: next.place, kind: next.kind }];
}

function handed(parts: readonly PartItem[], one: PartItem, to: PartItem | undefined): readonly PartItem[] {
  const [first, ...rest] = one.content;
  if (to === undefined || to === one || first === undefined) return parts;
  return parts.map((part) => {
    if (part === one) return { ...one, content: rest };
    return part === to ? { ...to, place: one.place, content: [...to.content, first] } : part;
  });
}

function swapped(parts: readonly PartItem[], one: PartItem, other: PartItem | undefined): readonly PartItem[] {
  if (other === undefined) return parts;
  return parts.map((part) => {
    const from = part === one ? other : part === other ? one : part;
    return { ...part, content: from.content, place: from.place, kind: from.kind };
  });
}

function united(parts: readonly PartItem[], one: PartItem, kind: KindName): readonly PartItem[] {
  const all = parts.filter(({ place }) => place === one.place);
  const content = all.flatMap((part) => part.content);
  return [...parts.filter(({ place }) => place !== one.place), { ...one, kind, content }];
}

/** Makes a program valid: every slot is declared once, and an exclusive resource is the only one. */
function tidied({ room, parts }: Items, stack: Stack): Items {
  const taken = new Set<string>();
  const urns = new Set<string>();
  const closed = new Set<PlaceName>();
  const open = new Set<PlaceName>();
  const kept = parts.flatMap((part) => {
    const rules = rulesOf(part.kind);
    const isFree = !urns.has(urnOfPart(part)) && !closed.has(part.place) && !(rules.exclusive && open.has(part.place));
    const content = contentOf(part, stack, taken);
    if (!isFree || (content.length === 0 && !rules.exclusive)) return [];
    urns.add(urnOfPart(part));
    (rules.exclusive ? closed : open).add(part.place);
    for (const [slot] of content) taken.add(`${part.place} ${slot}`);
    return [{ ...part, content }];
  });
  // The program of the second stack never declares the group.
  return { room: stack === "A" ? room : undefined, parts: kept };
}

function contentOf({ kind, place, content }: PartItem, stack: Stack, taken: ReadonlySet<string>): PartItem["content"] {
  const { single, oneValue } = rulesOf(kind);
  const unique = new Map(content.filter(([slot]) => slotsOf(stack).includes(slot) && !taken.has(`${place} ${slot}`)));
  const [first] = unique.values();
  const all = Array.from(unique, ([slot, value]) => [slot, oneValue && first !== undefined ? first : value] as const);
  return single ? all.slice(0, 1) : all;
}

const place = fc.nat(3);
const rarely = fc.nat(5).map((n) => n === 5);
const content = fc.array(fc.tuple(fc.constantFrom(...slots), fc.constantFrom(...values)), {
  minLength: 1,
  maxLength: 3,
});

function partOf({ kinds }: Family): fc.Arbitrary<PartItem> {
  return fc.record({
    name: fc.constantFrom(...names),
    kind: fc.constantFrom(...kinds),
    place: fc.constantFrom(placeNames[0], ...placeNames),
    content,
    adopt: fc.constantFrom(adoptions[0], adoptions[0], ...adoptions),
    protect: rarely,
    retain: rarely,
    aliases: fc.constant([]),
  });
}

/** Mostly edits that hand slots over within a program. */
export function editOf(family: Family): fc.Arbitrary<Edit> {
  const part = partOf(family);
  const change = fc
    .tuple(part, fc.constantFrom("content", "content", "adopt", "place", "protect", "protect", "retain", "kind"))
    .map(([from, property]) => ({ [property]: from[property as keyof PartItem] }));
  const kind = fc.constantFrom(...family.kinds);
  const room = fc.record({ name: fc.constantFrom("room" as const, "hall" as const), isInComponent: fc.boolean() });
  return fc.oneof(
    { arbitrary: fc.record({ do: fc.constant("add" as const), part }), weight: 5 },
    { arbitrary: fc.record({ do: fc.constant("remove" as const), which: place }), weight: 2 },
    {
      arbitrary: fc.record({
        do: fc.constant("rename" as const),
        which: place,
        to: fc.constantFrom(...names),
        hasAlias: rarely,
        isLess: fc.boolean(),
      }),
      weight: 5,
    },
    { arbitrary: fc.record({ do: fc.constant("set" as const), which: place, change }), weight: 5 },
    { arbitrary: fc.record({ do: fc.constant("hand" as const), which: place, to: place }), weight: 7 },
    { arbitrary: fc.record({ do: fc.constant("shift" as const) }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant("swap" as const), which: place, other: place }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant("unite" as const), which: place, kind }), weight: 2 },
    { arbitrary: fc.record({ do: fc.constant("split" as const), which: place, kind }), weight: 2 },
    { arbitrary: fc.record({ do: fc.constant("reverse" as const) }), weight: 1 },
    {
      arbitrary: fc.record({ do: fc.constant("room" as const), room: fc.option(room, { nil: undefined, freq: 5 }) }),
      weight: 2,
    },
  );
}

/** The first version of a program. */
export function firstParts(family: Family): fc.Arbitrary<readonly PartItem[]> {
  return fc.array(partOf(family), { minLength: 2, maxLength: 4 });
}

export function tidy(items: Items, stack: Stack): Items {
  return tidied(items, stack);
}
