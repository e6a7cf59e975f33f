import assert from "node:assert/strict";
import { type AppHandle, DEFAULT_APP, type Emulator, startEmulator } from "../../../../emulator";
import type { Props } from "../../support/values";
import { type Difference, Plugin, type PluginOptions, type Raw } from "./plugin";

export function urnOf(kind: string, name = "it", parents = "", stack = "dev"): string {
  return `urn:pulumi:${stack}::chat::${parents}tencent-chat:index:${kind}::${name}`;
}

/** A resource in the engine's state. */
export interface Entry {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Raw;
  readonly outputs: Raw;
}

/** A plugin process and an emulator. */
export class PluginRig {
  static async start(options: PluginOptions = {}): Promise<PluginRig> {
    const apps = [{ ...DEFAULT_APP, customFieldKeys: ["team", "pulumi_owner"] }];
    const emulator = await startEmulator({ apps, rateLimit: false });
    return new PluginRig(
      emulator,
      await Plugin.start({ config: {}, ...options, env: { ...emulator.env(), ...options.env } }),
    );
  }

  private constructor(
    readonly emulator: Emulator,
    public plugin: Plugin,
  ) {}

  get app(): AppHandle {
    return this.emulator.app();
  }

  /** Starts another process, as the engine does for each command. */
  async nextCommand(options: PluginOptions = {}): Promise<void> {
    await this.plugin.stop();
    this.plugin = await Plugin.start({ config: {}, ...options, env: { ...this.emulator.env(), ...options.env } });
  }

  /** The calls since the last clear that changed something. */
  get changes(): readonly string[] {
    return this.emulator.journal.entries({ effect: true }).map(({ api }) => api);
  }

  clear(): void {
    this.emulator.reset();
    this.app.importAccounts("alice", "bob", "carol");
  }

  async checked(urn: string, news: Props, olds: Props = {}): Promise<Raw> {
    const { inputs, failures } = await this.plugin.check(urn, olds, news);
    assert.deepEqual(failures, []);
    return inputs;
  }

  async create(urn: string, args: Props): Promise<Entry> {
    const inputs = await this.checked(urn, args);
    const { id, outputs } = await this.plugin.create(urn, inputs);
    return { urn, id, inputs, outputs };
  }

  /** What a preview says of these arguments. */
  async preview({ urn, id, inputs, outputs }: Entry, args: Props): Promise<Difference & { readonly inputs: Raw }> {
    const news = await this.checked(urn, args, inputs);
    return { ...(await this.plugin.diff(urn, id, outputs, inputs, news)), inputs: news };
  }

  async update({ urn, id, inputs, outputs }: Entry, args: Props): Promise<Entry> {
    const news = await this.checked(urn, args, inputs);
    return { urn, id, inputs: news, outputs: await this.plugin.update(urn, id, outputs, inputs, news) };
  }

  /** As in an update, in which the program may still declare it. */
  async delete({ urn, id, inputs, outputs }: Entry): Promise<void> {
    await this.plugin.delete(urn, id, outputs, inputs);
  }

  /** As in a destroy: a command of its own, in which no program runs. */
  async destroy(...entries: readonly Entry[]): Promise<void> {
    await this.nextCommand();
    for (const entry of entries) await this.delete(entry);
  }

  async import(urn: string, id: string): Promise<Entry> {
    const read = await this.plugin.read(urn, id);
    assert.notEqual(read.id, "", `${id} does not exist`);
    return { urn, ...read };
  }

  async refresh({ urn, id, inputs, outputs }: Entry): Promise<Entry | undefined> {
    const read = await this.plugin.read(urn, id, outputs, inputs);
    return read.id === "" ? undefined : { urn, ...read };
  }

  async stop(): Promise<void> {
    await this.plugin.stop();
    await this.emulator.close();
    const printed = [...this.plugin.stdout, ...this.plugin.stderr].join("\n");
    assert.ok(!printed.includes(String(this.emulator.env()["TENCENT_CHAT_SECRET_KEY"])), "it printed the secret key");
  }
}

/** The rig of one suite; the emulator is empty before each test. Call inside a describe. */
export function useRig(options: PluginOptions = {}): { readonly rig: PluginRig } {
  let rig: PluginRig | undefined;
  before(async () => {
    rig = await PluginRig.start(options);
  });
  beforeEach(() => rig?.clear());
  after(() => rig?.stop());
  return {
    get rig() {
      return rig ?? assert.fail("it is not running");
    },
  };
}
