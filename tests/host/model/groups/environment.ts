import assert from "node:assert/strict";
import { type Emulator, type JournalEntry, startEmulator } from "../../../../emulator";
import { Host } from "../../support/host";
import { Tally } from "../engine/tally";
import { type App, alice, type Field, fields, type Key, mallory, type StackName, situations } from "./constants";
import type { Group, WrittenMark } from "./rules";

const sdkAppIds: Readonly<Record<App, number>> = { own: 1400000001, other: 1400000002 };
const keys: Readonly<Record<Key, string>> = { 0: "0".repeat(64), 1: "1".repeat(64) };
const admins = ["administrator"];

/**
 * The service's clock starts some minutes behind this machine's, which is within its skew. Otherwise a group created a moment
 * ago counts as not readable yet, which costs seconds.
 */
const clockOffsetMs = 250_000;

/** The emulator, and one provider process for each combination of settings. They outlive a sequence. */
export class Environment {
  static async start(): Promise<Environment> {
    let ahead = 0;
    const emulator = await startEmulator({
      apps: Object.values(sdkAppIds).map((sdkAppId) => ({
        sdkAppId,
        secretKey: keys[0],
        admins,
        customFieldKeys: fields,
      })),
      rateLimit: false,
      clock: { now: () => Date.now() - clockOffsetMs + ahead },
    });
    const environment = new Environment(emulator, (ms) => {
      ahead = ms === 0 ? 0 : ahead + ms;
    });
    await Promise.all([
      environment.host(undefined, "other"),
      ...[undefined, ...fields].map((field) => environment.host(field)),
    ]);
    return environment;
  }

  readonly tally = new Tally(situations);
  /** The current key of the app. */
  key: Key = 0;
  /** Every mark that a provider ever wrote. */
  readonly marks = new Map<string, WrittenMark>();
  readonly #hosts = new Map<string, Promise<Host>>();
  /** The groups that a client has written to. */
  readonly #written = new Set<string>();
  #sequences = 0;
  #identities = 0;
  #runs = 0;
  #seen = 0;

  private constructor(
    readonly emulator: Emulator,
    private readonly moveClock: (ms: number) => void,
  ) {}

  get app() {
    return this.emulator.app(sdkAppIds.own);
  }

  /** Prefix of ids and identities that no earlier sequence used, so that the client's caches do not matter. */
  get prefix(): string {
    return `${this.#sequences}-`;
  }

  /** Resets everything to the initial state. */
  reset(): void {
    this.emulator.reset();
    this.app.importAccounts(alice, mallory);
    this.moveClock(0);
    this.key = 0;
    this.marks.clear();
    this.#written.clear();
    this.#sequences += 1;
    this.#seen = 0;
  }

  /** In the form that the engine creates for the provider of a program. */
  newIdentity(): string {
    this.#identities += 1;
    return `00000000-0000-4000-8000-${String(this.#identities).padStart(12, "0")}`;
  }

  newRun(): string {
    this.#runs += 1;
    return `run-${this.#runs}`;
  }

  /** The provider process with these settings, started at its first use. */
  host(field: Field | undefined, app: App = "own"): Promise<Host> {
    // A process of the other app refuses every state, wherever marks are.
    const settings = app === "own" ? `${this.key} ${field}` : app;
    const host = this.#hosts.get(settings) ?? this.#start(field, app);
    this.#hosts.set(settings, host);
    return host;
  }

  /** Rotates the app's key. */
  rotateKey(): void {
    this.key = 1;
    this.emulator.rotateKey(keys[1], sdkAppIds.own);
  }

  /** The service stores create times in seconds: two groups of the same id must not share one. */
  tick(): void {
    this.moveClock(1_000);
  }

  groups(): readonly Group[] {
    return this.app
      .groups()
      .map(({ groupId, type, name, ownerAccount, createTime, members, attributes, customFields }) => ({
        id: groupId,
        type,
        name,
        ownerAccount,
        createdAt: createTime,
        members: members.length,
        messages: this.#written.has(`${groupId} ${createTime}`) ? 1 : 0,
        attribute: attributes["pulumi"],
        fields: customFields,
      }));
  }

  group(id: string): Group | undefined {
    return this.groups().find((group) => group.id === id);
  }

  write({ id, createdAt }: Group): void {
    this.app.write(id);
    this.#written.add(`${id} ${createdAt}`);
  }

  /** The write calls since the last time. */
  takeEffects(): readonly JournalEntry[] {
    const entries = this.emulator.journal.entries(({ seq, effect }) => effect && seq > this.#seen);
    this.#seen = this.emulator.journal.entries().at(-1)?.seq ?? this.#seen;
    return entries;
  }

  /** Records the marks that are new since `before` as written by a stack. */
  learnMarks(before: readonly Group[], by: StackName): void {
    for (const group of this.groups()) {
      const old = before.find(({ id, createdAt }) => id === group.id && createdAt === group.createdAt);
      const learn = (text: string | undefined, known: string | undefined, location: WrittenMark["location"]) => {
        if (text === undefined || text === known) return;
        this.marks.set(text, { by, groupId: group.id, location: location, createdAt: group.createdAt, key: this.key });
      };
      learn(group.attribute, old?.attribute, "attribute");
      for (const field of fields) learn(group.fields[field], old?.fields[field], "field");
    }
  }

  assertNoSecret(text: string): void {
    for (const key of Object.values(keys)) assert.ok(!text.includes(key), "a secret key is in a state");
    assert.doesNotMatch(text, /usersig/i);
  }

  async stop(): Promise<void> {
    for (const host of this.#hosts.values()) await (await host).stop();
    await this.emulator.close();
  }

  #start(field: Field | undefined, app: App): Promise<Host> {
    const env = {
      ...this.emulator.env(sdkAppIds[app]),
      TENCENT_CHAT_DEADLINE_SECONDS: "60",
      ...(field !== undefined && { TENCENT_CHAT_OWNER_FIELD: field }),
    };
    return Host.start({ provider: "", env });
  }
}
