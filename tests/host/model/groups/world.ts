import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../../emulator";
import { Host } from "../../support/host";
import { type Kept, MiniEngine } from "../miniEngine";
import { type App, type Attribute, type Mark, type Type, types } from "./rules";

/** The text in the state of every Group: a released format. */
const provider = 'exports.handler=()=>require("pulumi-tencent-chat/provider").Group';

export const stacks = ["acme/chat/dev", "acme/chat/prod"] as const;
export const names = ["room", "hall"] as const;

const apps = [
  { sdkAppId: 1400000001, secretKey: "1".repeat(64), admins: ["administrator"] },
  { sdkAppId: 1400000002, secretKey: "2".repeat(64), admins: ["administrator"] },
] as const;

/** The emulator, and one provider process for the credentials of each app. They outlive a sequence of commands. */
export class World {
  static async start(): Promise<World> {
    let ahead = 0;
    const emulator = await startEmulator({
      apps,
      rateLimit: false,
      clock: { now: () => Date.now() + ahead },
    });
    const hosts: Host[] = [];
    try {
      for (const { sdkAppId } of apps) {
        const env = { ...emulator.env(sdkAppId), TENCENT_CHAT_DEADLINE_SECONDS: "20" };
        hosts.push(await Host.start({ provider, env }));
      }
      const world = new World(emulator, hosts, {
        reset: () => {
          ahead = 0;
        },
        // The service tells when a group was made to the second: no two steps fall into one.
        tick: () => {
          ahead += 1000;
        },
      });
      await world.#learnDerivedIds();
      return world;
    } catch (error) {
      for (const host of hosts) await host.stop();
      await emulator.close();
      throw error;
    }
  }

  engine = new MiniEngine();
  /** Every mark that was ever seen, as the provider wrote it. */
  readonly marks = new Map<string, { readonly mark: Mark; readonly text: string }>();
  /** When the groups were made that the model knows by the step they were made in. */
  readonly times = new Map<number, number>();
  readonly #backups = new Map<string, ReadonlyMap<string, Kept>>();
  readonly #derived = new Map<string, string>();
  #seen = 0;

  private constructor(
    readonly emulator: Emulator,
    readonly hosts: readonly Host[],
    readonly time: { readonly reset: () => void; readonly tick: () => void },
  ) {}

  /** As freshly started. */
  reset(): void {
    this.emulator.reset();
    this.time.reset();
    this.engine = new MiniEngine();
    this.marks.clear();
    this.times.clear();
    this.#backups.clear();
    this.#seen = 0;
  }

  host(app: App): Host {
    const host = this.hosts[app];
    assert.ok(host);
    return host;
  }

  app(app: App) {
    return this.emulator.app(apps[app].sdkAppId);
  }

  sdkAppId(app: App): number {
    return apps[app].sdkAppId;
  }

  derivedId(owner: string, type: Type): string {
    const id = this.#derived.get(`${owner} ${type}`);
    assert.ok(id);
    return id;
  }

  /** What a client writes into the attribute, which it does with all others. */
  write(app: App, id: string, attribute: Attribute, garbage: string): void {
    const text = attribute === "garbage" ? garbage : attribute && this.marks.get(markKey(attribute))?.text;
    this.app(app).setAttributes(id, text === undefined ? {} : { pulumi: text });
  }

  backUp(stack: string): void {
    this.#backups.set(stack, this.engine.state(stack));
  }

  restore(stack: string): void {
    this.engine.replaceState(stack, this.#backups.get(stack) ?? new Map());
  }

  /** The calls since the last time that changed something. */
  takeEffects() {
    const entries = this.emulator.journal.entries(({ seq, effect }) => effect && seq > this.#seen);
    this.#seen = this.emulator.journal.entries().at(-1)?.seq ?? this.#seen;
    return entries;
  }

  async stop(): Promise<void> {
    for (const host of this.hosts) await host.stop();
    await this.emulator.close();
  }

  async #learnDerivedIds(): Promise<void> {
    for (const stack of stacks) {
      for (const name of names) {
        for (const type of types) {
          const owner = `${stack}/${name}`;
          const { inputs } = await this.host(0).check({}, { type, name: "x", managedBy: owner });
          this.#derived.set(`${owner} ${type}`, String(inputs["groupId"]));
        }
      }
    }
    assert.equal(new Set(this.#derived.values()).size, this.#derived.size, "two resources have one derived id");
  }
}

export function markKey({ app, id, owner, born }: Mark): string {
  return JSON.stringify([app, id, owner, born]);
}
