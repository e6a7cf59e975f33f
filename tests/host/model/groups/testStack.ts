import assert from "node:assert/strict";
import { UNKNOWN } from "../../support/values";
import { destroy } from "../engine/deletes";
import type { Outcome } from "../engine/deployment";
import { preview } from "../engine/preview";
import { ProviderOfRun } from "../engine/provider";
import { refresh } from "../engine/refresh";
import { emptySnapshot, type Snapshot } from "../engine/snapshot";
import { update } from "../engine/update";
import { conflictIn } from "./conflicts";
import { type App, type Field, groupIdOf, type StackName } from "./constants";
import { withDuplicate } from "./edits";
import type { Environment } from "./environment";
import type { GroupHistory } from "./history";
import { compile, type Item, urnOfItem } from "./program";
import { RunObserver } from "./runObserver";
import { assertNothingForgotten } from "./stateCheck";
import type { FaultChoice } from "./stepFault";

/** The circumstances of one run of the engine. */
export interface RunParameters {
  readonly kill: { readonly at: number; readonly how: "before" | "unsaved" } | undefined;
  readonly checkpoints: boolean;
  readonly continueOnError: boolean;
  readonly order: "first" | "last";
  readonly eager: boolean;
  readonly preview: boolean;
  /** A group of the program to replace on demand. */
  readonly replace: number | undefined;
  readonly fault: FaultChoice | undefined;
  /** After the kill, the stack is destroyed immediately. */
  readonly destroyAfterKill: boolean;
  /** The program declares a group twice, in this run only. */
  readonly hasDuplicate: boolean;
}

/** A run without faults. */
export const noFaults: RunParameters = {
  kill: undefined,
  checkpoints: true,
  continueOnError: false,
  order: "first",
  eager: false,
  preview: true,
  replace: undefined,
  fault: undefined,
  destroyAfterKill: false,
  hasDuplicate: false,
};

/** One of the stacks: its backend, its program, its settings. */
export class TestStack {
  snapshot: Snapshot = emptySnapshot;
  /** The custom field of its owner marks; undefined: an attribute. */
  field: Field | undefined;
  /** `tencent-chat:identity` */
  pinned: string | undefined;
  names = "organization/chat/dev";
  backup: Snapshot = emptySnapshot;

  constructor(
    readonly stack: StackName,
    readonly environment: Environment,
    readonly history: GroupHistory,
    public items: readonly Item[],
  ) {}

  /** Pins the identity from now on. */
  pin(): void {
    this.pinned = `${this.environment.prefix}pinned/${this.stack}`;
  }

  /** `pulumi up` */
  async up(parameters: RunParameters): Promise<Outcome["status"]> {
    const { environment, history, stack, field, snapshot } = this;
    const program = compile(
      parameters.hasDuplicate ? withDuplicate(this.items) : this.items,
      (id) => `${environment.prefix}${groupIdOf(stack, id)}`,
    );
    const replaced = this.items[(parameters.replace ?? 0) % Math.max(1, this.items.length)];
    const replace = parameters.replace !== undefined && replaced?.is === "group" ? [urnOfItem(replaced)] : [];
    const provider = await this.#provider("own");
    const known = this.pinned ?? snapshot.identity;
    const conflict = conflictIn(program, snapshot, replace, { stack: this.names, identity: known ?? "" }, history);
    if (parameters.preview) {
      const owner = { stack: this.names, identity: known ?? UNKNOWN };
      const why = await preview(snapshot, program, owner, provider, replace);
      assert.equal(why !== undefined, conflict !== undefined, why ?? `the preview lets two declare ${conflict}`);
      assert.deepEqual(environment.takeEffects(), [], "a preview changes something");
      if (why !== undefined) return "failed";
    }
    const providerId = snapshot.identity ?? environment.newIdentity();
    const owner = { stack: this.names, identity: this.pinned ?? providerId };
    const observer = new RunObserver(environment, history, {
      stack,
      field,
      program,
      mode: "up",
      app: "own",
      fault: parameters.fault,
    });
    const options = { ...parameters, providerId, replace, provider: await this.#provider("own"), observer };
    const outcome = await update(snapshot, program, owner, options);
    if (outcome.status === "done") observer.assertDone();
    this.#finish(outcome, observer, conflict, parameters);
    return outcome.status;
  }

  /** `pulumi destroy` */
  async destroy(parameters: RunParameters, excludeProtected: boolean, app: App = "own"): Promise<Outcome["status"]> {
    const { environment, history, stack, field } = this;
    const run = { stack, field, program: [], mode: "destroy", app, fault: parameters.fault } as const;
    const observer = new RunObserver(environment, history, run);
    const provider = await this.#provider(app);
    const outcome = await destroy(this.snapshot, { ...parameters, provider, observer, excludeProtected });
    this.#finish(outcome, observer, undefined, parameters);
    return outcome.status;
  }

  /** `pulumi refresh` */
  async refresh(app: App = "own"): Promise<Outcome["status"]> {
    const { environment, history, stack, field } = this;
    const observer = new RunObserver(environment, history, { stack, field, program: [], mode: "refresh", app });
    const provider = await this.#provider(app);
    const outcome = await refresh(this.snapshot, { ...noFaults, provider, observer });
    this.#finish(outcome, observer, undefined, noFaults);
    return outcome.status;
  }

  /** Replaces the state by another one, such as an empty one. */
  replaceSnapshot(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    assertNothingForgotten(this, { status: "killed", checkpoints: false });
  }

  /** A process for each run, as the engine starts one. */
  async #provider(app: App): Promise<ProviderOfRun> {
    return new ProviderOfRun(await this.environment.host(this.field, app), this.environment.newRun());
  }

  /** A run ends according to its steps, forgets nothing, and stores no secret. */
  #finish(outcome: Outcome, observer: RunObserver, conflict: string | undefined, parameters: RunParameters): void {
    const { status, messages, dropped, snapshot } = outcome;
    this.snapshot = snapshot;
    const isProtected = messages.some((message) => /protect/.test(message));
    observer.count(outcome, parameters.kill?.how);
    if (status === "done") assert.equal(conflict, undefined, `two declare ${conflict}, and the run succeeds`);
    if (status === "done") assert.equal(observer.failures, 0, "a step failed, and the run succeeds");
    if (status === "failed") assert.ok(conflict || observer.failures > 0 || isProtected, messages.join("\n"));
    const { checkpoints } = parameters;
    assertNothingForgotten(this, { status, checkpoints, left: dropped, last: observer.last });
    this.environment.assertNoSecret(JSON.stringify(snapshot));
  }
}
