import assert from "node:assert/strict";
import { type Key, type ParentName, parentNames, type Slot, slots, type Value } from "./constants";
import type { Environment } from "./environment";
import { families, restOf } from "./families";
import type { Family } from "./kinds";
import type { SlotContent, Slots } from "./plan";

/** The owner whose mark foreign clients put on groups. */
const foreignIdentity = "somebody";

/** The two parent groups, as they are in the service. */
export class ParentGroups {
  /** Create times of the groups that the first stack has created itself. */
  readonly #made = new Set<string>();
  /** The marks that its provider wrote, each with its group and its key. */
  readonly #marks = new Map<string, { readonly on: string; readonly key: Key }>();
  readonly #rest = new Map<ParentName, unknown>();
  #before = new Map<ParentName, Slots>();
  #wasBorn: number | undefined;

  constructor(
    readonly environment: Environment,
    readonly family: Family,
    readonly prefix: string,
  ) {}

  get isOutsideGroups(): boolean {
    return this.family.name === "accounts";
  }

  get groups() {
    return { type: this.family.group, idOf: this.idOf };
  }

  readonly idOf = (parentGroup: ParentName): string =>
    `${this.family.group === "Community" ? "@TGS#_" : ""}${this.prefix}-${parentGroup}`;

  /** The create time of the group; undefined if there is none. */
  createdAt(parentGroup: ParentName): number | undefined {
    return this.isOutsideGroups ? 0 : this.environment.app.group(this.idOf(parentGroup))?.createTime;
  }

  slots(parentGroup: ParentName): Slots {
    if (this.createdAt(parentGroup) === undefined) return new Map();
    const { read, times = () => ({}) } = families[this.family.name] as (typeof families)["topics"];
    const held = read(this.environment.app, this.idOf(parentGroup));
    const time: Readonly<Record<string, number>> = times(this.environment.app, this.idOf(parentGroup));
    return new Map(
      slots.flatMap((slot): (readonly [Slot, SlotContent])[] => {
        const value = held[slot];
        return value === undefined ? [] : [[slot, { value: value as Value, time: time[slot] }]];
      }),
    );
  }

  /** Records the actual state right before a step. */
  snapshot(): void {
    this.#before = new Map(parentNames.map((parentGroup) => [parentGroup, this.slots(parentGroup)]));
    this.#wasBorn = this.createdAt("own");
  }

  before(parentGroup: ParentName): Slots {
    return this.#before.get(parentGroup) ?? new Map();
  }

  get wasMissing(): boolean {
    return this.#wasBorn === undefined;
  }

  /** The group that existed before the step is gone now. */
  get wasDeleted(): boolean {
    return this.#wasBorn !== undefined && this.#wasBorn !== this.createdAt("own");
  }

  /** The identities that the group's marks name, and whether the provider wrote that mark there. */
  marks(parentGroup: ParentName): readonly { readonly identity: string; readonly isValid: boolean }[] {
    const group = this.environment.app.group(this.idOf(parentGroup));
    const texts = [group?.attributes["pulumi"], group?.customFields["pulumi_owner"]];
    return texts.flatMap((text) => {
      if (text === undefined) return [];
      const { i } = JSON.parse(text) as { readonly i: string };
      const known = this.#marks.get(text);
      const isValid = known?.on === this.#incarnation(parentGroup) && known.key === this.environment.key;
      return [{ identity: i, isValid }];
    });
  }

  hasMark(parentGroup: ParentName): boolean {
    return this.environment.app.group(this.idOf(parentGroup))?.attributes["pulumi"] !== undefined;
  }

  hasFieldMark(parentGroup: ParentName): boolean {
    return this.environment.app.group(this.idOf(parentGroup))?.customFields["pulumi_owner"] !== undefined;
  }

