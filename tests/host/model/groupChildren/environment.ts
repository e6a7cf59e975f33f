import { type Emulator, startEmulator } from "../../../../emulator";
import { Host } from "../../support/host";
import { Tally } from "../engine/tally";
import { type Key, situations, slots } from "./constants";

const app = {
  sdkAppId: 1400000001,
  secretKey: "0".repeat(64),
  admins: ["administrator"],
  customFieldKeys: ["pulumi_owner"],
};
const rotated = "2".repeat(64);
const other = { ...app, sdkAppId: 1400000002, secretKey: "1".repeat(64) };
const users = [...slots, "z", "owner"];

/** The app of the credentials in use, and the location of owner marks. */
export interface Settings {
  readonly app: "own" | "other";
  readonly hasField: boolean;
}

/** The emulator, and one provider process for each combination of settings. They serve all sequences of all kinds. */
export class Environment {
  static async start(): Promise<Environment> {
    let ahead = 0;
    const emulator = await startEmulator({
      apps: [app, other],
      rateLimit: false,
      clock: { now: () => Date.now() + ahead },
    });
    const environment = new Environment(emulator, (ms) => {
      ahead = ms === 0 ? 0 : ahead + ms;
    });
    const settings = [true, false].map((hasField) => ({ app: "own", hasField }) as const);
    await Promise.all([{ app: "other", hasField: false } as const, ...settings].map((each) => environment.host(each)));
    return environment;
  }

  readonly #hosts = new Map<string, Promise<Host>>();
  readonly tally = new Tally(situations);
  /** The current key of the app. */
  key: Key = 0;
  #sequences = 0;
  #runs = 0;

  private constructor(
    readonly emulator: Emulator,
    private readonly moveClock: (ms: number) => void,
  ) {}

  get app() {
    return this.emulator.app();
  }

  /** Resets everything to the initial state. @returns a prefix that no id of an earlier sequence has */
  reset(): string {
    this.emulator.reset();
    this.key = 0;
    this.app.importAccounts(...users);
    this.moveClock(0);
    this.#sequences += 1;
    return String(this.#sequences);
  }

  /** The service stores times in seconds: everything created after this has another create time. */
  tick(): void {
    this.moveClock(1_000);
  }

  /** Rotates the app's key. */
  rotateKey(): void {
    this.key = 1;
    this.emulator.rotateKey(rotated, app.sdkAppId);
  }

  newRun(): string {
    this.#runs += 1;
    return `run-${this.#runs}`;
  }

  host(settings: Settings): Promise<Host> {
    // A process of the other app refuses every state.
    const key = settings.app === "own" ? `${this.key} ${settings.hasField}` : settings.app;
    const host = this.#hosts.get(key) ?? this.#start(settings);
    this.#hosts.set(key, host);
    return host;
  }

  async stop(): Promise<void> {
    for (const host of this.#hosts.values()) await (await host).stop();
    await this.emulator.close();
  }

  #start({ app: which, hasField }: Settings): Promise<Host> {
    const env = {
      ...this.emulator.env(which === "own" ? app.sdkAppId : other.sdkAppId),
      TENCENT_CHAT_DEADLINE_SECONDS: "60",
      ...(hasField && { TENCENT_CHAT_OWNER_FIELD: "pulumi_owner" }),
    };
    return Host.start({ provider: "", env });
  }
}
