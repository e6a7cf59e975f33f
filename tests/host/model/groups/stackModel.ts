import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import {
  type Adopt,
  type App,
  type Declaration,
  type Entry,
  type Group,
  type Mark,
  provenOwner,
  type Type,
  takesOver,
  types,
  verdict,
} from "./rules";

export type Outcome = "done" | "refused" | "half";

/** How one `up` of one resource is run. */
export interface UpOptions {
  /** The credentials at hand. */
  readonly app: App;
  /** As after `pulumi up --replace`. */
  readonly replace: boolean;
  /** The owner mark of a group that is made can't be written. */
  readonly markFails: boolean;
  /** False: the engine was killed before it could write down what came of it. */
  readonly saved: boolean;
}

/** The service and the states of all stacks, as they should be after each step. */
export class StackModel {
  readonly groups = new Map<string, Group>();
  readonly states = new Map<string, Map<string, Entry>>();
  /** What each stack's program says last. */
  readonly programs = new Map<string, Map<string, Declaration>>();
  /** `born` of the groups that a stack has made and its state has lost since. */
  readonly forgotten = new Set<number>();
  /** Every mark that was ever written, oldest first. */
  readonly marks: Mark[] = [];
  readonly backups = new Map<string, ReadonlyMap<string, Entry>>();
  #step = 0;

  constructor(
    stacks: readonly string[],
    private readonly names: readonly string[],
    readonly derivedId: (owner: string, type: Type) => string,
  ) {
    for (const stack of stacks) {
      this.states.set(stack, new Map());
      this.programs.set(stack, new Map());
    }
  }

  tick(): void {
    this.#step += 1;
  }

  state(stack: string): Map<string, Entry> {
    return this.states.get(stack) ?? new Map<string, Entry>();
  }

  group(app: App, id: string): Group | undefined {
    return this.groups.get(keyOf(app, id));
  }

  /** Groups in an order of their own, so that a number picks one. */
  pick(place: number, app?: App): Group | undefined {
    const all = [...this.groups.values()].filter((group) => app === undefined || group.app === app);
    return all[place % Math.max(1, all.length)];
  }

  // What the engine does.

  up(stack: string, name: string, declared: Declaration, options: UpOptions): Outcome {
    const before = new Map(this.state(stack));
    this.programs.get(stack)?.set(name, declared);
    const outcome = this.#up(stack, name, declared, options);
    if (!options.saved) this.replaceState(stack, before);
    return outcome;
  }

