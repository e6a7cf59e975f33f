import assert from "node:assert/strict";
import { type AppHandle, DEFAULT_APP, type Emulator, startEmulator } from "../../../../emulator";
import { Party, type PartyOptions } from "./party";
import type { Kind } from "./program";
import { ofKind, ownerField, type Service, serviceOf, writesIn } from "./service";

/** What a test ends with. */
export interface Ending<Name extends string> {
  /** The contents of the service. */
  readonly service: Service;
  /** The contents of each party's state. */
  readonly states: Readonly<Record<Name, readonly string[]>>;
  /** What each party's program declares. */
  readonly programs: Readonly<Record<Name, readonly string[]>>;
}

/** Users that exist before any program, and stay. */
const bystanders = ["administrator", "alice", "bob", "mallory", "u1", "u2", "u3"];

/** Parties that share one app, and the app itself. */
export class Parties<Name extends string> {
  static async start<Name extends string>(options: Readonly<Record<Name, PartyOptions>>): Promise<Parties<Name>> {
    const emulator = await startEmulator({ apps: [{ ...DEFAULT_APP, customFieldKeys: [ownerField] }] });
    emulator.app().importAccounts(...bystanders);
    const named = Object.entries(options) as [Name, PartyOptions][];
    try {
      const joined = await Promise.all(named.map(async ([name, each]) => [name, await Party.join(emulator, each)]));
      return new Parties(emulator, Object.fromEntries(joined));
    } catch (error) {
      await emulator.close();
      throw error;
    }
  }

  private constructor(
    readonly emulator: Emulator,
    readonly party: Readonly<Record<Name, Party>>,
  ) {}

  get app(): AppHandle {
    return this.emulator.app();
  }

  /** The current contents of the service, without owner marks. */
  get service(): Service {
    return serviceOf(this.app, bystanders);
  }

  /** The calls since the journal was cleared that changed something other than an owner mark. */
  get writes(): readonly string[] {
    return writesIn(this.emulator.journal.entries());
  }

  /** A client deletes all attributes of a group, including the owner mark. */
  wipe(groupId: string): void {
    this.app.setAttributes(groupId, {});
  }

  /** Rotates the app's secret key. Every party's next command uses the new one. */
  rotateKey(): void {
    this.emulator.rotateKey("3".repeat(64));
  }

  /** The owners that the group's marks name, in both locations. Empty: none. */
  async ownersOf(groupId: string): Promise<readonly string[]> {
    const group = this.app.group(groupId);
    const marks = [group?.attributes["pulumi"], group?.customFields[ownerField]];
    return Promise.all(marks.flatMap((mark) => (mark === undefined ? [] : [this.#ownerIn(mark)])));
  }

  async #ownerIn(mark: string): Promise<string> {
    const { i: identity, s: stack } = JSON.parse(mark) as { readonly i?: string; readonly s?: string };
    const owners: string[] = [];
    for (const [name, party] of this.#all()) {
      const isIts = identity === undefined ? party.stack === stack : identity === (await party.identity());
      if (isIts) owners.push(name);
    }
    return owners.length === 1 ? String(owners[0]) : `one of ${owners.length}`;
  }

  /**
   * Asserts the contents of the service and of each state, and what each program declares.
   *
   * @param kind checks only the resources of one kind
   */
  async assertContents(expected: Ending<Name>, kind?: Kind): Promise<void> {
    const states = await Promise.all(this.#all().map(async ([name, party]) => [name, await party.state()] as const));
    const programs = this.#all().map(([name, party]) => [name, party.declared] as const);
    const actual = {
      service: this.service,
      states: Object.fromEntries(states),
      programs: Object.fromEntries(programs),
    };
    assert.deepEqual(comparable(actual, kind), comparable(expected, kind));
  }

  async dispose(): Promise<void> {
    const disposed = await Promise.allSettled(this.#all().map(([, party]) => party.dispose()));
    await this.emulator.close();
    for (const each of disposed) if (each.status === "rejected") throw each.reason;
  }

  #all(): readonly [Name, Party][] {
    return Object.entries(this.party) as [Name, Party][];
  }
}

/** Starts parties for one test. */
export async function withParties<Name extends string>(
  options: Readonly<Record<Name, PartyOptions>>,
  test: (parties: Parties<Name>) => Promise<void>,
): Promise<void> {
  const parties = await Parties.start(options);
  try {
    await test(parties);
  } finally {
    await parties.dispose();
  }
}

function comparable({ service, states, programs }: Ending<string>, kind: Kind | undefined): Ending<string> {
  const labels = (lists: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(
      Object.entries(lists).map(([name, list]) => [
        name,
        list.filter((label) => kind === undefined || label.startsWith(`${kind} `)).sort(),
      ]),
    );
  return {
    service: kind === undefined ? service : ofKind(service, kind),
    states: labels(states),
    programs: labels(programs),
  };
}
