import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../../emulator";
import { providerText } from "../../faults/subjects/subject";
import { Host } from "../../support/host";
import { Bench } from "./bench";
import type { Kind } from "./kinds";
import type { Credentials } from "./operations";
import { slots } from "./terms";

const sdkAppIds = { right: 1400000001, other: 1400000002 } as const;
const admins = ["administrator"];
const users = [...slots, "z", "owner"];

/** The emulator, and one provider process for each app. They serve all sequences of all kinds, each in groups of its own. */
export class World {
  static async start(): Promise<World> {
    let ahead = 0;
    const emulator = await startEmulator({
      apps: Object.values(sdkAppIds).map((sdkAppId) => ({ sdkAppId, secretKey: String(sdkAppId).repeat(6), admins })),
      rateLimit: false,
      journalLimit: 5_000,
      clock: { now: () => Date.now() + ahead },
    });
    emulator.app().importAccounts(...users);
    const hosts: Host[] = [];
    try {
      for (const sdkAppId of Object.values(sdkAppIds)) {
        const env = { ...emulator.env(sdkAppId), TENCENT_CHAT_DEADLINE_SECONDS: "20" };
        hosts.push(await Host.start({ provider: providerText("Group"), env }));
      }
      return new World(emulator, hosts, (ms) => {
        ahead = ms;
      });
    } catch (error) {
      for (const host of hosts) await host.stop();
      await emulator.close();
      throw error;
    }
  }

  #groups = 0;

  private constructor(
    readonly emulator: Emulator,
    private readonly hosts: readonly Host[],
    readonly setAhead: (ms: number) => void,
  ) {}

  host(credentials: Credentials, resource: string): Host {
    const host = this.hosts[credentials === "right" ? 0 : 1];
    assert.ok(host);
    return host.as(providerText(resource));
  }

  /** Two new groups for a sequence. */
  async bench(kind: Kind): Promise<Bench> {
    this.#groups += 1;
    const bench = new Bench(this, kind, `${kind.group === "Community" ? "@TGS#_" : ""}${this.#groups}`);
    await bench.makeGroups();
    return bench;
  }

  async stop(): Promise<void> {
    for (const host of this.hosts) await host.stop();
    await this.emulator.close();
  }
}
