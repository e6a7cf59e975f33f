/** A remote object that one resource manages, with a key that is unique across services and apps. */
export interface RemoteObject {
  readonly key: string;
  /** Its name in messages, such as `the group lobby`. */
  readonly text: string;
  /** The property that declares it. */
  readonly property: string;
  /** The set that it belongs to, such as the members of one group. */
  readonly scope?: string;
  /** It stands for its whole scope: no other resource may declare anything of it. */
  readonly isExclusive?: true;
}

/** What one resource of the program declares. */
export interface Declaration {
  readonly key: string;
  readonly text: string;
  readonly objects: readonly RemoteObject[];
  /** The keys of those that its state already has. */
  readonly inState: ReadonlySet<string>;
  /** Whether it was created or updated in this run. */
  readonly isApplied: boolean;
  /** Whether the engine will replace it, or create it for the first time, and has not done so yet. */
  readonly awaitsReplacement: boolean;
}

interface Declared {
  readonly key: string;
  readonly text: string;
  readonly identity?: string;
  readonly objects: readonly RemoteObject[];
  readonly inState: readonly string[] | undefined;
}

interface Finished {
  readonly key: string;
  readonly exists: boolean;
  /** The objects that it has now, if these are not all that it declares. */
  readonly inState?: readonly string[];
}

/** Which resource declares which objects. */
export class Declarations {
  readonly #byKey = new Map<string, Declaration>();
  readonly #byObject = new Map<string, Set<string>>();
  readonly #byScope = new Map<string, Set<string>>();
  readonly identities = new Set<string>();

  get size(): number {
    return this.#byKey.size;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  awaitsReplacement(key: string): boolean {
    return this.#byKey.get(key)?.awaitsReplacement === true;
  }

  /** Replaces the earlier declaration of the same resource: the engine checks a resource again before it replaces it. */
  declare({ key, text, identity, objects, inState }: Declared): void {
    if (identity !== undefined) this.identities.add(identity);
    const before = this.#byKey.get(key);
    if (before !== undefined) this.#index(before, (keys) => keys.delete(key));
    const declaration: Declaration = {
      key,
      text,
      objects,
      inState: inState === undefined ? (before?.inState ?? new Set()) : new Set(inState),
      isApplied: false,
      awaitsReplacement: inState === undefined,
    };
    this.#byKey.set(key, declaration);
    this.#index(declaration, (keys) => keys.add(key));
  }

  /** Records the outcome of a create or update. */
  finish({ key, exists, inState }: Finished): void {
    const declaration = this.#byKey.get(key);
    if (declaration === undefined) return;
    const known = inState === undefined ? { isApplied: exists } : { isApplied: false, inState: new Set(inState) };
    this.#byKey.set(key, { ...declaration, ...known, awaitsReplacement: false });
  }

  /** Returns the first resource that declares an object and matches. */
  declarerOf(object: string, matches: (declaration: Declaration) => boolean): Declaration | undefined {
    return this.#declarations(this.#byObject.get(object)).find(matches);
  }

  /** Returns a resource that declares anything of a scope and matches. */
  declarerIn(scope: string, matches: (declaration: Declaration) => boolean): Declaration | undefined {
    return this.#declarations(this.#byScope.get(scope)).find(matches);
  }

  /** Returns another resource that declares one of this one's objects, or exclusively declares the scope of one. */
  conflictOf(key: string): { readonly object: RemoteObject; readonly other: Declaration } | undefined {
    for (const object of this.#byKey.get(key)?.objects ?? []) {
      const isOther = (other: Declaration) => other.key !== key;
      const same = this.declarerOf(object.key, isOther);
      if (same !== undefined) return { object, other: same };
      const scope = object.scope === undefined ? [] : this.#declarations(this.#byScope.get(object.scope));
      const conflicting = scope.find(
        (other) => isOther(other) && (object.isExclusive === true || isExclusive(other, object.scope)),
      );
      if (conflicting !== undefined) return { object, other: conflicting };
    }
    return undefined;
  }

  #declarations(keys: ReadonlySet<string> = new Set()): Declaration[] {
    return [...keys].flatMap((key) => this.#byKey.get(key) ?? []);
  }

  #index({ objects }: Declaration, change: (keys: Set<string>) => void): void {
    for (const { key, scope } of objects) {
      change(getOrAdd(this.#byObject, key));
      if (scope !== undefined) change(getOrAdd(this.#byScope, scope));
    }
  }
}

function isExclusive({ objects }: Declaration, scope: string | undefined): boolean {
  return objects.some((object) => object.isExclusive === true && object.scope === scope);
}

function getOrAdd(map: Map<string, Set<string>>, key: string): Set<string> {
  const keys = map.get(key) ?? new Set();
  map.set(key, keys);
  return keys;
}
