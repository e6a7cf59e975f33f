import { HostError } from "../support/errors";
import type { Host } from "../support/host";
import type { Props } from "../support/values";

/** What the engine keeps of a resource. */
export interface Kept {
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  /** A create or update left it half-made: the next up calls update, whatever diff says. */
  readonly initErrors: boolean;
}

/** What came of an operation: undefined is success. */
export type Failure = HostError | undefined;

/**
 * As much of the Pulumi engine as a group sees: in which order it calls the provider, and what it keeps in the state of
 * a stack. `Group` sets `deleteBeforeReplace`, so that a replacement deletes first.
 */
export class MiniEngine {
  readonly #states = new Map<string, ReadonlyMap<string, Kept>>();

  state(stack: string): ReadonlyMap<string, Kept> {
    return this.#states.get(stack) ?? new Map();
  }

  /** As an imported or lost state, or one that was never written. */
  replaceState(stack: string, state: ReadonlyMap<string, Kept>): void {
    this.#states.set(stack, state);
  }

  /** `pulumi up` of one resource. */
  up(host: Host, stack: string, name: string, args: Props, { replace }: { replace: boolean }): Promise<Failure> {
    return outcome(async () => {
      const news = { ...args, managedBy: `${stack}/${name}` };
      const old = this.state(stack).get(name);
      if (old === undefined) return this.#create(host, stack, name, await checked(host, {}, news));
      const inputs = await checked(host, old.inputs, news);
      const diff = await host.diff(old.id, old.outputs, inputs);
      if (replace || diff.replaces.length > 0) return this.#replace(host, stack, name, news);
      // Where diff leaves it open, the engine compares the inputs; here they differ whenever it does.
      if (diff.changes === "none" && !old.initErrors) return;
      await this.#made(stack, name, inputs, async () => ({
        id: old.id,
        ...(await host.update(old.id, old.outputs, inputs)),
      }));
    });
  }

  /** `pulumi refresh` of one resource. */
  refresh(host: Host, stack: string, name: string): Promise<Failure> {
    return outcome(async () => {
      const old = this.state(stack).get(name);
      if (old === undefined) return;
      const { id, props, inputs = old.inputs } = await host.read(old.id, old.outputs);
      this.#set(stack, name, id === "" ? undefined : { id, inputs, outputs: props, initErrors: false });
    });
  }

  /** `pulumi destroy` of one resource, or its removal from the program. */
  remove(host: Host, stack: string, name: string): Promise<Failure> {
    return outcome(() => this.#delete(host, stack, name));
  }

  async #replace(host: Host, stack: string, name: string, news: Props): Promise<void> {
    await this.#delete(host, stack, name);
    // The engine forgets the defaults of the old resource here: check gets no old inputs.
    await this.#create(host, stack, name, await checked(host, {}, news));
  }

  #create(host: Host, stack: string, name: string, inputs: Record<string, unknown>): Promise<void> {
    return this.#made(stack, name, inputs, () => host.create(inputs));
  }

  /** A resource that could only be half made or half updated stays in the state, with what the provider tells of it. */
  async #made(
    stack: string,
    name: string,
    inputs: Record<string, unknown>,
    work: () => Promise<{ readonly id: string; readonly outs: Record<string, unknown> }>,
  ): Promise<void> {
    try {
      const { id, outs } = await work();
      this.#set(stack, name, { id, inputs, outputs: outs, initErrors: false });
    } catch (error) {
      if (error instanceof HostError && error.partialFailure) {
        const { id, properties } = error.partialFailure;
        const { __provider: _, ...outputs } = properties;
        this.#set(stack, name, { id, inputs, outputs, initErrors: true });
      }
      throw error;
    }
  }

  async #delete(host: Host, stack: string, name: string): Promise<void> {
    const old = this.state(stack).get(name);
    if (old === undefined) return;
    await host.delete(old.id, old.outputs);
    this.#set(stack, name, undefined);
  }

  #set(stack: string, name: string, kept: Kept | undefined): void {
    const next = new Map(this.state(stack));
    if (kept === undefined) next.delete(name);
    else next.set(name, kept);
    this.#states.set(stack, next);
  }
}

async function outcome(work: () => Promise<void>): Promise<Failure> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}

async function checked(host: Host, olds: Props, news: Props): Promise<Record<string, unknown>> {
  const { inputs, failures } = await host.check(olds, news);
  if (failures.length > 0) throw new Error(`check refused what the model takes for good: ${JSON.stringify(failures)}`);
  return inputs;
}
