import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { AppHandle, Emulator, EmulatorOptions } from "../../../emulator";
import { HostError } from "../support/errors";
import { GroupHost, ownedBy } from "../support/groups";
import type { DiffResult, Host } from "../support/host";
import type { Props } from "../support/values";

/** A fleet in the engine's state. */
export interface Fleet {
  readonly name: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

/** The outcome of an operation: the failure, if there was one, and what the state has afterwards. */
interface Outcome {
  /** Empty: it was successful. */
  readonly failure: string;
  /** Undefined: the state has no such resource. */
  readonly fleet: Fleet | undefined;
}

const common = { defaults: { type: "Public", name: "Room {key}" } };

/** The arguments of a fleet whose groups have these keys and settings. */
export function groupsOf(groups: object): Props {
  return { ...common, groups };
}

/** The arguments of a fleet with so many groups. */
export function countOf(count: number, template: object = {}): Props {
  return { ...common, count, template };
}

/** Fleets in the real provider process, next to a group that belongs to nobody here. */
export class FleetHost {
  static async start(
    options: { readonly emulator?: EmulatorOptions; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<FleetHost> {
    const env = { TENCENT_CHAT_DEADLINE_SECONDS: "4", ...options.env };
    return new FleetHost(await GroupHost.start({ ...options, env }));
  }

  private constructor(readonly bench: GroupHost) {
    this.reset();
  }

  get emulator(): Emulator {
    return this.bench.emulator;
  }

  get app(): AppHandle {
    return this.emulator.app();
  }

  /** Empties the service, except for the bystander and the accounts. */
  reset(): void {
    this.emulator.reset();
    this.app.importAccounts("alice", "bob");
    this.app.create({ groupId: "bystander", type: "Public", name: "Bystander", ownerAccount: "alice" });
  }

  /** Checks and creates; it has to succeed. */
  async create(args: Props, name = "rooms"): Promise<Fleet> {
    return successOf(await this.tryCreate(args, name));
  }

  async tryCreate(args: Props, name = "rooms", owner: Props = ownedBy(name)): Promise<Outcome> {
    const host = this.#nextRun();
    const inputs = await this.bench.checked({}, { ...args, ...owner }, host);
    return outcomeOf(
      undefined,
      async () => {
        const { id, outs } = await host.create(inputs);
        return { name, id, inputs, outputs: outs };
      },
      { name, inputs },
    );
  }

  /** Checks and updates; it has to succeed. */
  async update(fleet: Fleet, args: Props): Promise<Fleet> {
    return successOf(await this.tryUpdate(fleet, args));
  }

  /** @param name another one if an alias renames the fleet */
  async tryUpdate(fleet: Fleet, args: Props, name = fleet.name): Promise<Outcome> {
    const host = this.#nextRun();
    const inputs = await this.bench.checked(fleet.inputs, { ...args, ...ownedBy(name) }, host);
    return outcomeOf(
      fleet,
      async () => {
        const { outs } = await host.update(fleet.id, fleet.outputs, inputs);
        return { name, id: fleet.id, inputs, outputs: outs };
      },
      { name, inputs },
    );
  }

  async diff(fleet: Fleet, args: Props, name = fleet.name): Promise<DiffResult> {
    const host = this.#nextRun();
    const inputs = await this.bench.checked(fleet.inputs, { ...args, ...ownedBy(name) }, host);
    return host.diff(fleet.id, fleet.outputs, inputs);
  }

  /** Undefined: the read finds nothing of the fleet. */
  async read(fleet: Fleet): Promise<Fleet | undefined> {
    const { id, props, inputs } = await this.#nextRun().read(fleet.id, fleet.outputs);
    assert.equal(inputs, undefined);
    return id === "" ? undefined : { ...fleet, outputs: props };
  }

  /** As in a destroy. @returns the failure; empty if it was successful */
  async delete(fleet: Fleet): Promise<string> {
    const deleting = this.bench.host.of("GroupFleet").delete(fleet.id, fleet.outputs);
    return (await outcomeOf(fleet, async () => void (await deleting), fleet)).failure;
  }

  /** Another program creates a group. */
  async createTheirs(groupId: string): Promise<void> {
    const owner = { __identity: "00000000-0000-4000-8000-000000000000", __managedBy: "acme/chat/prod/theirs" };
    await this.bench.inRun(`theirs ${groupId}`).create({ groupId, type: "Public", name: "Theirs", ...owner });
  }

  /** The ids of the groups in the service, except for the bystander, sorted. */
  get ids(): readonly string[] {
    const ids = this.app.groups().map(({ groupId }) => groupId);
    assert.ok(ids.includes("bystander"), "the bystander still exists");
    return ids.filter((id) => id !== "bystander").sort();
  }

  /** The calls that had an effect, other than on an owner mark, with their groups, sorted. */
  get writes(): readonly string[] {
    return this.emulator.journal
      .entries({ effect: true })
      .filter(({ api }) => api !== "modify_group_attr" && api !== "delete_group_attr")
      .map(({ api, groupIds }) => [api, ...groupIds].join(" "))
      .sort();
  }

  /** The lines that the process has printed since the last call of this, or of `nextLine`. */
  newLines(): readonly string[] {
    const lines = this.bench.host.stdout.slice(this.#read);
    this.#read = this.bench.host.stdout.length;
    return lines;
  }

  /** Waits for a line that matches. A line may arrive after the answer of the call that printed it. */
  async nextLine(pattern: RegExp): Promise<string> {
    for (;;) {
      const index = this.bench.host.stdout.findIndex((line, at) => at >= this.#read && pattern.test(line));
      if (index >= 0) {
        this.#read = index + 1;
        return String(this.bench.host.stdout[index]);
      }
      await nextTurn();
    }
  }

  /** The state has exactly the groups of the service: those under these keys. */
  assertHas(fleet: Fleet | undefined, ...keys: readonly string[]): void {
    const ids = idsOf(fleet);
    assert.deepEqual(Object.keys(ids).sort(), [...keys].sort());
    const leaving = leavingOf(fleet);
    assert.deepEqual([...Object.values(ids), ...leaving].sort(), this.ids);
  }

  /** Stops both. The bystander must be as it was. */
  async stop(): Promise<void> {
    assert.equal(this.app.group("bystander")?.name, "Bystander");
    await this.bench.stop();
  }

  #read = 0;

  #nextRun(): Host {
    return this.bench.nextRun().of("GroupFleet");
  }
}

/** The ids of a fleet's groups, by key. */
export function idsOf(fleet: Fleet | undefined): Readonly<Record<string, string>> {
  return JSON.parse(String(fleet?.outputs["ids"] ?? "{}"));
}

/** The ids of the groups that a fleet no longer declares and still has. */
export function leavingOf(fleet: Fleet | undefined): readonly string[] {
  return ((fleet?.outputs["__leaving"] ?? []) as readonly { readonly groupId: string }[]).map(({ groupId }) => groupId);
}

function successOf({ failure, fleet }: Outcome): Fleet {
  assert.equal(failure, "");
  return fleet ?? assert.fail("the state has no fleet");
}

/** As the engine: a partial failure keeps the resource with that state, any other failure leaves the state as it was. */
async function outcomeOf(
  before: Fleet | undefined,
  work: () => Promise<Fleet | undefined>,
  now: Pick<Fleet, "name" | "inputs">,
): Promise<Outcome> {
  try {
    return { failure: "", fleet: await work() };
  } catch (error) {
    assert.ok(error instanceof HostError);
    const { message, partialFailure } = error;
    if (partialFailure === undefined) return { failure: message, fleet: before };
    const { __provider, ...outputs } = partialFailure.properties;
    assert.match(String(__provider), /pulumi-tencent-chat/, "without it the fleet could never be deleted");
    return { failure: message, fleet: { ...now, id: partialFailure.id, outputs } };
  }
}
