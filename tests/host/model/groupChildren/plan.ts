import type { Adopt, Content, Slot, Value } from "./constants";

/** The traits of a kind of child resource. */
export interface KindTraits {
  /** The group is to have exactly the declared slots. */
  readonly exclusive?: true;
  /** It has one slot. A change of the slot replaces the resource. */
  readonly single?: true;
  /** All slots have the same value. */
  readonly oneValue?: true;
  /** An existing slot keeps its value. */
  readonly keepsValue?: true;
  /** It is in no group: existing objects belong to no group owner, and are kept when the resource is destroyed. */
  readonly isOutsideGroups?: true;
  /** New slots have this value at first, until a second call sets the declared one. */
  readonly initialValue?: Value;
  /** Foreign slots that it may adopt only with permission. */
  readonly needsPermission: "ifDifferent" | "ifExisting";
  /** What a destroy removes: the program's slots, only the unchanged ones of them, or all. */
  readonly removes: "named" | "unchanged" | "everything";
}

/** The content of a slot, with its create time if the service returns it. */
export interface SlotContent {
  readonly value: Value;
  readonly time?: number | undefined;
}

export type Slots = ReadonlyMap<Slot, SlotContent>;

/** A group right before a step, and what the stack may do there. */
export interface ParentState {
  readonly createdAt: number;
  readonly slots: Slots;
  /** The identity of another owner whose mark the group has. */
  readonly foreignIdentity: string | undefined;
  /** Existing slots may be adopted with `adopt: "ifOwned"`. */
  readonly isOwn: boolean;
  /** The program itself declares the group. */
  readonly isOfProgram: boolean;
}

/** The declaration of one child resource. */
export interface Declaration {
  readonly content: Content;
  readonly adopt: Adopt;
}

/** The state of one child resource. */
export interface StateEntry {
  readonly groupCreatedAt: number;
  readonly known: Content;
  /** All values that count as its own: two, if a change of the shared value stopped halfway. */
  readonly values: readonly Value[];
  /** Additional slots that a refresh found, if they are stored separately. */
  readonly found: Content;
  /** Declared slots that a refresh found changed, if they are not shown as drift but remembered. */
  readonly missed: ReadonlySet<Slot>;
  /** It existed before the resource. */
  readonly existedBefore: boolean;
  readonly adopt: Adopt;
  /** The owner of the group when the child resource was created. */
  readonly foreignGroup: string | undefined;
  /** When its object was created. */
  readonly time: number | undefined;
  readonly unfinished: boolean;
}

export interface Plan {
  readonly outcome: "done" | "refused";
  readonly slots: Slots;
  /** The state afterwards; undefined: none. */
  readonly entry: StateEntry | undefined;
  /** The state if the step stops halfway. */
  readonly stopped: StateEntry | undefined;
}
