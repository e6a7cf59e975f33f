import assert from "node:assert/strict";
import { families, restOf } from "./families";
import type { Family } from "./kinds";
import type { Held, Slots } from "./plan";
import { type Key, type PlaceName, placeNames, type Slot, slots, type Value } from "./terms";
import type { World } from "./world";

/** The owner whose mark foreign clients put on groups. */
const somebody = "somebody";

/** The two parent groups, as they are in the service. */
export class Places {
  /** Create times of the groups that the first stack has created itself. */
  readonly #made = new Set<string>();
  /** The marks that its provider wrote, each with its group and its key. */
  readonly #marks = new Map<string, { readonly on: string; readonly key: Key }>();
  readonly #rest = new Map<PlaceName, unknown>();
  #before = new Map<PlaceName, Slots>();
  #wasBorn: number | undefined;

  constructor(
    readonly world: World,
    readonly family: Family,
    readonly prefix: string,
  ) {}

  get standsAlone(): boolean {
    return this.family.name === "accounts";
  }

  get groups() {
    return { type: this.family.group, idOf: this.idOf };
  }

  readonly idOf = (place: PlaceName): string =>
    `${this.family.group === "Community" ? "@TGS#_" : ""}${this.prefix}-${place}`;

  /** The create time of the group; undefined if there is none. */
  born(place: PlaceName): number | undefined {
    return this.standsAlone ? 0 : this.world.app.group(this.idOf(place))?.createTime;
  }

  slots(place: PlaceName): Slots {
    if (this.born(place) === undefined) return new Map();
    const { read, times = () => ({}) } = families[this.family.name] as (typeof families)["topics"];
    const held = read(this.world.app, this.idOf(place));
    const time: Readonly<Record<string, number>> = times(this.world.app, this.idOf(place));
    return new Map(
      slots.flatMap((slot): (readonly [Slot, Held])[] => {
        const value = held[slot];
        return value === undefined ? [] : [[slot, { value: value as Value, time: time[slot] }]];
      }),
    );
  }

  /** Records the actual state right before a step. */
  look(): void {
    this.#before = new Map(placeNames.map((place) => [place, this.slots(place)]));
    this.#wasBorn = this.born("own");
  }

  before(place: PlaceName): Slots {
    return this.#before.get(place) ?? new Map();
  }

  get wasMissing(): boolean {
    return this.#wasBorn === undefined;
  }

  /** The group that existed before the step is gone now. */
  get isJustGone(): boolean {
    return this.#wasBorn !== undefined && this.#wasBorn !== this.born("own");
  }

  /** The identities that the group's marks name, and whether the provider wrote that mark there. */
  marks(place: PlaceName): readonly { readonly identity: string; readonly isValid: boolean }[] {
    const group = this.world.app.group(this.idOf(place));
    const texts = [group?.attributes["pulumi"], group?.customFields["pulumi_owner"]];
    return texts.flatMap((text) => {
      if (text === undefined) return [];
      const { i } = JSON.parse(text) as { readonly i: string };
      const known = this.#marks.get(text);
      const isValid = known?.on === this.#incarnation(place) && known.key === this.world.key;
      return [{ identity: i, isValid }];
    });
  }

  hasMark(place: PlaceName): boolean {
    return this.world.app.group(this.idOf(place))?.attributes["pulumi"] !== undefined;
  }

  hasFieldMark(place: PlaceName): boolean {
    return this.world.app.group(this.idOf(place))?.customFields["pulumi_owner"] !== undefined;
  }

  /** The group has a mark that does not verify with the app's current key. */
  hasFormerMark(place: PlaceName): boolean {
    const group = this.world.app.group(this.idOf(place));
    const texts = [group?.attributes["pulumi"], group?.customFields["pulumi_owner"]];
    return texts.some((text) => (this.#marks.get(text ?? "")?.key ?? this.world.key) !== this.world.key);
  }

  /** Whether the first stack has created the current group. */
  isMade(place: PlaceName): boolean {
    return this.#made.has(this.#incarnation(place));
  }

  /** Records what a step of the first stack did to its group. */
  learn(isCreated: boolean): void {
    if (this.born("own") === undefined || this.standsAlone) return;
    const { attributes, customFields } = this.world.app.group(this.idOf("own")) ?? assert.fail();
    for (const text of [attributes["pulumi"], customFields["pulumi_owner"]]) {
      if (text === undefined || text.includes(somebody)) continue;
      this.#marks.set(text, { on: this.#incarnation("own"), key: this.#marks.get(text)?.key ?? this.world.key });
    }
    if (!isCreated) return;
    this.#made.add(this.#incarnation("own"));
    this.#furnish("own");
  }

  // Changes by foreign clients.

  create(place: PlaceName): void {
    const { group: type } = this.family;
    const supportTopic = type === "Community" ? 1 : 0;
    const groupId = this.idOf(place);
    this.world.app.create({ groupId, type, name: "Theirs", ownerAccount: "owner", supportTopic });
    this.#furnish(place);
  }

  disband(place: PlaceName): void {
    if (this.world.app.group(this.idOf(place)) === undefined) return;
    this.world.app.disband(this.idOf(place));
    this.world.tick();
  }

  /** A member's client wipes the owner mark. */
  unmark(place: PlaceName): void {
    const { pulumi: _, ...others } = this.world.app.attributes(this.idOf(place));
    this.world.app.setAttributes(this.idOf(place), others);
  }

  /** Another owner's mark is put on the group. */
  claim(place: PlaceName): void {
    const claim = { v: 2, i: somebody, s: "acme/chat/dev", n: "room", h: "AAAAAAAAAAAAAAAAAAAAAA" };
    const others = this.world.app.attributes(this.idOf(place));
    this.world.app.setAttributes(this.idOf(place), { ...others, pulumi: JSON.stringify(claim) });
  }

  put(place: PlaceName, slot: Slot, value: Value): void {
    families[this.family.name].put(this.world.app, this.idOf(place), slot, value);
  }

  take(place: PlaceName, slot: Slot): void {
    families[this.family.name].take(this.world.app, this.idOf(place), slot);
  }

  assertRestUntouched(): void {
    for (const place of placeNames) {
      if (this.born(place) === undefined || !this.#rest.has(place)) continue;
      assert.deepEqual(this.#restOf(place), this.#rest.get(place), `foreign contents of ${place} were changed`);
    }
  }

  #incarnation(place: PlaceName): string {
    return `${place} ${this.world.app.group(this.idOf(place))?.createTime}`;
  }

  /** Initial contents that no program declares, also of the same family if that may contain foreign slots. */
  #furnish(place: PlaceName): void {
    const { group, name: own, kinds } = this.family;
    const possible = {
      attributes: true,
      counters: group !== "Community",
      members: group !== "AVChatRoom",
      mutes: true,
      bans: group === "AVChatRoom",
      topics: group === "Community",
      accounts: true,
    };
    const isShared = !kinds.some((kind) => kind === "attributes" || kind === "members");
    for (const [name, { put }] of Object.entries(families)) {
      const isFree = name !== own || isShared;
      if (possible[name as keyof typeof families] && isFree) put(this.world.app, this.idOf(place), "z", "1");
    }
    if (own === "mutes") for (const slot of slots) this.world.app.join(this.idOf(place), slot);
    this.#rest.set(place, this.#restOf(place));
  }

  #restOf(place: PlaceName): unknown {
    return restOf(this.world.app, this.idOf(place), this.family.name, slots);
  }
}
