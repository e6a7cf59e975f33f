import fc from "fast-check";
import { adoptions, chosenIds, type Name, names, type ParentName, parents, types } from "./constants";
import { type GroupItem, type Item, urnOfItem } from "./program";

/** Changes of a program between two runs. A number selects one of its groups. */
export type Edit =
  | { readonly do: "add"; readonly item: GroupItem }
  | { readonly do: "remove"; readonly which: number }
  | { readonly do: "rename"; readonly which: number; readonly to: Name; readonly hasAlias: boolean }
  | { readonly do: "reparent"; readonly which: number; readonly to: ParentName | undefined; readonly hasAlias: boolean }
  | { readonly do: "set"; readonly which: number; readonly change: Partial<GroupItem> }
  /** The first of a list of groups is taken out: all others get the id of the next one. */
  | { readonly do: "shift" }
  | { readonly do: "swap"; readonly which: number; readonly other: number }
  | { readonly do: "reverse" }
  | { readonly do: "ephemeral"; readonly at: number | undefined };

export function applied(items: readonly Item[], edits: readonly Edit[]): readonly Item[] {
  return edits.reduce((before, edit) => withoutDoubles(edited(before, edit)), items);
}

/** A group declared twice, which no program may do. */
export function withDuplicate(items: readonly Item[]): readonly Item[] {
  const first = items.find((item) => item.is === "group");
  const name = names.find((each) => !hasUrn(items, urnOfItem({ name: each, parent: undefined })));
  const id = first?.id ?? "first";
  if (first === undefined || name === undefined) return items;
  const both = items.map((item) => (item === first ? { ...first, id } : item));
  return [...both, { ...first, id, name, parent: undefined, aliases: [] }];
}

/** The second group of the same id gets a derived one. */
function withoutDoubles(items: readonly Item[]): readonly Item[] {
  const ids = new Set<string>();
  return items.map((item) => {
    if (item.is !== "group" || item.id === undefined) return item;
    const isDouble = ids.has(item.id);
    ids.add(item.id);
    return isDouble ? { ...item, id: undefined } : item;
  });
}

function edited(items: readonly Item[], edit: Edit): readonly Item[] {
  const groups = items.filter((item) => item.is === "group");
  const pick = (which: number) => groups[which % Math.max(1, groups.length)];
  switch (edit.do) {
    case "add":
      return withNew(items, edit.item);
    case "remove":
      return items.filter((item) => item !== pick(edit.which));
    case "rename":
      return moved(items, pick(edit.which), { name: edit.to }, edit.hasAlias);
    case "reparent":
      return moved(items, pick(edit.which), { parent: edit.to }, edit.hasAlias);
    case "set":
      return changed(items, pick(edit.which), edit.change);
    case "shift":
      return shifted(items, groups);
    case "swap":
      return swapped(items, pick(edit.which), pick(edit.other));
    case "reverse":
      return [...items].reverse();
    case "ephemeral":
      return withEphemeral(items, edit.at);
  }
}

function withNew(items: readonly Item[], item: GroupItem): readonly Item[] {
  return hasUrn(items, urnOfItem(item)) ? items : [...items, item];
}

function moved(
  items: readonly Item[],
  item: GroupItem | undefined,
  change: Partial<GroupItem>,
  hasAlias: boolean,
): readonly Item[] {
  if (item === undefined) return items;
  const to = { ...item, ...change };
  const isSame = urnOfItem(to) === urnOfItem(item);
  if (!isSame && hasUrn(items, urnOfItem(to))) return items;
  return changed(items, item, { ...change, aliases: hasAlias && !isSame ? [urnOfItem(item), ...item.aliases] : [] });
}

function changed(items: readonly Item[], item: GroupItem | undefined, change: Partial<GroupItem>): readonly Item[] {
  return items.map((each) => (each === item ? valid({ ...item, ...change }) : each));
}

