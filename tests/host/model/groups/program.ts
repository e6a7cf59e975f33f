import { type Declared, type Program, urnOf } from "../engine/program";
import { type Adopt, alice, type ChosenId, type Name, type ParentName, parents, type Type } from "./constants";

/** A group in the program of a stack. */
export interface GroupItem {
  readonly is: "group";
  readonly name: Name;
  readonly parent: ParentName | undefined;
  /** Undefined: derived. */
  readonly id: ChosenId | undefined;
  readonly type: Type;
  readonly text: "one" | "two";
  readonly hasOwner: boolean;
  readonly adopt: Adopt;
  readonly protect: boolean;
  readonly retain: boolean;
  readonly deleteBeforeReplace: boolean;
  /** A guard: it may be disbanded only while it has few members. */
  readonly guarded: boolean;
  /** Its earlier names. */
  readonly aliases: readonly string[];
}

export type Item = GroupItem | { readonly is: "ephemeral" };

const ephemeralUrn = urnOf({ kind: "EphemeralStack", name: "eph" });

export function urnOfItem({ name, parent }: Pick<GroupItem, "name" | "parent">): string {
  return urnOf({ kind: "Group", name, parent: parent && parents[parent] });
}

/**
 * The program in the form of the engine. Resources after an `EphemeralStack` depend on it and get its `ttl`, as in
 * sdk/resources/ephemeralStack.ts.
 *
 * @param idOf the chosen ids, in full
 */
export function compile(items: readonly Item[], idOf: (id: ChosenId) => string): Program {
  const declared = new Set(items.flatMap((item) => (item.is === "group" ? [urnOfItem(item)] : [])));
  let isEphemeral = false;
  return items.map((item) => {
    if (item.is === "group") return groupOf(item, idOf, isEphemeral, declared);
    isEphemeral = true;
    return { kind: "EphemeralStack", name: "eph", args: { ttl: "48h" } };
  });
}

function groupOf(
  item: GroupItem,
  idOf: (id: ChosenId) => string,
  isEphemeral: boolean,
  declared: ReadonlySet<string>,
): Declared {
  const { name, parent, id, type, text, adopt, protect, retain, deleteBeforeReplace, guarded } = item;
  const isMarkedEphemeral = isEphemeral && !protect && !retain;
  return {
    kind: "Group",
    name,
    parent: parent && parents[parent],
    args: {
      type,
      name: text,
      adopt,
      ...(id !== undefined && { groupId: idOf(id) }),
      ...(item.hasOwner && { ownerAccount: alice }),
      ...(guarded && { disbandOnlyIf: { membersAtMost: 1 } }),
      ...(isMarkedEphemeral && { __ttl: "48h" }),
    },
    dependsOn: isEphemeral ? [ephemeralUrn] : [],
    options: {
      protect,
      retainOnDelete: retain,
      ...(deleteBeforeReplace && { deleteBeforeReplace }),
      // The engine itself refuses an alias that another resource of the program has.
      aliases: item.aliases.filter((urn) => !declared.has(urn)),
    },
  };
}
