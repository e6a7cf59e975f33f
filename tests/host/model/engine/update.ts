import { HostError } from "../../support/errors";
import { UNKNOWN } from "../../support/values";
import { deleteOne, deleteRest } from "./deletes";
import { Deployment, Killed, type Outcome, type RunOptions, Stopped } from "./deployment";
import { type Declared, dependenciesOf, inputsOf, type Owner, type Program, type Ref, urnOf } from "./program";
import { CheckFailed, type Made } from "./provider";
import type { Resource, Snapshot } from "./snapshot";

export interface UpdateOptions extends RunOptions {
  /** The id of the program's provider, which is in the state from the start of the first up. */
  readonly providerId: string;
  /** `--target-replace`: URNs. */
  readonly replace?: readonly string[];
  /** A new resource is created before the next one is checked; otherwise all are checked that can be. */
  readonly eager?: boolean;
}

type Inputs = Record<string, unknown>;

/** `pulumi up`, after its preview. Order, checks and deletes are the same as in the engine's step generator. */
export async function update(
  before: Snapshot,
  program: Program,
  owner: Owner,
  options: UpdateOptions,
): Promise<Outcome> {
  const run = new Update(new Deployment(before, options.providerId, options), program, owner, options);
  return run.run();
}

class Update {
  readonly #there = new Map<string, Resource>();
  /** URNs of the state that the program still declares. */
  readonly #declared = new Set<string>();
  /** Already deleted, because their dependencies had to be deleted first. */
  readonly #early = new Set<Resource>();
  readonly #deletes = new Set<string>();
  readonly #queue: (() => Promise<void>)[] = [];

  constructor(
    readonly deployment: Deployment,
    readonly program: Program,
    readonly owner: Owner,
    readonly options: UpdateOptions,
  ) {}

  async run(): Promise<Outcome> {
    try {
      await this.#register();
      const rest = this.deployment.base.filter((each) =>
        each.isDeleted ? !this.#early.has(each) : !this.#declared.has(each.urn),
      );
      await deleteRest(this.deployment, rest, this.#deletes);
    } catch (error) {
      if (error instanceof Killed) return this.deployment.ended("killed");
      if (error instanceof CheckFailed || error instanceof HostError) this.deployment.messages.push(error.message);
      else if (!(error instanceof Stopped)) throw error;
    }
    return this.deployment.ended(this.deployment.messages.length > 0 ? "failed" : "done");
  }

  /** Everything without dependencies is checked before the next step runs, because the program does not wait. */
  async #register(): Promise<void> {
    const waiting = [...this.program];
    for (;;) {
      const ready = waiting.findIndex((each) => dependenciesOf(each).all.every((urn) => this.#there.has(urn)));
      const [declared] = ready < 0 ? [] : waiting.splice(ready, 1);
      if (declared !== undefined) await this.#registerOne(declared);
      const step = declared === undefined ? this.#nextStep() : undefined;
      if (declared === undefined && step === undefined) return;
      await step?.();
    }
  }

  #nextStep(): (() => Promise<void>) | undefined {
    return this.options.order === "first" ? this.#queue.shift() : this.#queue.pop();
  }

  async #registerOne(declared: Declared): Promise<void> {
    const { provider } = this.options;
    const urn = urnOf(declared);
    const old = this.#old(urn, declared);
    if (old !== undefined) this.#declared.add(old.urn);
    const goal = inputsOf(declared, this.owner, (ref) => this.#output(ref));
    const isForced = old !== undefined && this.options.replace?.includes(urn) === true;
    const isAgain = old !== undefined && this.#early.has(old);
    const olds = old === undefined || isForced || isAgain ? {} : old.inputs;
    const inputs = await this.#check(declared, olds, goal);
    if (old === undefined || isAgain) {
      const create = () => this.#create(declared, inputs, old, true);
      if (this.options.eager) await create();
      else this.#queue.push(create);
      return;
    }
    const diff = isForced
      ? { changed: true, replaces: true, deleteBeforeReplace: false }
      : await provider.diff(old, inputs);
    if (diff.replaces || old.isPendingReplacement) {
      if (declared.options?.protect && old.options.protect) throw this.#refused(urn);
      const fresh = isForced ? inputs : await this.#check(declared, {}, goal);
      const isFirst = declared.options?.deleteBeforeReplace ?? diff.deleteBeforeReplace;
      this.#queue.push(() => this.#replace(declared, fresh, old, isFirst));
    } else if (diff.changed || old.initErrors) {
      this.#queue.push(() => this.#update(declared, inputs, old));
    } else {
      this.#note(declared, inputs, { id: old.id, outputs: old.outputs, failure: undefined });
      this.deployment.retire(old);
    }
  }

  async #check(declared: Declared, olds: Inputs, goal: Inputs): Promise<Inputs> {
    const urn = urnOf(declared);
    const inputs = await this.options.provider.check(declared.kind, urn, olds, goal);
    this.options.observer.checked(urn, inputs, olds);
    return inputs;
  }

