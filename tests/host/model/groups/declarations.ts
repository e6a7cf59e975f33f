import type { Type } from "./constants";

type Inputs = Readonly<Record<string, unknown>>;

interface Declaration {
  readonly urn: string;
  readonly groupId: unknown;
  readonly type: unknown;
  /** Its state had the same group before this run. */
  readonly isKept: boolean;
  /** It is new or to be replaced, and its step has not run yet. */
  isAwaited: boolean;
  /** It was created or updated in this run. */
  isMade: boolean;
}

/** The groups that the program of one run declares, as far as they have been checked. */
export class Declarations {
  readonly #byUrn = new Map<string, Declaration>();

  constructor(private readonly chosen: ReadonlySet<unknown>) {}

  checked(urn: string, { groupId, type }: Inputs, olds: Inputs): void {
    const isNew = Object.keys(olds).length === 0;
    const before = this.#byUrn.get(urn);
    const wasKept = before?.isKept === true && before.groupId === groupId && before.type === type;
    const isKept = isNew ? wasKept : olds["groupId"] === groupId && olds["type"] === type;
    this.#byUrn.set(urn, { urn, groupId, type, isKept, isAwaited: isNew, isMade: false });
  }

  finished(urn: string, isMade: boolean): void {
    const declaration = this.#byUrn.get(urn);
    if (declaration === undefined) return;
    declaration.isAwaited = false;
    declaration.isMade = isMade;
  }

  /** The resource that owns a group from now on, when the state drops it under this URN. */
  ownerOf(groupId: string, type: Type, urn: string): { readonly isThere: boolean } | undefined {
    const owner = [...this.#byUrn.values()].find(
      (each) => each.groupId === groupId && each.type === type && (each.urn !== urn || !each.isAwaited),
    );
    return owner && { isThere: owner.isMade || owner.isKept };
  }

  declares(groupId: string, type: string): boolean {
    return [...this.#byUrn.values()].some((each) => each.groupId === groupId && each.type === type);
  }

  /** All declared groups. */
  get groups(): readonly Pick<Declaration, "groupId" | "type">[] {
    return [...this.#byUrn.values()];
  }

  isDerived(groupId: string): boolean {
    return !this.chosen.has(groupId);
  }
}