/** The service stores no members of a live room: no guard can count them, and its owner cannot be changed. */
function valid(item: GroupItem): GroupItem {
  return item.type === "AVChatRoom" ? { ...item, guarded: false, hasOwner: false } : item;
}

function shifted(items: readonly Item[], groups: readonly GroupItem[]): readonly Item[] {
  const chosen = groups.filter(({ id }) => id !== undefined);
  return items.flatMap((item) => {
    const at = item.is === "group" ? chosen.indexOf(item) : -1;
    if (at < 0 || item.is !== "group") return [item];
    const next = chosen[at + 1];
    return next === undefined ? [] : [valid({ ...item, id: next.id, type: next.type })];
  });
}

function swapped(items: readonly Item[], one: GroupItem | undefined, other: GroupItem | undefined): readonly Item[] {
  if (one === undefined || other === undefined) return items;
  const part = ({ id, type }: GroupItem) => ({ id, type });
  return changed(changed(items, one, part(other)), other, part(one));
}

function withEphemeral(items: readonly Item[], at: number | undefined): readonly Item[] {
  const groups = items.filter((item) => item.is === "group");
  if (at === undefined) return groups;
  const index = at % (groups.length + 1);
  return [...groups.slice(0, index), { is: "ephemeral" } as const, ...groups.slice(index)];
}

function hasUrn(items: readonly Item[], urn: string): boolean {
  return items.some((item) => item.is === "group" && urnOfItem(item) === urn);
}

const index = fc.nat(3);
const parent = fc.option(fc.constantFrom(...(Object.keys(parents) as ParentName[])), { nil: undefined, freq: 2 });
const rarely = fc.nat(5).map((n) => n === 5);

export const item: fc.Arbitrary<GroupItem> = fc
  .record({
    is: fc.constant("group" as const),
    name: fc.constantFrom(...names),
    parent: fc.option(fc.constantFrom(...(Object.keys(parents) as ParentName[])), { nil: undefined, freq: 2 }),
    id: fc.option(fc.constantFrom(...chosenIds), { nil: undefined, freq: 3 }),
    type: fc.constantFrom(types[0], ...types),
    text: fc.constantFrom("one" as const, "two" as const),
    hasOwner: fc.boolean(),
    adopt: fc.constantFrom(adoptions[0], adoptions[0], ...adoptions, "always" as const),
    protect: rarely,
    retain: rarely,
    deleteBeforeReplace: rarely,
    guarded: fc.nat(2).map((n) => n === 2),
    aliases: fc.constant([]),
  })
  .map(valid);

/** Changes one property of a group. */
const change: fc.Arbitrary<Partial<GroupItem>> = fc
  .tuple(
    item,
    fc.constantFrom(
      "id",
      "id",
      "type",
      "text",
      "adopt",
      "adopt",
      "hasOwner",
      "protect",
      "retain",
      "guarded",
      "deleteBeforeReplace",
    ),
  )
  .map(([from, property]) => ({ [property]: from[property as keyof GroupItem] }));

const renamed = { which: index, to: fc.constantFrom(...names), hasAlias: rarely };
const reparented = { which: index, to: parent, hasAlias: rarely };
const at = fc.option(index, { nil: undefined });

/** Mostly edits that hand groups over within a program. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant("add" as const), item }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant("remove" as const), which: index }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant("rename" as const), ...renamed }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constant("reparent" as const), ...reparented }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constant("set" as const), which: index, change }), weight: 6 },
  { arbitrary: fc.record({ do: fc.constant("shift" as const) }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant("swap" as const), which: index, other: index }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant("reverse" as const) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("ephemeral" as const), at }), weight: 1 },
);

/** The first version of a program. */
export const firstItems: fc.Arbitrary<readonly Item[]> = fc
  .tuple(fc.array(item, { minLength: 1, maxLength: 3 }), fc.option(index, { nil: undefined, freq: 1 }))
  .map(([items, at]) => withEphemeral(withoutDoubles(items.reduce<readonly Item[]>(withNew, [])), at));
