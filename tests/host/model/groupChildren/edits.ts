import fc from "fast-check";
import {
  adoptions,
  type Name,
  names,
  type ParentName,
  parentNames,
  type Slot,
  type StackName,
  slots,
  values,
} from "./constants";
import { type Family, type KindName, rulesOf } from "./kinds";
import { type ChildItem, type Items, type RoomItem, urnOfChild } from "./program";

/** Changes of a program between two runs. A number selects one of its child resources. */
export type Edit =
  | { readonly do: "add"; readonly child: ChildItem }
  | { readonly do: "remove"; readonly which: number }
  | {
      readonly do: "rename";
      readonly which: number;
      readonly to: Name;
      readonly hasAlias: boolean;
      /** The new one does not declare everything that the previous one did. */
      readonly isLess: boolean;
    }
  | { readonly do: "set"; readonly which: number; readonly change: Partial<ChildItem> }
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
function slotsOf(stack: StackName): readonly Slot[] {
  return stack === "A" ? ["a", "b", "c", "e"] : ["d"];
}

export function applied(items: Items, edits: readonly Edit[], stack: StackName): Items {
  return edits.reduce((before, edit) => tidied(edited(before, edit), stack), items);
}

function edited(items: Items, edit: Edit): Items {
  if (edit.do === "room") return { ...items, room: edit.room };
  const { children } = items;
  const pick = (which: number) => children[which % Math.max(1, children.length)];
  const one = "which" in edit ? pick(edit.which) : undefined;
  return { ...items, children: changed(children, edit, one, pick) };
}

function changed(
  children: readonly ChildItem[],
  edit: Exclude<Edit, { readonly do: "room" }>,
  one: ChildItem | undefined,
  pick: (which: number) => ChildItem | undefined,
): readonly ChildItem[] {
  switch (edit.do) {
    case "add":
      return [...children, edit.child];
    case "reverse":
      return [...children].reverse();
    case "shift":
      return children.flatMap((child, at) => withContentOf(child, children[at + 1]));
    default:
  }
  if (one === undefined) return children;
  const replaced = (by: readonly ChildItem[]) => children.flatMap((child) => (child === one ? by : [child]));
  switch (edit.do) {
    case "remove":
      return replaced([]);
    case "set":
      return replaced([{ ...one, ...edit.change }]);
    case "rename":
      return replaced([renamed(one, edit)]);
    case "hand":
      return handed(children, one, pick(edit.to));
    case "swap":
      return swapped(children, one, pick(edit.other));
    case "unite":
      return united(children, one, edit.kind);
    case "split":
      return replaced(
        one.content.map((held, at) => ({ ...one, kind: edit.kind, name: names[at] ?? "p3", content: [held] })),
      );
  }
}

function renamed(one: ChildItem, { to, hasAlias, isLess }: Extract<Edit, { readonly do: "rename" }>): ChildItem {
  const content = isLess && one.content.length > 1 ? one.content.slice(1) : one.content;
  return { ...one, name: to, content, aliases: hasAlias ? [urnOfChild(one), ...one.aliases] : [] };
}

function withContentOf(child: ChildItem, next: ChildItem | undefined): readonly ChildItem[] {
  return next === undefined
    ? []
    : [{ ...child, content: next.content, parentGroup: next.parentGroup, kind: next.kind }];
}

function handed(children: readonly ChildItem[], one: ChildItem, to: ChildItem | undefined): readonly ChildItem[] {
  const [first, ...rest] = one.content;
  if (to === undefined || to === one || first === undefined) return children;
  return children.map((child) => {
    if (child === one) return { ...one, content: rest };
    return child === to ? { ...to, parentGroup: one.parentGroup, content: [...to.content, first] } : child;
  });
}

function swapped(children: readonly ChildItem[], one: ChildItem, other: ChildItem | undefined): readonly ChildItem[] {
  if (other === undefined) return children;
  return children.map((child) => {
    const from = child === one ? other : child === other ? one : child;
    return { ...child, content: from.content, parentGroup: from.parentGroup, kind: from.kind };
  });
}

function united(children: readonly ChildItem[], one: ChildItem, kind: KindName): readonly ChildItem[] {
  const all = children.filter(({ parentGroup }) => parentGroup === one.parentGroup);
  const content = all.flatMap((child) => child.content);
  return [...children.filter(({ parentGroup }) => parentGroup !== one.parentGroup), { ...one, kind, content }];
}