  /** The group has a mark that does not verify with the app's current key. */
  hasFormerMark(parentGroup: ParentName): boolean {
    const group = this.environment.app.group(this.idOf(parentGroup));
    const texts = [group?.attributes["pulumi"], group?.customFields["pulumi_owner"]];
    return texts.some((text) => (this.#marks.get(text ?? "")?.key ?? this.environment.key) !== this.environment.key);
  }

  /** Whether the first stack has created the current group. */
  isCreatedByStackA(parentGroup: ParentName): boolean {
    return this.#made.has(this.#incarnation(parentGroup));
  }

  /** Records what a step of the first stack did to its group. */
  recordStep(isCreated: boolean): void {
    if (this.createdAt("own") === undefined || this.isOutsideGroups) return;
    const { attributes, customFields } = this.environment.app.group(this.idOf("own")) ?? assert.fail();
    for (const text of [attributes["pulumi"], customFields["pulumi_owner"]]) {
      if (text === undefined || text.includes(foreignIdentity)) continue;
      this.#marks.set(text, { on: this.#incarnation("own"), key: this.#marks.get(text)?.key ?? this.environment.key });
    }
    if (!isCreated) return;
    this.#made.add(this.#incarnation("own"));
    this.#furnish("own");
  }

  // Changes by foreign clients.

  create(parentGroup: ParentName): void {
    const { group: type } = this.family;
    const supportTopic = type === "Community" ? 1 : 0;
    const groupId = this.idOf(parentGroup);
    this.environment.app.create({ groupId, type, name: "Theirs", ownerAccount: "owner", supportTopic });
    this.#furnish(parentGroup);
  }

  disband(parentGroup: ParentName): void {
    if (this.environment.app.group(this.idOf(parentGroup)) === undefined) return;
    this.environment.app.disband(this.idOf(parentGroup));
    this.environment.tick();
  }

  /** A member's client wipes the owner mark. */
  unmark(parentGroup: ParentName): void {
    const { pulumi: _, ...others } = this.environment.app.attributes(this.idOf(parentGroup));
    this.environment.app.setAttributes(this.idOf(parentGroup), others);
  }

  /** Another owner's mark is put on the group. */
  claim(parentGroup: ParentName): void {
    const claim = { v: 2, i: foreignIdentity, s: "acme/chat/dev", n: "room", h: "AAAAAAAAAAAAAAAAAAAAAA" };
    const others = this.environment.app.attributes(this.idOf(parentGroup));
    this.environment.app.setAttributes(this.idOf(parentGroup), { ...others, pulumi: JSON.stringify(claim) });
  }

  put(parentGroup: ParentName, slot: Slot, value: Value): void {
    families[this.family.name].put(this.environment.app, this.idOf(parentGroup), slot, value);
  }

  take(parentGroup: ParentName, slot: Slot): void {
    families[this.family.name].take(this.environment.app, this.idOf(parentGroup), slot);
  }

  assertForeignUnchanged(): void {
    for (const parentGroup of parentNames) {
      if (this.createdAt(parentGroup) === undefined || !this.#rest.has(parentGroup)) continue;
      assert.deepEqual(
        this.#restOf(parentGroup),
        this.#rest.get(parentGroup),
        `foreign contents of ${parentGroup} were changed`,
      );
    }
  }

  #incarnation(parentGroup: ParentName): string {
    return `${parentGroup} ${this.environment.app.group(this.idOf(parentGroup))?.createTime}`;
  }

  /** Initial contents that no program declares, also of the same family if that may contain foreign slots. */
  #furnish(parentGroup: ParentName): void {
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
      if (possible[name as keyof typeof families] && isFree)
        put(this.environment.app, this.idOf(parentGroup), "z", "1");
    }
    if (own === "mutes") for (const slot of slots) this.environment.app.join(this.idOf(parentGroup), slot);
    this.#rest.set(parentGroup, this.#restOf(parentGroup));
  }

  #restOf(parentGroup: ParentName): unknown {
    return restOf(this.environment.app, this.idOf(parentGroup), this.family.name, slots);
  }
}
