import assert from "node:assert/strict";
import { type AppHandle, DEFAULT_APP } from "../../../emulator";
import { HostError } from "../support/errors";
import { GroupHost, ownedBy } from "../support/groups";
import type { Host } from "../support/host";
import type { Props } from "../support/values";

/** A resource as a program declares it. */
export interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly args: Props;
  readonly options?: Options | undefined;
}

/** As much of `pulumi.CustomResourceOptions` as matters here. */
interface Options {
  readonly deleteBeforeReplace?: true;
  readonly replaceOnChanges?: readonly string[];
  /** The name of the component that it is in. */
  readonly parent?: string;
  /** The name of its explicit provider: another one replaces it, the new one first. */
  readonly provider?: string;
}

/** What the engine keeps of a resource. */
interface Kept {
  readonly kind: string;
  readonly name: string;
  readonly options: Options | undefined;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  readonly isHalfMade: boolean;
}

/** Where the engine is killed, or goes on although something failed. */
export interface RunOptions {
  /** Nothing is deleted any more. */
  readonly cutBeforeDeletes?: boolean;
  readonly continueOnError?: boolean;
}

/**
 * As much of the Pulumi engine as a program sees whose resources change hands: one after the other is checked and compared,
 * while what came before is under way already; replacements are created first, and all that goes goes at the end. Each run
 * has a provider process of its own, as far as that can tell.
 */
export class Stack {
  /** By kind and name, as by URN. */
  #state = new Map<string, Kept>();
  /** What was replaced and still has to go. */
  #replaced: Kept[] = [];
  #runs = 0;

  constructor(
    private readonly host: Host,
    /** Tells the runs of this stack from those of others in the same process. */
    private readonly name = "stack",
    private readonly owner: typeof ownedBy = ownedBy,
  ) {}

  /** What is in the state: `Group room`, and what waits to be deleted. */
  get resources(): readonly string[] {
    const names = [...this.#state.values()].map(({ kind, name }) => `${kind} ${name}`);
    return [...names, ...this.#replaced.map(({ kind, name }) => `${kind} ${name} (replaced)`)].sort();
  }

  kept(kind: string, name: string): Kept {
    return this.#state.get(urn({ kind, name })) ?? assert.fail(`${kind} ${name} is not in the state`);
  }

  /** A run that is to succeed. */
  async up(resources: readonly Resource[], options: RunOptions = {}): Promise<void> {
    assert.deepEqual(await this.tryUp(resources, options), []);
  }

  /** @returns what failed */
  async tryUp(resources: readonly Resource[], options: RunOptions = {}): Promise<readonly string[]> {
    const run = new Run(this.#nextRun());
    const old = new Map(this.#state);
    for (const resource of resources) {
      const step = await this.#plan(resource, old.get(urn(resource)), run);
      if (step === undefined) break;
      const done = run.begin(step);
      // Parts of a group are not come to before the group is there.
      if (resource.kind === "Group") await done;
    }
    await run.ended();
    const declared = new Set(resources.map(urn));
    const goesOn = run.failures.length === 0 || (options.continueOnError && !run.isRefused);
    if (goesOn && !options.cutBeforeDeletes) {
      await this.#deleteAll(run, (kept) => !declared.has(urn(kept)));
    }
    return run.failures;
  }

  /** @returns what is refused before anything is done */
  async preview(resources: readonly Resource[]): Promise<readonly string[]> {
    const run = new Run(this.#nextRun());
    for (const resource of resources) {
      if ((await this.#plan(resource, this.#state.get(urn(resource)), run)) === undefined) break;
    }
    return run.failures;
  }

  /** A destroy that is to succeed. */
  async destroy(): Promise<void> {
    assert.deepEqual(await this.tryDestroy(), []);
    assert.deepEqual(this.resources, []);
  }

  /** @returns what failed */
  async tryDestroy(): Promise<readonly string[]> {
    const run = new Run(this.#nextRun());
    await this.#deleteAll(run, () => true);
    return run.failures;
  }

  async refresh(): Promise<void> {
    const host = this.#nextRun();
    for (const [key, kept] of this.#state) {
      const { id, props, inputs = kept.inputs } = await host.of(kept.kind).read(kept.id, kept.outputs);
      if (id === "") this.#state.delete(key);
      else this.#state.set(key, { ...kept, inputs, outputs: props });
    }
  }

  #nextRun(): Host {
    this.#runs += 1;
    return this.host.inRun(`${this.name}-${this.#runs}`);
  }

  /** What has to be done for a resource; undefined: its inputs are refused. */
  async #plan(resource: Resource, old: Kept | undefined, run: Run): Promise<(() => Promise<void>) | undefined> {
    const { kind, name, args, options } = resource;
    const host = run.host.of(kind);
    const parent = options?.parent && {
      __parentUrn: `urn:pulumi:dev::chat::acme:index:${options.parent}::${options.parent}`,
    };
    const news = { ...args, ...this.owner(name), ...parent };
    const inputs = await run.check(host, old?.inputs ?? {}, news);
    if (inputs === undefined) return undefined;
    if (old === undefined) return () => this.#create(resource, inputs, run);
    // Another provider replaces a resource, whatever its provider would say of the inputs.
    const movesProvider = old.options?.provider !== options?.provider;
    const diff = movesProvider ? anotherProvider : await host.diff(old.id, old.outputs, inputs);
    const isForced = options?.replaceOnChanges?.some((property) => differs(old.inputs[property], inputs[property]));
    if (diff.replaces.length === 0 && !isForced) {
      const isSame = diff.changes === "none" && !old.isHalfMade;
      return isSame ? async () => this.#keep(old, inputs) : () => this.#update(old, inputs, run);
    }
    const anew = await run.check(host, {}, news);
    if (anew === undefined) return undefined;
    const deletesFirst = options?.deleteBeforeReplace || diff.deleteBeforeReplace;
    return async () => {
      if (deletesFirst) {
        await host.deleteInUpdate(old.id, old.outputs);
        this.#state.delete(urn(old));
      }
      await this.#create(resource, anew, run);
      if (!deletesFirst) this.#replaced.push(old);
    };
  }

  async #create({ kind, name, options }: Resource, inputs: Props, run: Run): Promise<void> {
    await this.#made({ kind, name, options, inputs }, async () => {
      const { id, outs } = await run.host.of(kind).create(inputs);
      return { id, outputs: outs };
    });
  }

  async #update({ kind, name, options, id, outputs }: Kept, inputs: Props, run: Run): Promise<void> {
    await this.#made({ kind, name, options, inputs }, async () => {
      const { outs } = await run.host.of(kind).update(id, outputs, inputs);
      return { id, outputs: outs };
    });
  }

