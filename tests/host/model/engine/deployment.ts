import { HostError } from "../../support/errors";
import type { ProviderOfRun } from "./provider";
import type { Resource, Snapshot } from "./snapshot";

/** One call by which the engine has the provider do something. */
export interface Step {
  readonly op: "create" | "update" | "delete" | "read";
  /** Its place among the steps of the run. */
  readonly at: number;
  readonly urn: string;
  readonly kind: string;
  /** What the state has; undefined for a create. */
  readonly old: Resource | undefined;
  /** Of a create or an update. */
  readonly inputs: Record<string, unknown> | undefined;
}

/** Hears of everything that the provider is asked. */
export interface Observer {
  /** A resource was checked: these are its inputs from now on. `olds`: what the state has. */
  checked(urn: string, inputs: Record<string, unknown>, olds: Record<string, unknown>): void;
  begin(step: Step): void;
  /**
   * @param failure undefined: it succeeded
   * @param result what the provider said, where it left anything: a `Made` of a create or an update
   */
  end(step: Step, failure: HostError | undefined, result: unknown): void;
}

export interface RunOptions {
  readonly provider: ProviderOfRun;
  readonly observer: Observer;
  /** The engine is killed: right before this step, or when it has been done and nobody has written that down. */
  readonly cut?: { readonly at: number; readonly how: "before" | "unsaved" } | undefined;
  /** False: the state is written at the end alone (`PULUMI_SKIP_CHECKPOINTS`). */
  readonly checkpoints: boolean;
  /** `--continue-on-error` */
  readonly continueOnError: boolean;
  /** Which of the steps that could be next is next: the engine does them at the same time. */
  readonly order: "first" | "last";
}

export interface Outcome {
  readonly status: "done" | "failed" | "killed";
  readonly snapshot: Snapshot;
  readonly messages: readonly string[];
  /** What went from the state without the provider being asked: retained, or deleted with another resource. */
  readonly left: readonly Resource[];
}

/** The engine is no more. */
export class Killed extends Error {}

/** Nothing further is begun. */
export class Stopped extends Error {}

/** One run of the engine: what it has made of a snapshot until now, and what of that is written down. */
export class Deployment {
  readonly base: Resource[];
  readonly messages: string[] = [];
  readonly left: Resource[] = [];
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

  /** What there is now, the new things first. */
  get resources(): readonly Resource[] {
    return [...this.#news, ...this.base].filter((each) => !this.#done.has(each));
  }

  /** Takes a resource of the snapshot before as seen to: it is gone, or another entry stands for it. */
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
   * Does a step, and takes note of what came of it.
   *
   * @param call a failure of it that leaves nothing to note is thrown
   * @param note changes what there is
   * @returns whether it succeeded
   * @throws Killed, Stopped
   */
  async step<T>(step: Omit<Step, "at">, call: () => Promise<T>, note: (result: T) => void): Promise<boolean> {
    const { cut, observer } = this.options;
    const at = this.#steps++;
    if (cut?.at === at && cut.how === "before") throw new Killed();
    observer.begin({ ...step, at });
    const result = await resultOf(call);
    const failure = failureIn(result);
    observer.end({ ...step, at }, failure, result);
    if (cut?.at === at) throw new Killed();
    if (!(result instanceof HostError)) note(result);
    this.checkpoint();
    if (failure !== undefined) this.fail(failure.message);
    return failure === undefined;
  }

  /** @throws Stopped unless the run is to go on */
  fail(message: string): void {
    this.messages.push(message);
    if (!this.options.continueOnError) throw new Stopped(message);
  }

  ended(status: Outcome["status"]): Outcome {
    const snapshot = status === "killed" ? this.#saved : this.#now();
    return { status, snapshot, messages: this.messages, left: this.left };
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

/** A failure that left something half-made is a part of what came of it. */
function failureIn(result: unknown): HostError | undefined {
  if (result instanceof HostError) return result;
  const { failure } = (result ?? {}) as { readonly failure?: HostError | undefined };
  return failure;
}
