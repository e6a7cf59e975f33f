import assert from "node:assert/strict";
import { type Kept, MiniEngine } from "../miniEngine";
import { families, restOf } from "./families";
import type { Kind } from "./kinds";
import type { Trouble } from "./operations";
import { type PlaceName, placeNames, type Slot, type Stack, slots, stacks, type Value } from "./terms";
import type { World } from "./world";

/** What one sequence acts on. */
export class Bench {
  readonly engine = new MiniEngine();
  readonly #backups = new Map<Stack, ReadonlyMap<string, Kept>>();
  #seen = 0;
  readonly #rest = new Map<PlaceName, unknown>();

  constructor(
    readonly world: World,
    readonly kind: Kind,
    private readonly id: string,
  ) {}

  get app() {
    return this.world.emulator.app();
  }

  groupId(place: PlaceName): string {
    return `${this.id}-${place}`;
  }

  async makeGroups(): Promise<void> {
    const host = this.world.host("right", "Group");
    const args = { groupId: this.groupId("own"), type: this.kind.group, name: "Room", ownerAccount: "owner" };
    const topics = this.kind.group === "Community" && { supportTopic: true };
    const failure = await new MiniEngine().up(host, stacks[0], "room", { ...args, ...topics }, { replace: false });
    assert.equal(failure, undefined);
    this.#furnish("own");
    this.#create("theirs");
    this.tookEffect("own");
  }

  /** So that the service does not fill up over many sequences. */
  removeGroups(): void {
    for (const place of placeNames) {
      for (const name of Object.keys(families.accounts.read(this.app, this.groupId(place))))
        families.accounts.take(this.app, this.groupId(place), name);
      if (this.slots(place) !== undefined) this.disband(place);
    }
  }

  /** The same id and another group: a stranger's. */
  recreate(place: PlaceName): void {
    const before = this.app.group(this.groupId(place))?.createTime ?? 0;
    if (before > 0) this.app.disband(this.groupId(place));
    // The service tells when a group was made to the second.
    this.world.setAhead(Math.max(0, (before + 1) * 1000 - Date.now()));
    this.#create(place);
    this.world.setAhead(0);
  }

  disband(place: PlaceName): void {
    this.app.disband(this.groupId(place));
    this.#rest.delete(place);
  }

  /** A member's client wipes the owner mark. */
  unmark(place: PlaceName): void {
    const { pulumi: _, ...others } = this.app.attributes(this.groupId(place));
    this.app.setAttributes(this.groupId(place), others);
    this.#remember(place);
  }

  put(place: PlaceName, slot: Slot, value: Value): void {
    families[this.kind.family].put(this.app, this.groupId(place), slot, value);
  }

  take(place: PlaceName, slot: Slot): void {
    families[this.kind.family].take(this.app, this.groupId(place), slot);
  }

  /** What the service has in the slots; undefined: there is no such group. */
  slots(place: PlaceName): Readonly<Record<string, string>> | undefined {
    if (this.app.group(this.groupId(place)) === undefined) return undefined;
    const held = families[this.kind.family].read(this.app, this.groupId(place));
    return Object.fromEntries(slots.flatMap((slot) => (held[slot] === undefined ? [] : [[slot, held[slot]]])));
  }

  /** What the state of a stack says of its parts. */
  state(stack: Stack): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Array.from(this.engine.state(stack), ([name, { outputs, initErrors }]) => {
        const { known, found = {} } = this.kind.shown(outputs);
        return [name, { known, found, existed: outputs["existed"] === true, adopt: outputs["adopt"], initErrors }];
      }),
    );
  }

  backUp(stack: Stack): void {
    this.#backups.set(stack, this.engine.state(stack));
  }

  /** To nothing, or to what was backed up last. */
  replaceState(stack: Stack, isRestored: boolean): void {
    this.engine.replaceState(stack, (isRestored && this.#backups.get(stack)) || new Map());
  }

  assertRestUntouched(): void {
    for (const place of placeNames) {
      if (!this.#rest.has(place)) continue;
      assert.deepEqual(this.#restOf(place), this.#rest.get(place), `something else in ${place} was touched`);
    }
  }

  /** @returns whether calls were refused since, when the trouble is over */
  trouble({ api, skip, how, code }: Trouble, place: PlaceName, [slot]: readonly Slot[]): () => boolean {
    const groupId = this.groupId(place);
    const at = this.kind.rules.standsAlone ? { account: `${groupId}-${slot}` } : { groupId };
    const aim = { ...at, api: this.kind.apis[api] ?? "", skip };
    const { faults } = this.world.emulator;
    const lost = how === "refused" ? [] : [faults.add({ ...aim, fault: { kind: "reset", when: "after" } })];
    // Neither code is tried again.
    const refusal = { times: Number.POSITIVE_INFINITY, fault: { kind: "errorCode", code } } as const;
    const refused = how === "lost" ? [] : [faults.add({ ...aim, ...refusal })];
    return () => {
      for (const rule of [...lost, ...refused]) rule.remove();
      return refused.some(({ hits }) => hits > 0);
    };
  }

  /** Whether a call since the last time has changed something in the group. */
  tookEffect(place: PlaceName): boolean {
    const { journal } = this.world.emulator;
    const groupId = this.groupId(place);
    const after = this.#seen;
    this.#seen = journal.entries().at(-1)?.seq ?? 0;
    const isHere = (name: string) => name === groupId || name.startsWith(`${groupId}-`);
    const calls = journal.entries(({ seq, effect }) => effect && seq > after);
    return calls.some(({ groupIds, accounts }) => [...groupIds, ...accounts].some(isHere));
  }

  #create(place: PlaceName): void {
    const supportTopic = this.kind.group === "Community" ? 1 : 0;
    const groupId = this.groupId(place);
    this.app.create({ groupId, type: this.kind.group, name: "Theirs", ownerAccount: "owner", supportTopic });
    this.#furnish(place);
  }

  /** What nobody's program names is there from the start, also of the same family where others may have theirs in it. */
  #furnish(place: PlaceName): void {
    const { group, family, rules } = this.kind;
    const groupId = this.groupId(place);
    const possible = {
      attributes: true,
      counters: group !== "Community",
      members: group !== "AVChatRoom",
      mutes: true,
      bans: group === "AVChatRoom",
      topics: group === "Community",
      accounts: true,
    };
    for (const [name, { put }] of Object.entries(families)) {
      const isFree = name !== family || !rules.exclusive;
      if (possible[name as keyof typeof families] && isFree) put(this.app, groupId, "z", "1");
    }
    if (family === "mutes") for (const slot of slots) this.app.join(groupId, slot);
    this.#remember(place);
  }

  #remember(place: PlaceName): void {
    this.#rest.set(place, this.#restOf(place));
  }

  #restOf(place: PlaceName): unknown {
    return restOf(this.app, this.groupId(place), this.kind.family, slots);
  }
}
