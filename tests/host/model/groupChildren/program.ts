import { type Declared, type Program, urnOf } from "../engine/program";
import type { Adopt, Name, ParentName, Slot, Value } from "./constants";
import { type KindName, kinds } from "./kinds";

/** A child resource in the program of a stack. */
export interface ChildItem {
  readonly name: Name;
  readonly kind: KindName;
  readonly parentGroup: ParentName;
  readonly content: readonly (readonly [Slot, Value])[];
  readonly adopt: Adopt;
  readonly protect: boolean;
  readonly retain: boolean;
  /** Its earlier names. */
  readonly aliases: readonly string[];
}

/** The group `own` in the program of the first stack: its logical name, and whether it is in a component. */
export interface RoomItem {
  readonly name: "room" | "hall";
  readonly isInComponent: boolean;
}

export interface Items {
  /** Undefined: the program does not declare the group. */
  readonly room: RoomItem | undefined;
  readonly children: readonly ChildItem[];
}

/** What the program needs to know of the groups. */
export interface Groups {
  readonly type: "Public" | "AVChatRoom" | "Community";
  idOf(parentGroup: ParentName): string;
}

const component = { type: "acme:Room", name: "x" };

export function urnOfChild({ kind, name }: Pick<ChildItem, "kind" | "name">): string {
  return urnOf({ kind: kinds[kind].resource, name });
}

/** The program in the form of the engine. */
export function compile({ room, children }: Items, groups: Groups): Program {
  const group = room && groupOf(room, groups);
  const declared = new Set(children.map(urnOfChild));
  return [...(group === undefined ? [] : [group]), ...children.map((child) => childOf(child, group, groups, declared))];
}

function groupOf({ name, isInComponent }: RoomItem, { type, idOf }: Groups): Declared {
  return {
    kind: "Group",
    name,
    ...(isInComponent && { parent: component }),
    args: {
      groupId: idOf("own"),
      type,
      name: "Room",
      ownerAccount: "owner",
      ...(type === "Community" && { supportTopic: true }),
    },
  };
}

/** A child resource that is given the `Group` itself is deleted with it, see sdk/base/groupChild.ts. */
function childOf(
  child: ChildItem,
  group: Declared | undefined,
  groups: Groups,
  declared: ReadonlySet<string>,
): Declared {
  const { name, kind, parentGroup, content, adopt, protect, retain } = child;
  const { resource, rules, args } = kinds[kind];
  const standsAlone = rules.isOutsideGroups === true;
  const isWithGroup = parentGroup === "own" && group !== undefined && !standsAlone;
  const groupId = isWithGroup ? { $of: urnOf(group), output: "groupId" } : groups.idOf(parentGroup);
  return {
    kind: resource,
    name,
    args: { ...args(new Map(content), groups.idOf(parentGroup)), ...(!standsAlone && { groupId }), adopt },
    options: {
      protect,
      retainOnDelete: retain,
      ...(isWithGroup && { deletedWith: urnOf(group) }),
      // A resource of another kind, such as a list instead of a single member, has none of the earlier names.
      aliases: child.aliases.filter((urn) => urn.startsWith(`${resource}::`) && !declared.has(urn)),
    },
  };
}