  /** A resource that could only be made in part stays in the state, with what the provider tells of it. */
  async #made(
    resource: Pick<Kept, "kind" | "name" | "options" | "inputs">,
    work: () => Promise<{ readonly id: string; readonly outputs: Props }>,
  ): Promise<void> {
    try {
      this.#state.set(urn(resource), { ...resource, isHalfMade: false, ...(await work()) });
    } catch (error) {
      if (error instanceof HostError && error.partialFailure) {
        const { id, properties } = error.partialFailure;
        const { __provider: _, ...outputs } = properties;
        this.#state.set(urn(resource), { ...resource, id, outputs, isHalfMade: true });
      }
      throw error;
    }
  }

  #keep(old: Kept, inputs: Props): void {
    this.#state.set(urn(old), { ...old, inputs });
  }

  /** What was made last goes first. */
  async #deleteAll(run: Run, goes: (kept: Kept) => boolean): Promise<void> {
    const replaced = this.#replaced.splice(0);
    const dropped = [...this.#state.values()].filter(goes).reverse();
    for (const kept of [...replaced, ...dropped]) {
      await run.begin(() => run.host.of(kept.kind).deleteInUpdate(kept.id, kept.outputs));
      const isGone = run.last === undefined;
      if (isGone && dropped.includes(kept)) this.#state.delete(urn(kept));
      if (!isGone && replaced.includes(kept)) this.#replaced.push(kept);
    }
  }
}

/** One run of the engine. */
class Run {
  readonly failures: string[] = [];
  /** What the last work failed with. */
  last: string | undefined;
  isRefused = false;
  readonly #work: Promise<void>[] = [];

  constructor(readonly host: Host) {}

  begin(work: () => Promise<void>): Promise<void> {
    const done = work().then(
      () => {
        this.last = undefined;
      },
      (error: unknown) => {
        if (!(error instanceof HostError)) throw error;
        this.last = error.message;
        this.failures.push(error.message);
      },
    );
    this.#work.push(done);
    return done;
  }

  async ended(): Promise<void> {
    await Promise.all(this.#work);
  }

  /** Undefined: it refuses the inputs. */
  async check(host: Host, olds: Props, news: Props): Promise<Props | undefined> {
    const { inputs, failures } = await host.check(olds, news);
    if (failures.length === 0) return inputs;
    this.isRefused = true;
    this.failures.push(...failures.map(({ property, reason }) => `${property} ${reason}`));
    return undefined;
  }
}

function urn({ kind, name, options }: Pick<Resource, "kind" | "name" | "options">): string {
  return `${options?.parent ?? ""}$${kind}::${name}`;
}

/** What the engine concludes by itself of a resource that gets another provider. */
const anotherProvider = { replaces: ["provider"], changes: "some", deleteBeforeReplace: false } as const;

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** The process and the emulator that the programs of one suite run on. Call inside a describe. */
export function useBench(): { readonly bench: GroupHost; readonly app: AppHandle; stack(): Stack } {
  let bench: GroupHost | undefined;
  let serial = 0;
  const running = () => bench ?? assert.fail("it is not running");

  before(async () => {
    const apps = [{ ...DEFAULT_APP, memberCustomFieldKeys: ["team"], customFieldKeys: ["pulumi_owner"] }];
    bench = await GroupHost.start({ emulator: { apps, rateLimit: false } });
  });
  beforeEach(() => {
    running().emulator.reset();
    running().emulator.app().importAccounts("alice", "bob", "carol", "dave", "erin");
  });
  after(() => running().stop());

  return {
    get bench() {
      return running();
    },
    get app() {
      return running().emulator.app();
    },
    stack() {
      serial += 1;
      return new Stack(running().host, `stack-${serial}`);
    },
  };
}
