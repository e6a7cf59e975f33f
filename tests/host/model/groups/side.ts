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
import { doubled } from "./edits";
import type { Ledger } from "./ledger";
import { assertKept } from "./memory";
import { compile, type Item, urnOfItem } from "./program";
import { type App, type Field, groupIdOf, type Stack } from "./terms";
import type { TroubleChoice } from "./trouble";
import { Watch } from "./watch";
import type { World } from "./world";

/** The circumstances of one run of the engine. */
export interface RunChoice {
  readonly cut: { readonly at: number; readonly how: "before" | "unsaved" } | undefined;
  readonly checkpoints: boolean;
  readonly continueOnError: boolean;
  readonly order: "first" | "last";
  readonly eager: boolean;
  readonly preview: boolean;
  /** A group of the program to replace on demand. */
  readonly replace: number | undefined;
  readonly trouble: TroubleChoice | undefined;
  /** After the kill, the stack is destroyed immediately. */
  readonly isGivenUp: boolean;
  /** The program declares a group twice, in this run only. */
  readonly isDoubled: boolean;
}

/** A run without faults. */
export const quiet: RunChoice = {
  cut: undefined,
  checkpoints: true,
  continueOnError: false,
  order: "first",
  eager: false,
  preview: true,
  replace: undefined,
  trouble: undefined,
  isGivenUp: false,
  isDoubled: false,
};

/** One of the stacks: its backend, its program, its settings. */
export class Side {
  snapshot: Snapshot = emptySnapshot;
  /** The custom field of its owner marks; undefined: an attribute. */
  field: Field | undefined;
  /** `tencent-chat:identity` */
  pinned: string | undefined;
  names = "organization/chat/dev";
  backup: Snapshot = emptySnapshot;

  constructor(
    readonly stack: Stack,
    readonly world: World,
    readonly ledger: Ledger,
    public items: readonly Item[],
  ) {}

  /** Pins the identity from now on. */
  pin(): void {
    this.pinned = `${this.world.prefix}pinned/${this.stack}`;
  }

  /** `pulumi up` */
  async up(choice: RunChoice): Promise<Outcome["status"]> {
    const { world, ledger, stack, field, snapshot } = this;
    const program = compile(
      choice.isDoubled ? doubled(this.items) : this.items,
      (id) => `${world.prefix}${groupIdOf(stack, id)}`,
    );
    const replaced = this.items[(choice.replace ?? 0) % Math.max(1, this.items.length)];
    const replace = choice.replace !== undefined && replaced?.is === "group" ? [urnOfItem(replaced)] : [];
    const provider = await this.#provider("own");
    const known = this.pinned ?? snapshot.identity;
    const conflict = conflictIn(program, snapshot, replace, { stack: this.names, identity: known ?? "" }, ledger);
    if (choice.preview) {
      const owner = { stack: this.names, identity: known ?? UNKNOWN };
      const why = await preview(snapshot, program, owner, provider, replace);
      assert.equal(why !== undefined, conflict !== undefined, why ?? `the preview lets two declare ${conflict}`);
      assert.deepEqual(world.takeEffects(), [], "a preview changes something");
      if (why !== undefined) return "failed";
    }
    const providerId = snapshot.identity ?? world.newIdentity();
    const owner = { stack: this.names, identity: this.pinned ?? providerId };
    const observer = new Watch(world, ledger, {
      stack,
      field,
      program,
      mode: "up",
      app: "own",
      trouble: choice.trouble,
    });
    const options = { ...choice, providerId, replace, provider: await this.#provider("own"), observer };
    const outcome = await update(snapshot, program, owner, options);
    if (outcome.status === "done") observer.assertDone();
    this.#finish(outcome, observer, conflict, choice);
    return outcome.status;
  }

  /** `pulumi destroy` */
  async destroy(choice: RunChoice, excludeProtected: boolean, app: App = "own"): Promise<Outcome["status"]> {
    const { world, ledger, stack, field } = this;
    const run = { stack, field, program: [], mode: "destroy", app, trouble: choice.trouble } as const;
    const watch = new Watch(world, ledger, run);
    const provider = await this.#provider(app);
    const outcome = await destroy(this.snapshot, { ...choice, provider, observer: watch, excludeProtected });
    this.#finish(outcome, watch, undefined, choice);
    return outcome.status;
  }

  /** `pulumi refresh` */
  async refresh(app: App = "own"): Promise<Outcome["status"]> {
    const { world, ledger, stack, field } = this;
    const watch = new Watch(world, ledger, { stack, field, program: [], mode: "refresh", app });
    const provider = await this.#provider(app);
    const outcome = await refresh(this.snapshot, { ...quiet, provider, observer: watch });
    this.#finish(outcome, watch, undefined, quiet);
    return outcome.status;
  }

  /** Replaces the state by another one, such as an empty one. */
  replaceSnapshot(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    assertKept(this, { status: "killed", checkpoints: false });
  }

  /** A process for each run, as the engine starts one. */
  async #provider(app: App): Promise<ProviderOfRun> {
    return new ProviderOfRun(await this.world.host(this.field, app), this.world.newRun());
  }

  /** A run ends according to its steps, forgets nothing, and stores no secret. */
  #finish(outcome: Outcome, watch: Watch, conflict: string | undefined, choice: RunChoice): void {
    const { status, messages, left, snapshot } = outcome;
    this.snapshot = snapshot;
    const isProtected = messages.some((message) => /protect/.test(message));
    watch.count(outcome, choice.cut?.how);
    if (status === "done") assert.equal(conflict, undefined, `two declare ${conflict}, and the run succeeds`);
    if (status === "done") assert.equal(watch.failures, 0, "a step failed, and the run succeeds");
    if (status === "failed") assert.ok(conflict || watch.failures > 0 || isProtected, messages.join("\n"));
    const { checkpoints } = choice;
    assertKept(this, { status, checkpoints, left, last: watch.last });
    this.world.assertNoSecret(JSON.stringify(snapshot));
  }
}
