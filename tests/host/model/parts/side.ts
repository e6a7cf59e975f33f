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
import type { Ledger } from "./ledger";
import type { Places } from "./places";
import { compile, type Items, urnOfPart } from "./program";
import type { Stack } from "./terms";
import type { TroubleChoice } from "./trouble";
import { Watch } from "./watch";
import type { Settings, World } from "./world";

/** The circumstances of one run of the engine. */
export interface RunChoice {
  readonly cut: { readonly at: number; readonly how: "before" | "unsaved" } | undefined;
  readonly checkpoints: boolean;
  readonly order: "first" | "last";
  readonly preview: boolean;
  /** A child resource of the program to replace on demand. */
  readonly replace: number | undefined;
  readonly trouble: TroubleChoice | undefined;
  /** The program declares something twice, in this run only. */
  readonly isDoubled: boolean;
}

/** A run without faults. */
export const quiet: RunChoice = {
  cut: undefined,
  checkpoints: true,
  order: "first",
  preview: true,
  replace: undefined,
  trouble: undefined,
  isDoubled: false,
};

const names = "organization/chat/dev";

/** One of the stacks: its backend, its program, its identity. */
export class Side {
  snapshot: Snapshot = emptySnapshot;
  backup: Snapshot = emptySnapshot;
  #identities = 0;

  constructor(
    readonly stack: Stack,
    readonly world: World,
    readonly places: Places,
    readonly ledger: Ledger,
    public items: Items,
    private readonly hasField: boolean,
    /** The identity is pinned: it outlives the state. */
    private readonly isPinned: boolean,
  ) {}

  get identity(): string | undefined {
    return this.isPinned ? `${this.places.prefix}/${this.stack}` : this.snapshot.identity;
  }

  /** `pulumi up` */
  async up(choice: RunChoice): Promise<void> {
    const program = this.#program(choice);
    const part = this.items.parts[(choice.replace ?? 0) % Math.max(1, this.items.parts.length)];
    const replace = choice.replace === undefined || part === undefined ? [] : [urnOfPart(part)];
    if (choice.preview) {
      const provider = await this.#provider("own");
      const owner = { stack: names, identity: this.identity ?? UNKNOWN };
      const why = await preview(this.snapshot, program, owner, provider, replace);
      assert.equal(why !== undefined, choice.isDoubled && program.length > this.#program(quiet).length, why);
      if (why !== undefined) return;
    }
    const providerId = this.snapshot.identity ?? this.#newIdentity();
    const identity = this.identity ?? providerId;
    const run = { stack: this.stack, identity, mode: "up", app: "own", trouble: choice.trouble } as const;
    const observer = new Watch(this.places, this.ledger, run);
    const provider = await this.#provider("own");
    const options = { ...choice, continueOnError: false, providerId, replace, provider, observer };
    const outcome = await update(this.snapshot, program, { stack: names, identity }, options);
    if (outcome.status === "done") observer.assertDone();
    this.#finish(outcome, observer, choice);
  }

  /** `pulumi destroy` */
  async destroy(choice: RunChoice, excludeProtected: boolean, app: Settings["app"] = "own"): Promise<void> {
    const observer = this.#watch("destroy", app, choice.trouble);
    const options = { ...choice, continueOnError: false, excludeProtected };
    const outcome = await destroy(this.snapshot, { ...options, provider: await this.#provider(app), observer });
    this.#finish(outcome, observer, choice);
  }

  /** `pulumi refresh` */
  async refresh(app: Settings["app"] = "own"): Promise<void> {
    const observer = this.#watch("refresh", app, undefined);
    const options = { ...quiet, continueOnError: false, provider: await this.#provider(app), observer };
    this.#finish(await refresh(this.snapshot, options), observer, quiet);
  }

  /** Replaces the state by another one, such as an empty one. */
  replaceSnapshot(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.ledger.assertKept(this.stack, snapshot, { isKilled: true, checkpoints: false, last: new Set(), left: [] });
  }

  #program({ isDoubled }: RunChoice): Program {
    const program = compile(this.items, this.places.groups);
    const last = program.findLast(({ kind }) => kind !== "Group");
    return isDoubled && last !== undefined ? [...program, { ...last, name: "again" }] : program;
  }

  #watch(mode: "destroy" | "refresh", app: Settings["app"], trouble: TroubleChoice | undefined): Watch {
    const run = { stack: this.stack, identity: this.identity ?? "", mode, app, trouble };
    return new Watch(this.places, this.ledger, run);
  }

  async #provider(app: Settings["app"]): Promise<ProviderOfRun> {
    return new ProviderOfRun(await this.world.host({ app, hasField: this.hasField }), this.world.newRun());
  }

  #newIdentity(): string {
    this.#identities += 1;
    return `${this.places.prefix}-${this.stack}-${this.#identities}`;
  }

  /** A run ends according to its steps, and forgets nothing. */
  #finish(outcome: Outcome, watch: Watch, { checkpoints, cut }: RunChoice): void {
    const { status, snapshot, messages, left } = outcome;
    const { failures, last } = watch;
    watch.count(outcome, cut?.how);
    this.snapshot = snapshot;
    if (status === "done") assert.equal(failures, 0, "a step failed, and the run succeeds");
    if (status === "failed") {
      const isRefused = failures > 0 || messages.some((message) => /declares as well|protect/.test(message));
      assert.ok(isRefused, messages.join("\n"));
    }
    const isKilled = status === "killed";
    this.ledger.assertKept(this.stack, snapshot, { isKilled, checkpoints, last, left });
    assert.doesNotMatch(JSON.stringify(snapshot), /0{64}|1{64}/, "a secret key is in a state");
  }
}
