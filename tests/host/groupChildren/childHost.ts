import assert from "node:assert/strict";
import type { AppHandle, EmulatorOptions } from "../../../emulator";
import { GroupHost, ownedBy, type ResourceState } from "../support/groups";
import type { Host } from "../support/host";

type Args = Readonly<Record<string, unknown>>;

let runs = 0;

/** The provider process for another kind of resource besides groups, on one emulator. */
export class ChildHost {
  static async start(
    kind: string,
    options: { readonly emulator?: EmulatorOptions; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<ChildHost> {
    const env = { TENCENT_CHAT_DEADLINE_SECONDS: "10", ...options.env };
    const groups = await GroupHost.start({ ...options, env });
    return new ChildHost(groups, kind);
  }

  readonly host: Host;

  private constructor(
    readonly groups: GroupHost,
    private readonly kind: string,
  ) {
    this.host = groups.host.of(kind);
  }

  /** The same process, used for another kind of resource. */
  of(kind: string): ChildHost {
    return new ChildHost(this.groups, kind);
  }

  /** The same process and emulator, in another run of a program: it does not know what is declared in this one. */
  inRun(name: string): ChildHost {
    return new ChildHost(this.groups.inRun(name), this.kind);
  }

  get emulator(): GroupHost["emulator"] {
    return this.groups.emulator;
  }

  get app(): AppHandle {
    return this.emulator.app();
  }

  /** The process in the run of the next up. Each up is a run of its own. */
  nextRun(): Host {
    runs += 1;
    return this.host.inRun(`up ${runs}`);
  }

  /** A group of this stack. */
  async group(name: string, more: Args = {}): Promise<string> {
    return (await this.groups.create({ type: "Public", name: "Room", ...more }, name)).id;
  }

  /** check and create, with the inputs that the program side completes. */
  async create(args: Args, name = "part"): Promise<ResourceState> {
    const host = this.nextRun();
    const inputs = await this.checked({}, { __managedBy: ownedBy(name).__managedBy, ...args }, host);
    const { id, outs } = await host.create(inputs);
    return { id, inputs, outputs: outs };
  }

  /** check and update. An undefined argument removes the property. */
  async update(state: ResourceState, args: Args): Promise<ResourceState> {
    // What a refresh found in addition is in no program.
    const { undeclared: _, ...known } = state.inputs;
    const news = Object.entries({ ...known, ...args }).filter(([, value]) => value !== undefined);
    const host = this.nextRun();
    const inputs = await this.checked(state.inputs, Object.fromEntries(news), host);
    const { outs } = await host.update(state.id, state.outputs, inputs);
    return { id: state.id, inputs, outputs: outs };
  }

  /** The result of a refresh; undefined if it is gone. */
  async refresh(state: ResourceState): Promise<ResourceState | undefined> {
    const { id, props, inputs } = await this.host.read(state.id, state.outputs);
    return id === "" ? undefined : { id, inputs: inputs ?? {}, outputs: props };
  }

  delete({ id, outputs }: ResourceState): Promise<void> {
    return this.host.delete(id, outputs);
  }

  async checked(olds: Args, news: Args, host = this.nextRun()): Promise<Record<string, unknown>> {
    const { inputs, failures } = await host.check(olds, news);
    assert.deepEqual(failures, []);
    return inputs;
  }

  /** Waits for a line of output. It may arrive after the answer. The test's own time limit ends the wait. */
  async says(text: RegExp): Promise<void> {
    while (!this.host.stdout.some((line) => text.test(line))) await new Promise(setImmediate);
  }

  /** How often an API was called since the journal was cleared. */
  calls(api: string): number {
    return this.emulator.journal.count({ api });
  }

  /** Stops both, and fails if the process printed a secret key. */
  stop(): Promise<void> {
    return this.groups.stop();
  }
}
