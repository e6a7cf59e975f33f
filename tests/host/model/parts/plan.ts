import type { Adopt, Content, Slot, Value } from "./terms";

/** What is particular to a kind of parts. */
export interface Rules {
  /** The group is to have what is declared and nothing else. */
  readonly exclusive?: true;
  /** It holds one slot, and is another resource with another. */
  readonly single?: true;
  /** All slots have the same value. */
  readonly oneValue?: true;
  /** What is there keeps its value. */
  readonly keepsValue?: true;
  /** It is in no group: what was there before is nobody's group's, and is kept when the resource is destroyed. */
  readonly standsAlone?: true;
  /** What is new has this value at first, until a second call sets the declared one. */
  readonly comesAs?: Value;
  /** What of others it may only make its own where it is allowed to. */
  readonly takes: "whatDiffers" | "whatIsThere";
  /** What a destroy removes: the slots of the program, only those that nobody has changed, or all there are. */
  readonly removes: "named" | "unchanged" | "everything";
}

/** What a slot holds; where the service tells it, when that was created. */
export interface Held {
  readonly value: Value;
  readonly time?: number | undefined;
}

export type Slots = ReadonlyMap<Slot, Held>;

/** A group as it is right before a step, and what whoever does it may do there. */
export interface Place {
  readonly born: number;
  readonly slots: Slots;
  /** The identity of somebody else whose mark the group has. */
  readonly theirs: string | undefined;
  /** What is there may be taken over, where the program says `adopt: "ifOwned"`. */
  readonly isOwn: boolean;
  /** The program itself declares the group. */
  readonly isOfProgram: boolean;
}

/** What a program says of one part. */
export interface Declaration {
  readonly content: Content;
  readonly adopt: Adopt;
}

/** What the state of a stack says of its part. */
export interface Entry {
  readonly born: number;
  readonly known: Content;
  /** All values that count as its own: two, where a change of the one value of all stopped half-way. */
  readonly values: readonly Value[];
  /** What a refresh found beside them, where that is told apart. */
  readonly found: Content;
  /** What the program names and a refresh found otherwise, where that is not shown but remembered. */
  readonly missed: ReadonlySet<Slot>;
  /** It was there before the resource. */
  readonly existedBefore: boolean;
  readonly adopt: Adopt;
  /** Whose the group was already when the part was created there. */
  readonly foreignGroup: string | undefined;
  /** When what it is was created. */
  readonly time: number | undefined;
  readonly unfinished: boolean;
}

export interface Plan {
  readonly outcome: "done" | "refused";
  readonly slots: Slots;
  /** What the state says then; undefined: nothing. */
  readonly entry: Entry | undefined;
  /** What the state says where it stops half-way. */
  readonly stopped: Entry | undefined;
}