  #up(stack: string, name: string, declared: Declaration, options: UpOptions): Outcome {
    const owner = `${stack}/${name}`;
    const entry = this.state(stack).get(name);
    if (entry === undefined) return this.#create(stack, name, declared, options);
    const kept = entry.type === declared.type ? entry.id : this.derivedId(owner, declared.type);
    const id = declared.id ?? kept;
    if (options.replace || id !== entry.id || declared.type !== entry.type || options.app !== entry.app) {
      const removed = this.remove(stack, name, options.app);
      return removed === "done" ? this.#create(stack, name, declared, options) : removed;
    }
    const same = entry.owner === owner && entry.name === declared.name && entry.adopt === declared.adopt;
    return same && !entry.incomplete ? "done" : this.#update(stack, name, declared, options.markFails);
  }

  #create(stack: string, name: string, declared: Declaration, { app, markFails }: UpOptions): Outcome {
    const owner = `${stack}/${name}`;
    const derivedId = this.derivedId(owner, declared.type);
    const id = declared.id ?? derivedId;
    const found = this.group(app, id);
    if (found !== undefined && !takesOver(found, owner, derivedId, declared)) return "refused";
    const group = found ?? this.make({ app, id, type: declared.type, name: declared.name }, stack);
    if (declared.adopt === "always") group.claims.add(stack);
    const entry = { owner, app, id, ...pick(declared), born: group.born, incomplete: false };
    if (markFails && provenOwner(group) !== owner) {
      // The mark comes before everything else: what is taken over keeps its name until the next up.
      this.#keep(stack, name, { ...entry, incomplete: true });
      return "half";
    }
    this.#write(group, stack, owner, declared.name);
    this.#keep(stack, name, entry);
    return "done";
  }

  #update(stack: string, name: string, declared: Declaration, markFails: boolean): Outcome {
    const owner = `${stack}/${name}`;
    const entry = this.state(stack).get(name);
    const group = entry && this.group(entry.app, entry.id);
    if (entry === undefined || group === undefined) return "refused";
    const whose = verdict(entry, group, [entry.owner, owner], this.derivedId(entry.owner, entry.type));
    if (whose !== "ours" && declared.adopt !== "always") return "refused";
    if (declared.adopt === "always") group.claims.add(stack);
    const updated = { ...entry, ...pick(declared), born: group.born };
    if (markFails && provenOwner(group) !== owner) {
      // The owner stays the one that the mark may still name.
      this.#keep(stack, name, { ...updated, incomplete: true });
      return "half";
    }
    this.#write(group, stack, owner, declared.name);
    this.#keep(stack, name, { ...updated, owner, incomplete: false });
    return "done";
  }

  refresh(stack: string, name: string, app: App): Outcome {
    const entry = this.state(stack).get(name);
    if (entry === undefined) return "done";
    if (entry.app !== app) return "refused";
    const group = this.group(app, entry.id);
    const whose = group && verdict(entry, group, [entry.owner], this.derivedId(entry.owner, entry.type));
    if (group === undefined || whose === "other") {
      this.state(stack).delete(name);
      return "done";
    }
    const seen = { ...entry, name: group.name, type: group.type, incomplete: false };
    if (whose === "foreign") {
      // What is seen of somebody else's group must not make it look like ours later.
      this.state(stack).set(name, seen);
      return "done";
    }
    this.#write(group, stack, entry.owner, group.name);
    this.#keep(stack, name, { ...seen, born: group.born });
    return "done";
  }

  remove(stack: string, name: string, app: App): Outcome {
    const entry = this.state(stack).get(name);
    if (entry === undefined) return "done";
    if (entry.app !== app) return "refused";
    const group = this.group(app, entry.id);
    if (group !== undefined) {
      const whose = verdict(entry, group, [entry.owner], this.derivedId(entry.owner, entry.type));
      if (whose !== "ours") return "refused";
      this.#mustBe(stack, group, "disbands");
      this.groups.delete(keyOf(app, entry.id));
    }
    this.state(stack).delete(name);
    return "done";
  }

  // What happens to states.

  replaceState(stack: string, state: ReadonlyMap<string, Entry>): void {
    const before = this.state(stack);
    this.states.set(stack, new Map(state));
    for (const entry of before.values()) this.#forget(stack, entry);
    for (const entry of state.values()) this.#recall(entry);
  }

  backUp(stack: string): void {
    this.backups.set(stack, new Map(this.state(stack)));
  }

  restore(stack: string): void {
    this.replaceState(stack, this.backups.get(stack) ?? new Map());
  }

  /** The resource has another name in the program, and an alias to the one it had. */
  rename(stack: string, from: string, to: string): void {
    for (const map of [this.state(stack), this.programs.get(stack)] as Map<string, unknown>[]) {
      const value = map.get(from);
      map.delete(from);
      if (value !== undefined) map.set(to, value);
    }
  }

  // What others do.

  make(group: Pick<Group, "app" | "id" | "type" | "name">, stack?: string): Group {
    const made = {
      ...group,
      born: this.#step,
      attribute: undefined,
      claims: new Set(stack === undefined ? [] : [stack]),
    };
    this.groups.set(keyOf(group.app, group.id), made);
    return made;
  }

  disband({ app, id }: Group): void {
    this.groups.delete(keyOf(app, id));
  }

  /** The groups that may be left when every stack was destroyed, for a reason that its user was told. */
  excused(group: Group): boolean {
    return group.claims.size === 0 || this.forgotten.has(group.born) || this.#isRefused(group);
  }

  /** Whether a stack has a claim to a group. An id that is derived from a resource is one, whoever made the group. */
  isOf(stack: string, group: Group): boolean {
    const owners = this.names.map((name) => `${stack}/${name}`);
    const derived = owners.some((owner) => types.some((type) => this.derivedId(owner, type) === group.id));
    return derived || group.claims.has(stack);
  }

  #isRefused({ app, id }: Group): boolean {
    return [...this.states.values()].some((state) =>
      [...state.values()].some((entry) => entry.app === app && entry.id === id),
    );
  }

  #keep(stack: string, name: string, entry: Entry): void {
    const before = this.state(stack).get(name);
    this.state(stack).set(name, entry);
    if (before !== undefined && before.id !== entry.id) this.#forget(stack, before);
    this.#recall(entry);
  }

  #forget(stack: string, { app, id }: Entry): void {
    const group = this.group(app, id);
    const known = [...this.state(stack).values()].some((entry) => entry.app === app && entry.id === id);
    if (group?.claims.has(stack) && !known) this.forgotten.add(group.born);
  }

  #recall({ app, id, born }: Entry): void {
    const group = this.group(app, id);
    if (group !== undefined && group.born === born) this.forgotten.delete(group.born);
  }

  #write(group: Group, stack: string, owner: string, name: string): void {
    this.#mustBe(stack, group, "writes to");
    const { app, id, born } = group;
    const mark = { app, id, owner, born };
    group.attribute = mark;
    group.name = name;
    if (!this.marks.some((known) => isDeepStrictEqual(known, mark))) this.marks.push(mark);
  }

  /** The rules above must never lead a stack to a group that it has no claim to. */
  #mustBe(stack: string, group: Group, doing: string): void {
    assert.ok(this.isOf(stack, group), `${stack} ${doing} ${group.id}, which is not its own`);
    group.claims.add(stack);
  }
}

export function keyOf(app: App, id: string): string {
  return `${app} ${id}`;
}

function pick({ type, name, adopt }: Declaration): { type: Type; name: string; adopt: Adopt } {
  return { type, name, adopt };
}