/** Makes a program valid: every slot is declared once, and an exclusive resource is the only one. */
function tidied({ room, children }: Items, stack: StackName): Items {
  const taken = new Set<string>();
  const urns = new Set<string>();
  const closed = new Set<ParentName>();
  const open = new Set<ParentName>();
  const remaining = children.flatMap((child) => {
    const rules = rulesOf(child.kind);
    const isFree =
      !urns.has(urnOfChild(child)) &&
      !closed.has(child.parentGroup) &&
      !(rules.exclusive && open.has(child.parentGroup));
    const content = contentOf(child, stack, taken);
    if (!isFree || (content.length === 0 && !rules.exclusive)) return [];
    urns.add(urnOfChild(child));
    (rules.exclusive ? closed : open).add(child.parentGroup);
    for (const [slot] of content) taken.add(`${child.parentGroup} ${slot}`);
    return [{ ...child, content }];
  });
  // The program of the second stack never declares the group.
  return { room: stack === "A" ? room : undefined, children: remaining };
}

function contentOf(
  { kind, parentGroup, content }: ChildItem,
  stack: StackName,
  taken: ReadonlySet<string>,
): ChildItem["content"] {
  const { single, oneValue } = rulesOf(kind);
  const unique = new Map(
    content.filter(([slot]) => slotsOf(stack).includes(slot) && !taken.has(`${parentGroup} ${slot}`)),
  );
  const [first] = unique.values();
  const all = Array.from(unique, ([slot, value]) => [slot, oneValue && first !== undefined ? first : value] as const);
  return single ? all.slice(0, 1) : all;
}

const parentGroup = fc.nat(3);
const rarely = fc.nat(5).map((n) => n === 5);
const content = fc.array(fc.tuple(fc.constantFrom(...slots), fc.constantFrom(...values)), {
  minLength: 1,
  maxLength: 3,
});

function childOf({ kinds }: Family): fc.Arbitrary<ChildItem> {
  return fc.record({
    name: fc.constantFrom(...names),
    kind: fc.constantFrom(...kinds),
    parentGroup: fc.constantFrom(parentNames[0], ...parentNames),
    content,
    adopt: fc.constantFrom(adoptions[0], adoptions[0], ...adoptions),
    protect: rarely,
    retain: rarely,
    aliases: fc.constant([]),
  });
}

/** Mostly edits that hand slots over within a program. */
export function editOf(family: Family): fc.Arbitrary<Edit> {
  const child = childOf(family);
  const change = fc
    .tuple(child, fc.constantFrom("content", "content", "adopt", "parentGroup", "protect", "protect", "retain", "kind"))
    .map(([from, property]) => ({ [property]: from[property as keyof ChildItem] }));
  const kind = fc.constantFrom(...family.kinds);
  const room = fc.record({ name: fc.constantFrom("room" as const, "hall" as const), isInComponent: fc.boolean() });
  return fc.oneof(
    { arbitrary: fc.record({ do: fc.constant("add" as const), child }), weight: 5 },
    { arbitrary: fc.record({ do: fc.constant("remove" as const), which: parentGroup }), weight: 2 },
    {
      arbitrary: fc.record({
        do: fc.constant("rename" as const),
        which: parentGroup,
        to: fc.constantFrom(...names),
        hasAlias: rarely,
        isLess: fc.boolean(),
      }),
      weight: 5,
    },
    { arbitrary: fc.record({ do: fc.constant("set" as const), which: parentGroup, change }), weight: 5 },
    { arbitrary: fc.record({ do: fc.constant("hand" as const), which: parentGroup, to: parentGroup }), weight: 7 },
    { arbitrary: fc.record({ do: fc.constant("shift" as const) }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant("swap" as const), which: parentGroup, other: parentGroup }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant("unite" as const), which: parentGroup, kind }), weight: 2 },
    { arbitrary: fc.record({ do: fc.constant("split" as const), which: parentGroup, kind }), weight: 2 },
    { arbitrary: fc.record({ do: fc.constant("reverse" as const) }), weight: 1 },
    {
      arbitrary: fc.record({ do: fc.constant("room" as const), room: fc.option(room, { nil: undefined, freq: 5 }) }),
      weight: 2,
    },
  );
}

/** The first version of a program. */
export function firstChildren(family: Family): fc.Arbitrary<readonly ChildItem[]> {
  return fc.array(childOf(family), { minLength: 2, maxLength: 4 });
}

export function tidy(items: Items, stack: StackName): Items {
  return tidied(items, stack);
}
