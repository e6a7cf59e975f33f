import assert from "node:assert/strict";
import type { Group } from "./rules";
import type { Stack } from "./terms";

/** What is true of one group, whatever marks and states say. */
export interface Truth {
  readonly id: string;
  readonly born: number;
  /** The stacks that created it, or took it over because their program says so. Nobody's: it is a stranger's. */
  readonly claims: Set<Stack>;
  /** The identity of the stack that wrote the last mark; undefined: none did. */
  identity: string | undefined;
  /** The program that manages it says that it may be swept. */
  isEphemeral: boolean;
  /** A client has changed its mark. */
  isTampered: boolean;
  /** Its stack let go of it and left it, as the program said. */
  isRetained: boolean;
  /** The state that knew it was lost, or never written. */
  isForgotten: boolean;
}

/** What an id is derived from. */
export interface DerivedFrom {
  readonly identity: string;
  readonly stack: string;
  readonly name: string;
  readonly type: string;
  readonly isEphemeral: boolean;
}

/** Every group that there ever was in a sequence. */
export class Ledger {
  readonly #truths = new Map<string, Truth>();
  /** Ids that there are or were, in the order of their first group. */
  readonly ids: string[] = [];

  /** The ids that were derived, by what from. */
  readonly #derived = new Map<string, string>();
  /** Those for what is ephemeral, with the identity that they are derived from. */
  readonly #certified = new Map<string, string>();

  /** Takes note of the id of a group for which a program gave none. */
  derived(id: string, from: DerivedFrom): void {
    const known = this.derivedId(from);
    assert.ok(known === undefined || known === id, `${known} and ${id} are derived from the same`);
    this.#derived.set(JSON.stringify(keyOf(from)), id);
    if (from.isEphemeral) this.#certified.set(id, from.identity);
  }

  /** Undefined: it was not derived yet. */
  derivedId(from: DerivedFrom): string | undefined {
    return this.#derived.get(JSON.stringify(keyOf(from)));
  }

  isCertified(id: string, identity: string): boolean {
    return this.#certified.get(id) === identity;
  }

  of({ id, born }: Pick<Group, "id" | "born">): Truth {
    const truth = this.#truths.get(`${id} ${born}`);
    assert.ok(truth, `nobody created ${id}`);
    return truth;
  }

  born({ id, born }: Group, claim: Stack | undefined): Truth {
    const claims = new Set(claim === undefined ? [] : [claim]);
    const truth = {
      id,
      born,
      claims,
      identity: undefined,
      isEphemeral: false,
      isTampered: false,
      isRetained: false,
      isForgotten: false,
    };
    assert.ok(!this.#truths.has(`${id} ${born}`), `two groups ${id} were created in one second`);
    this.#truths.set(`${id} ${born}`, truth);
    if (!this.ids.includes(id)) this.ids.push(id);
    return truth;
  }
}

function keyOf({ identity, stack, name, type, isEphemeral }: DerivedFrom): readonly unknown[] {
  return [identity, stack, name, type, isEphemeral];
}
