import { type ParentName, parentNames, type Slot } from "./constants";
import { type KindName, kindOf, kinds } from "./kinds";

type Inputs = Readonly<Record<string, unknown>>;

interface Declaration {
  readonly urn: string;
  readonly kind: KindName;
  readonly parentGroup: ParentName;
  readonly slots: ReadonlySet<Slot>;
  /** The slots that its state had before this run. */
  readonly slotsInState: ReadonlySet<Slot>;
  isAwaited: boolean;
  isMade: boolean;
}

/** The resources that have the slots which a state drops. */
export interface Ownership {
  readonly slots: ReadonlySet<Slot>;
  /** Other resources declare something of the group, not necessarily the same: no resource is exclusive. */
  readonly isShared: boolean;
  /** Another resource is exclusive in the group. */
  readonly isClosed: boolean;
  /** One of these resources could not be created. */
  readonly isMissing: boolean;
}

/** The declarations of the program of one run, as far as they have been checked. */
export class Declarations {
  readonly #byUrn = new Map<string, Declaration>();
  isGroupDeclared = false;

  checked(urn: string, inputs: Inputs, olds: Inputs): void {
    const kind = kindOf(classOf(urn), inputs);
    if (kind === undefined) {
      this.isGroupDeclared ||= classOf(urn) === "Group";
      return;
    }
    const parentGroup = parentOf(inputs);
    const isNew = Object.keys(olds).length === 0;
    const previousSlots = this.#byUrn.get(urn)?.slotsInState ?? new Set<Slot>();
    const oldKind = kindOf(classOf(urn), olds);
    const slotsInState =
      isNew || oldKind === undefined || parentOf(olds) !== parentGroup ? previousSlots : slotsIn(oldKind, olds);
    this.#byUrn.set(urn, {
      urn,
      kind,
      parentGroup,
      slots: slotsIn(kind, inputs),
      slotsInState,
      isAwaited: isNew,
      isMade: false,
    });
  }

  finished(urn: string, isMade: boolean): void {
    const declaration = this.#byUrn.get(urn);
    if (declaration === undefined) return;
    declaration.isAwaited = false;
    declaration.isMade = isMade;
  }

  /** The slots that other resources declare, whether or not they have them yet. */
  others(parentGroup: ParentName, urn: string): ReadonlySet<Slot> {
    const all = [...this.#byUrn.values()].filter((each) => each.parentGroup === parentGroup && each.urn !== urn);
    return new Set(all.flatMap(({ slots }) => [...slots]));
  }

  /** Those of them that no resource has yet. */
  notYetOwned(parentGroup: ParentName, urn: string): ReadonlySet<Slot> {
    const all = [...this.#byUrn.values()].filter(
      (each) => each.parentGroup === parentGroup && each.urn !== urn && !each.isMade,
    );
    return new Set(all.flatMap(({ slots, slotsInState }) => [...slots].filter((slot) => !slotsInState.has(slot))));
  }

  /** The resources that have, from now on, what is deleted under this URN. */
  ownersOf(parentGroup: ParentName, urn: string, slots: Iterable<Slot>): Ownership {
    const all = [...this.#byUrn.values()].filter(
      (each) => each.parentGroup === parentGroup && (each.urn !== urn || !each.isAwaited),
    );
    const held = [...slots].flatMap((slot) => {
      const owner = all.find((each) => each.slots.has(slot));
      return owner === undefined ? [] : [{ slot, isThere: owner.isMade || owner.slotsInState.has(slot) }];
    });
    const closing = all.find(({ kind }) => kinds[kind].rules.exclusive === true);
    const isMissing = held.some(({ isThere }) => !isThere);
    return {
      slots: new Set(held.map(({ slot }) => slot)),
      isShared: all.length > 0,
      isClosed: closing !== undefined,
      isMissing,
    };
  }

  declares(parentGroup: ParentName, slot: Slot): boolean {
    return [...this.#byUrn.values()].some((each) => each.parentGroup === parentGroup && each.slots.has(slot));
  }
}

export function parentOf({ groupId, userId }: Inputs): ParentName {
  const text = String(groupId ?? userId);
  return parentNames.find((parentGroup) => text.includes(`-${parentGroup}`)) ?? "own";
}

function slotsIn(kind: KindName, inputs: Inputs): ReadonlySet<Slot> {
  const { known } = kinds[kind].shown(inputs);
  return new Set(Object.keys(known) as Slot[]);
}

function classOf(urn: string): string {
  return urn.replace(/^.*\$/, "").replace(/::.*$/, "");
}
