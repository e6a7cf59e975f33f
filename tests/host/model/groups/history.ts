import assert from "node:assert/strict";
import type { StackName } from "./constants";
import type { Group } from "./rules";

/** The true history of one group, whatever marks and states say. */
export interface GroupRecord {
  readonly id: string;
  readonly createdAt: number;
  /** The stacks that created it, or took it over because their program says so. Empty: it is foreign. */
  readonly owners: Set<StackName>;
  /** The identity of the stack that wrote the last mark; undefined: no mark was written. */
  identity: string | undefined;
  /** The program that manages it allows a sweep. */
  isEphemeral: boolean;
  /** A client has changed its mark. */
  isTampered: boolean;
  /** Its stack dropped it without deleting it, as declared. */
  isRetained: boolean;
  /** The state that knew it was lost, or never written. */
  isForgotten: boolean;
}

/** The inputs of a derived id. */
export interface DerivedFrom {
  readonly identity: string;
  readonly stack: string;
  readonly name: string;
  readonly type: string;
  readonly isEphemeral: boolean;
}

/** Every group that ever existed in a sequence. */
export class GroupHistory {
  readonly #truths = new Map<string, GroupRecord>();
  /** Ids of all groups, current and past, in the order of their first group. */
  readonly ids: string[] = [];

  /** Derived ids, by their inputs. */
  readonly #derived = new Map<string, string>();
  /** Derived ids of ephemeral groups, with their identity. */
  readonly #certified = new Map<string, string>();

  /** Records the id of a group for which a program gave none. */
  recordDerivedId(id: string, from: DerivedFrom): void {
    const known = this.derivedId(from);
    assert.ok(known === undefined || known === id, `${known} and ${id} are derived from the same inputs`);
    this.#derived.set(JSON.stringify(keyOf(from)), id);
    if (from.isEphemeral) this.#certified.set(id, from.identity);
  }

  /** Undefined: not derived yet. */
  derivedId(from: DerivedFrom): string | undefined {
    return this.#derived.get(JSON.stringify(keyOf(from)));
  }

  isCertified(id: string, identity: string): boolean {
    return this.#certified.get(id) === identity;
  }

  of({ id, createdAt }: Pick<Group, "id" | "createdAt">): GroupRecord {
    const record = this.#truths.get(`${id} ${createdAt}`);
    assert.ok(record, `nobody created ${id}`);
    return record;
  }

  recordCreate({ id, createdAt }: Group, claim: StackName | undefined): GroupRecord {
    const owners = new Set(claim === undefined ? [] : [claim]);
    const record = {
      id,
      createdAt,
      owners,
      identity: undefined,
      isEphemeral: false,
      isTampered: false,
      isRetained: false,
      isForgotten: false,
    };
    assert.ok(!this.#truths.has(`${id} ${createdAt}`), `two groups ${id} were created in one second`);
    this.#truths.set(`${id} ${createdAt}`, record);
    if (!this.ids.includes(id)) this.ids.push(id);
    return record;
  }
}

function keyOf({ identity, stack, name, type, isEphemeral }: DerivedFrom): readonly unknown[] {
  return [identity, stack, name, type, isEphemeral];
}
