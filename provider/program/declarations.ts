/** Something in the service that one resource manages, by a key that is unique among all services and apps. */
export interface RemoteObject {
  readonly key: string;
  /** The words for it, such as `the group lobby`. */
  readonly text: string;
  /** The property that declares it. */
  readonly property: string;
  /** What it is one of, such as the members of one group. */
  readonly scope?: string;
  /** It stands for all of its scope: nobody else may declare anything of it. */
  readonly isExclusive?: true;
}

/** What one resource of the program declares. */
export interface Declaration {
  readonly key: string;
  readonly text: string;
  readonly things: readonly RemoteObject[];
  /** Which of them its state has already. */
  readonly kept: ReadonlySet<string>;
  /** It was created or updated in this run. */
  readonly isMade: boolean;
  /** The engine is to replace it, or to create it for the first time, and has not yet. */
  readonly awaitsReplacement: boolean;
}

interface Declared {
  readonly key: string;
  readonly text: string;
  readonly things: readonly RemoteObject[];
  readonly kept: readonly string[] | undefined;
}

/** Who declares what, by resource and by thing. */
export class Declarations {
  readonly #byKey = new Map<string, Declaration>();
  readonly #byThing = new Map<string, Set<string>>();
  readonly #byScope = new Map<string, Set<string>>();

  get size(): number {
    return this.#byKey.size;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  awaitsReplacement(key: string): boolean {
    return this.#byKey.get(key)?.awaitsReplacement === true;
  }

  /** Takes the place of what the same resource declared before: the engine checks a resource again that it replaces. */
  declare({ key, text, things, kept }: Declared): void {
    const before = this.#byKey.get(key);
    if (before !== undefined) this.#index(before, (keys) => keys.delete(key));
    const declaration: Declaration = {
      key,
      text,
      things,
      kept: kept === undefined ? (before?.kept ?? new Set()) : new Set(kept),
      isMade: false,
      awaitsReplacement: kept === undefined,
    };
    this.#byKey.set(key, declaration);
    this.#index(declaration, (keys) => keys.add(key));
  }

  finish(key: string, isThere: boolean): void {
    const declaration = this.#byKey.get(key);
    if (declaration === undefined) return;
    this.#byKey.set(key, { ...declaration, isMade: isThere, awaitsReplacement: false });
  }

  /** The first resource that declares a thing, of those that count. */
  declarerOf(object: string, counts: (declaration: Declaration) => boolean): Declaration | undefined {
    return this.#declarations(this.#byThing.get(object)).find(counts);
  }

  /** A resource that declares anything of a scope, of those that count. */
  declarerIn(scope: string, counts: (declaration: Declaration) => boolean): Declaration | undefined {
    return this.#declarations(this.#byScope.get(scope)).find(counts);
  }

  /** Another resource that declares one of the things of this one, or all of a scope that one of them is in. */
  conflictOf(key: string): { readonly thing: RemoteObject; readonly other: Declaration } | undefined {
    for (const object of this.#byKey.get(key)?.things ?? []) {
      const isOther = (other: Declaration) => other.key !== key;
      const same = this.declarerOf(object.key, isOther);
      if (same !== undefined) return { thing: object, other: same };
      const scope = object.scope === undefined ? [] : this.#declarations(this.#byScope.get(object.scope));
      const rival = scope.find(
        (other) => isOther(other) && (object.isExclusive === true || isExclusive(other, object.scope)),
      );
      if (rival !== undefined) return { thing: object, other: rival };
    }
    return undefined;
  }

  #declarations(keys: ReadonlySet<string> = new Set()): Declaration[] {
    return [...keys].flatMap((key) => this.#byKey.get(key) ?? []);
  }

  #index({ things }: Declaration, change: (keys: Set<string>) => void): void {
    for (const { key, scope } of things) {
      change(entry(this.#byThing, key));
      if (scope !== undefined) change(entry(this.#byScope, scope));
    }
  }
}

function isExclusive({ things }: Declaration, scope: string | undefined): boolean {
  return things.some((object) => object.isExclusive === true && object.scope === scope);
}

function entry(map: Map<string, Set<string>>, key: string): Set<string> {
  const keys = map.get(key) ?? new Set();
  map.set(key, keys);
  return keys;
}
