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

/** The subset of `pulumi.CustomResourceOptions` that matters here. */
interface Options {
  readonly deleteBeforeReplace?: true;
  readonly replaceOnChanges?: readonly string[];
  /** The name of its component. */
  readonly parent?: string;
  /** The name of its explicit provider. A change replaces the resource, create before delete. */
  readonly provider?: string;
}

/** A resource in the engine's state. */
interface ResourceState {
  readonly kind: string;
  readonly name: string;
  readonly options: Options | undefined;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  readonly isPartlyCreated: boolean;
}

/** When the engine is killed, or continues after a failure. */
export interface RunOptions {
  /** The run ends before any delete. */
  readonly killBeforeDeletes?: boolean;
  readonly continueOnError?: boolean;
}

/**
 * The subset of the Pulumi engine that matters when resources are handed over: they are checked and compared one by one while
 * earlier steps are already running; replacements are created first, and deletes come last. To the provider each run looks
 * like a process of its own.
 */
export class Stack {
  /** By kind and name, like URNs. */
  #state = new Map<string, ResourceState>();
  /** Replaced resources that are still to be deleted. */
  #replaced: ResourceState[] = [];
  #runs = 0;

  constructor(
    private readonly host: Host,
    /** Distinguishes the runs of this stack from those of others in the same process. */
    private readonly name = "stack",
    private readonly owner: typeof ownedBy = ownedBy,
  ) {}

  /** The resources in the state, such as `Group room`, including those that wait to be deleted. */
  get resources(): readonly string[] {
    const names = [...this.#state.values()].map(({ kind, name }) => `${kind} ${name}`);
    return [...names, ...this.#replaced.map(({ kind, name }) => `${kind} ${name} (replaced)`)].sort();
  }

  stateOf(kind: string, name: string): ResourceState {
    return this.#state.get(urn({ kind, name })) ?? assert.fail(`${kind} ${name} is not in the state`);
  }

  /** Runs an up that has to succeed. */
  async up(resources: readonly Resource[], options: RunOptions = {}): Promise<void> {
    assert.deepEqual(await this.tryUp(resources, options), []);
  }

  /** @returns the failures */
  async tryUp(resources: readonly Resource[], options: RunOptions = {}): Promise<readonly string[]> {
    const run = new Run(this.#nextRun());
    const old = new Map(this.#state);
    for (const resource of resources) {
      const step = await this.#plan(resource, old.get(urn(resource)), run);
      if (step === undefined) break;
      const done = run.begin(step);
      // The child resources wait for their group.
      if (resource.kind === "Group") await done;
    }
    await run.ended();
    const declared = new Set(resources.map(urn));
    const continues = run.failures.length === 0 || (options.continueOnError && !run.isRefused);
    if (continues && !options.killBeforeDeletes) {
      await this.#deleteAll(run, (entry) => !declared.has(urn(entry)));
    }
    return run.failures;
  }

  /** @returns what is refused before any call */
  async preview(resources: readonly Resource[]): Promise<readonly string[]> {
    const run = new Run(this.#nextRun());
    for (const resource of resources) {
      if ((await this.#plan(resource, this.#state.get(urn(resource)), run)) === undefined) break;
    }
    return run.failures;
  }

  /** Runs a destroy that has to succeed. */
  async destroy(): Promise<void> {
    assert.deepEqual(await this.tryDestroy(), []);
    assert.deepEqual(this.resources, []);
  }

  /** @returns the failures */
  async tryDestroy(): Promise<readonly string[]> {
    const run = new Run(this.#nextRun());
    await this.#deleteAll(run, () => true);
    return run.failures;
  }

  async refresh(): Promise<void> {
    const host = this.#nextRun();
    for (const [key, entry] of this.#state) {
      const { id, props, inputs = entry.inputs } = await host.of(entry.kind).read(entry.id, entry.outputs);
      if (id === "") this.#state.delete(key);
      else this.#state.set(key, { ...entry, inputs, outputs: props });
    }
  }

  #nextRun(): Host {
    this.#runs += 1;
    return this.host.inRun(`${this.name}-${this.#runs}`);
  }

  /** The next step for a resource; undefined if its inputs are refused. */
  async #plan(
    resource: Resource,
    old: ResourceState | undefined,
    run: Run,
  ): Promise<(() => Promise<void>) | undefined> {
    const { kind, name, args, options } = resource;
    const host = run.host.of(kind);
    const parent = options?.parent && {
      __parentUrn: `urn:pulumi:dev::chat::acme:index:${options.parent}::${options.parent}`,
    };
    const news = { ...args, ...this.owner(name), ...parent };
    const inputs = await run.check(host, old?.inputs ?? {}, news);
    if (inputs === undefined) return undefined;
    if (old === undefined) return () => this.#create(resource, inputs, run);
    // A change of the provider replaces a resource, whatever the provider's diff would say.
    const movesProvider = old.options?.provider !== options?.provider;
    const diff = movesProvider ? providerChange : await host.diff(old.id, old.outputs, inputs);
    const isForced = options?.replaceOnChanges?.some((property) => differs(old.inputs[property], inputs[property]));
    if (diff.replaces.length === 0 && !isForced) {
      const isSame = diff.changes === "none" && !old.isPartlyCreated;
      return isSame ? async () => this.#keep(old, inputs) : () => this.#update(old, inputs, run);
    }
    const replacement = await run.check(host, {}, news);
    if (replacement === undefined) return undefined;
    const deletesFirst = options?.deleteBeforeReplace || diff.deleteBeforeReplace;
    return async () => {
      if (deletesFirst) {
        await host.deleteInUpdate(old.id, old.outputs);
        this.#state.delete(urn(old));
      }
      await this.#create(resource, replacement, run);
      if (!deletesFirst) this.#replaced.push(old);
    };
  }

  async #create({ kind, name, options }: Resource, inputs: Props, run: Run): Promise<void> {
    await this.#made({ kind, name, options, inputs }, async () => {
      const { id, outs } = await run.host.of(kind).create(inputs);
      return { id, outputs: outs };
    });
  }

  async #update({ kind, name, options, id, outputs }: ResourceState, inputs: Props, run: Run): Promise<void> {
    await this.#made({ kind, name, options, inputs }, async () => {
      const { outs } = await run.host.of(kind).update(id, outputs, inputs);
      return { id, outputs: outs };
    });
  }

