import assert from "node:assert/strict";
import { UNKNOWN } from "../../support/values";
import { destroy } from "../engine/deletes";
import type { Outcome } from "../engine/deployment";
import { preview } from "../engine/preview";
import type { Program } from "../engine/program";
import { ProviderOfRun } from "../engine/provider";
import { refresh } from "../engine/refresh";
import { emptySnapshot, type Snapshot } from "../engine/snapshot";
import { update } from "../engine/update";
import type { StackName } from "./constants";
import type { Environment, Settings } from "./environment";
import type { SlotHistory } from "./history";
import type { ParentGroups } from "./parentGroups";
import { compile, type Items, urnOfChild } from "./program";
import { RunObserver } from "./runObserver";
import type { FaultChoice } from "./stepFault";

/** The circumstances of one run of the engine. */
export interface RunParameters {
  readonly kill: { readonly at: number; readonly how: "before" | "unsaved" } | undefined;
  readonly checkpoints: boolean;
  readonly order: "first" | "last";
  readonly preview: boolean;
  /** A child resource of the program to replace on demand. */
  readonly replace: number | undefined;
  readonly fault: FaultChoice | undefined;
  /** The program declares something twice, in this run only. */
  readonly hasDuplicate: boolean;
}

/** A run without faults. */
export const noFaults: RunParameters = {
  kill: undefined,
  checkpoints: true,
  order: "first",
  preview: true,
  replace: undefined,
  fault: undefined,
  hasDuplicate: false,
};

const names = "organization/chat/dev";

/** One of the stacks: its backend, its program, its identity. */
export class TestStack {
  snapshot: Snapshot = emptySnapshot;
  backup: Snapshot = emptySnapshot;
  #identities = 0;

  constructor(
    readonly stack: StackName,
    readonly environment: Environment,
    readonly parentGroups: ParentGroups,
    readonly history: SlotHistory,
    public items: Items,
    private readonly hasField: boolean,
    /** The identity is pinned: it outlives the state. */
    private readonly isPinned: boolean,
  ) {}

  get identity(): string | undefined {
    return this.isPinned ? `${this.parentGroups.prefix}/${this.stack}` : this.snapshot.identity;
  }

  /** `pulumi up` */
  async up(parameters: RunParameters): Promise<void> {
    const program = this.#program(parameters);
    const child = this.items.children[(parameters.replace ?? 0) % Math.max(1, this.items.children.length)];
    const replace = parameters.replace === undefined || child === undefined ? [] : [urnOfChild(child)];
    if (parameters.preview) {
      const provider = await this.#provider("own");
      const owner = { stack: names, identity: this.identity ?? UNKNOWN };
      const why = await preview(this.snapshot, program, owner, provider, replace);
      assert.equal(why !== undefined, parameters.hasDuplicate && program.length > this.#program(noFaults).length, why);
      if (why !== undefined) return;
    }
    const providerId = this.snapshot.identity ?? this.#newIdentity();
    const identity = this.identity ?? providerId;
    const run = { stack: this.stack, identity, mode: "up", app: "own", fault: parameters.fault } as const;
    const observer = new RunObserver(this.parentGroups, this.history, run);
    const provider = await this.#provider("own");
    const options = { ...parameters, continueOnError: false, providerId, replace, provider, observer };
    const outcome = await update(this.snapshot, program, { stack: names, identity }, options);
    if (outcome.status === "done") observer.assertDone();
    this.#finish(outcome, observer, parameters);
  }

  /** `pulumi destroy` */
  async destroy(parameters: RunParameters, excludeProtected: boolean, app: Settings["app"] = "own"): Promise<void> {
    const observer = this.#watch("destroy", app, parameters.fault);
    const options = { ...parameters, continueOnError: false, excludeProtected };
    const outcome = await destroy(this.snapshot, { ...options, provider: await this.#provider(app), observer });
    this.#finish(outcome, observer, parameters);
  }

  /** `pulumi refresh` */
  async refresh(app: Settings["app"] = "own"): Promise<void> {
    const observer = this.#watch("refresh", app, undefined);
    const options = { ...noFaults, continueOnError: false, provider: await this.#provider(app), observer };
    this.#finish(await refresh(this.snapshot, options), observer, noFaults);
  }

  /** Replaces the state by another one, such as an empty one. */
  replaceSnapshot(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.history.assertNothingForgotten(this.stack, snapshot, {
      isKilled: true,
      checkpoints: false,
      last: new Set(),
      dropped: [],
    });
  }

  #program({ hasDuplicate }: RunParameters): Program {
    const program = compile(this.items, this.parentGroups.groups);
    const last = program.findLast(({ kind }) => kind !== "Group");
    return hasDuplicate && last !== undefined ? [...program, { ...last, name: "again" }] : program;
  }

  #watch(mode: "destroy" | "refresh", app: Settings["app"], fault: FaultChoice | undefined): RunObserver {
    const run = { stack: this.stack, identity: this.identity ?? "", mode, app, fault };
    return new RunObserver(this.parentGroups, this.history, run);
  }

  async #provider(app: Settings["app"]): Promise<ProviderOfRun> {
    return new ProviderOfRun(await this.environment.host({ app, hasField: this.hasField }), this.environment.newRun());
  }

  #newIdentity(): string {
    this.#identities += 1;
    return `${this.parentGroups.prefix}-${this.stack}-${this.#identities}`;
  }

  /** A run ends according to its steps, and forgets nothing. */
  #finish(outcome: Outcome, observer: RunObserver, { checkpoints, kill }: RunParameters): void {
    const { status, snapshot, messages, dropped } = outcome;
    const { failures, last } = observer;
    observer.count(outcome, kill?.how);
    this.snapshot = snapshot;
    if (status === "done") assert.equal(failures, 0, "a step failed, and the run succeeds");
    if (status === "failed") {
      const isRefused = failures > 0 || messages.some((message) => /declares as well|protect/.test(message));
      assert.ok(isRefused, messages.join("\n"));
    }
    const isKilled = status === "killed";
    this.history.assertNothingForgotten(this.stack, snapshot, { isKilled, checkpoints, last, dropped });
    assert.doesNotMatch(JSON.stringify(snapshot), /0{64}|1{64}/, "a secret key is in a state");
  }
}
