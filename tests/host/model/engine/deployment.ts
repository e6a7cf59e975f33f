import { HostError } from "../../support/errors";
import type { ProviderOfRun } from "./provider";
import type { Resource, Snapshot } from "./snapshot";

/** One step: a call of the engine to the provider. */
export interface Step {
  readonly op: "create" | "update" | "delete" | "read";
  /** Its position in the run. */
  readonly at: number;
  readonly urn: string;
  readonly kind: string;
  /** The resource in the state; undefined for a create. */
  readonly old: Resource | undefined;
  /** The new inputs of a create or an update. */
  readonly inputs: Record<string, unknown> | undefined;
}

/** Observes every call to the provider. */
export interface Observer {
  /** A resource was checked and has these inputs from now on. `olds`: the inputs in the state. */
  checked(urn: string, inputs: Record<string, unknown>, olds: Record<string, unknown>): void;
  begin(step: Step): void;
  /**
   * @param failure undefined: it succeeded
   * @param result the provider's answer, if there is one: a `Made` of a create or an update
   */
  end(step: Step, failure: HostError | undefined, result: unknown): void;
}

export interface RunOptions {
  readonly provider: ProviderOfRun;
  readonly observer: Observer;
  /** When the engine is killed: right before this step, or after it but before the state is written. */
  readonly kill?: { readonly at: number; readonly how: "before" | "unsaved" } | undefined;
  /** False: the state is written only at the end (`PULUMI_SKIP_CHECKPOINTS`). */
  readonly checkpoints: boolean;
  /** `--continue-on-error` */
  readonly continueOnError: boolean;
  /** Selects the next of the steps that are ready, because the engine runs them concurrently. */
  readonly order: "first" | "last";
}

export interface Outcome {
  readonly status: "done" | "failed" | "killed";
  readonly snapshot: Snapshot;
  readonly messages: readonly string[];
  /** Removed from the state without a call to the provider: retained, or deleted with another resource. */
  readonly dropped: readonly Resource[];
}

/** The engine was killed. */
export class Killed extends Error {}

/** No further step is started. */
export class Stopped extends Error {}

/** One run of the engine: the snapshot that it has built so far, and how much of that is written. */
export class Deployment {
  readonly base: Resource[];
  readonly messages: string[] = [];
  readonly dropped: Resource[] = [];
  readonly #news: Resource[] = [];
  readonly #done = new Set<Resource>();
  #saved: Snapshot;
  #steps = 0;

  constructor(
    before: Snapshot,
    readonly identity: string | undefined,
    readonly options: RunOptions,
  ) {
    this.base = copied(before.resources);
    this.#saved = before;
    this.checkpoint();
  }

  /** The current snapshot, new resources first. */
  get resources(): readonly Resource[] {
    return [...this.#news, ...this.base].filter((each) => !this.#done.has(each));
  }

  /** Marks a resource of the previous snapshot as processed: it is gone, or another entry replaces it. */
  retire(old: Resource): void {
    this.#done.add(old);
  }

  add(resource: Resource): void {
    this.#news.push(resource);
  }

  checkpoint(): void {
    if (this.options.checkpoints) this.#saved = this.#now();
  }

  /**
   * Runs a step and records its result.
   *
   * @param call a failure that leaves nothing to record is thrown
   * @param note changes the snapshot
   * @returns whether it succeeded
   * @throws Killed, Stopped
   */
  async step<T>(step: Omit<Step, "at">, call: () => Promise<T>, note: (result: T) => void): Promise<boolean> {
    const { kill, observer } = this.options;
    const at = this.#steps++;
    if (kill?.at === at && kill.how === "before") throw new Killed();
    observer.begin({ ...step, at });
    const result = await resultOf(call);
    const failure = failureIn(result);
    observer.end({ ...step, at }, failure, result);
    if (kill?.at === at) throw new Killed();
    if (!(result instanceof HostError)) note(result);
    this.checkpoint();
    if (failure !== undefined) this.fail(failure.message);
    return failure === undefined;
  }

  /** @throws Stopped unless the run continues */
  fail(message: string): void {
    this.messages.push(message);
    if (!this.options.continueOnError) throw new Stopped(message);
  }

  ended(status: Outcome["status"]): Outcome {
    const snapshot = status === "killed" ? this.#saved : this.#now();
    return { status, snapshot, messages: this.messages, dropped: this.dropped };
  }

  #now(): Snapshot {
    const resources = copied(this.resources);
    return { identity: this.identity, resources };
  }
}

function copied(resources: readonly Resource[]): Resource[] {
  return resources.map((each) => ({ ...each }));
}

async function resultOf<T>(call: () => Promise<T>): Promise<T | HostError> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}

/** A failure that left a partly created resource is part of the result. */
function failureIn(result: unknown): HostError | undefined {
  if (result instanceof HostError) return result;
  const { failure } = (result ?? {}) as { readonly failure?: HostError | undefined };
  return failure;
}