  #old(urn: string, { options = {} }: Declared): Resource | undefined {
    const of = (name: string) => this.deployment.base.find((each) => each.urn === name && !each.isDeleted);
    return [urn, ...(options.aliases ?? [])].map(of).find((each) => each !== undefined);
  }

  #output({ $of, output }: Ref): unknown {
    return this.#there.get($of)?.outputs[output];
  }

  /** @param isFree the replaced resource is already deleted */
  async #create(declared: Declared, inputs: Inputs, replaced: Resource | undefined, isFree: boolean): Promise<void> {
    const step = { op: "create", urn: urnOf(declared), kind: declared.kind, old: undefined, inputs } as const;
    const call = () => this.options.provider.create(declared.kind, inputs);
    await this.deployment.step(step, call, (made) => {
      this.#note(declared, inputs, made);
      if (replaced === undefined) return;
      // If an earlier run deleted it, the engine deletes it again, and does not keep it in the state for that.
      if (replaced.isPendingReplacement) this.deployment.retire(replaced);
      if (!isFree) replaced.isDeleted = true;
    });
  }

  async #update(declared: Declared, inputs: Inputs, old: Resource): Promise<void> {
    const step = { op: "update", urn: urnOf(declared), kind: declared.kind, old, inputs } as const;
    const call = () => this.options.provider.update(old, inputs);
    await this.deployment.step(step, call, (made) => {
      this.#note(declared, inputs, made);
      this.deployment.retire(old);
    });
  }

  async #replace(declared: Declared, inputs: Inputs, old: Resource, isFirst: boolean): Promise<void> {
    if (isFirst) {
      for (const dependent of await this.#replacedWith(old)) {
        if (!(await this.#deleteEarly(dependent))) return;
        this.#deletes.add(dependent.urn);
      }
      if (!old.isPendingReplacement && !(await this.#deleteEarly(old))) return;
    }
    await this.#create(declared, inputs, old, isFirst);
  }

  async #deleteEarly(old: Resource): Promise<boolean> {
    this.#early.add(old);
    if (!(await deleteOne(this.deployment, old, this.#deletes, { isReplaced: true }))) return false;
    if (old.isDeleted) this.deployment.retire(old);
    else old.isPendingReplacement = true;
    this.deployment.checkpoint();
    return true;
  }

  /** The resources that have to be replaced as well, because a dependency is temporarily gone; the last of them first. */
  async #replacedWith(root: Resource): Promise<readonly Resource[]> {
    const { base } = this.deployment;
    const replaced = new Set([root.urn]);
    const found: Resource[] = [];
    for (const each of base.slice(base.indexOf(root) + 1)) {
      if (this.#declared.has(each.urn) || this.#early.has(each)) continue;
      const unknown = Object.entries(each.propertyDependencies).filter(([, urn]) => replaced.has(urn));
      if (unknown.length === 0) continue;
      const inputs = { ...each.inputs, ...Object.fromEntries(unknown.map(([property]) => [property, UNKNOWN])) };
      if (!(await this.options.provider.diff(each, inputs)).replaces) continue;
      if (each.options.protect) throw this.#refused(each.urn);
      replaced.add(each.urn);
      found.unshift(each);
    }
    return found;
  }

  /** Puts the result into the state. A partly created resource is in it, and its dependents do not continue. */
  #note(declared: Declared, inputs: Inputs, { id, outputs, failure }: Made): void {
    const { all, ofProperties } = dependenciesOf(declared);
    const resource: Resource = {
      urn: urnOf(declared),
      kind: declared.kind,
      id,
      inputs,
      outputs,
      initErrors: failure !== undefined,
      options: declared.options ?? {},
      dependencies: all,
      propertyDependencies: ofProperties,
      isDeleted: false,
      isPendingReplacement: false,
    };
    this.deployment.add(resource);
    if (failure === undefined) this.#there.set(resource.urn, resource);
  }

  #refused(urn: string): Stopped {
    const message = `unable to replace resource ${urn} as it is currently marked for protection`;
    this.deployment.messages.push(message);
    return new Stopped(message);
  }
}