  /** A partly created resource stays in the state, with the properties that the provider returns. */
  async #made(
    resource: Pick<ResourceState, "kind" | "name" | "options" | "inputs">,
    work: () => Promise<{ readonly id: string; readonly outputs: Props }>,
  ): Promise<void> {
    try {
      this.#state.set(urn(resource), { ...resource, isPartlyCreated: false, ...(await work()) });
    } catch (error) {
      if (error instanceof HostError && error.partialFailure) {
        const { id, properties } = error.partialFailure;
        const { __provider: _, ...outputs } = properties;
        this.#state.set(urn(resource), { ...resource, id, outputs, isPartlyCreated: true });
      }
      throw error;
    }
  }

  #keep(old: ResourceState, inputs: Props): void {
    this.#state.set(urn(old), { ...old, inputs });
  }

  /** Deletes in reverse order of creation. */
  async #deleteAll(run: Run, goes: (entry: ResourceState) => boolean): Promise<void> {
    const replaced = this.#replaced.splice(0);
    const dropped = [...this.#state.values()].filter(goes).reverse();
    for (const entry of [...replaced, ...dropped]) {
      await run.begin(() => run.host.of(entry.kind).deleteInUpdate(entry.id, entry.outputs));
      const isGone = run.last === undefined;
      if (isGone && dropped.includes(entry)) this.#state.delete(urn(entry));
      if (!isGone && replaced.includes(entry)) this.#replaced.push(entry);
    }
  }
}

/** One run of the engine. */
class Run {
  readonly failures: string[] = [];
  /** The failure of the last step. */
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

  /** Undefined if the inputs are refused. */
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

/** The engine's own diff for a resource that gets another provider. */
const providerChange = { replaces: ["provider"], changes: "some", deleteBeforeReplace: false } as const;

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
