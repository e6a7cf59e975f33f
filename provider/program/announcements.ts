import { labelIn, labelOf } from "./resource";

/** A resource that the program has begun to declare: its check comes once all that it depends on is there, or never. */
export interface Announcement {
  readonly kind: string;
  readonly name: string;
  /** The group that it is part of; undefined: not known yet, or there is none. */
  readonly groupId?: string;
  /** The ids, users and keys in it that are known; undefined: its id is derived. */
  readonly entries?: readonly string[];
  /** There may be more of them, which are not known yet. */
  readonly isOpen: boolean;
  /** The resources that have to be there before it, as `kind "name"`. */
  readonly after: readonly string[];
}

/** The kinds of resources that can declare a thing, by the first part of its key; the group's id follows in the key of a part. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  group: ["Group"],
  member: ["GroupMember", "GroupMembers"],
  attribute: ["GroupAttributes"],
  counter: ["GroupCounters"],
  mute: ["MutedMembers"],
  ban: ["BannedMembers"],
  topic: ["Topic"],
  account: ["Account", "Chatbot"],
};

/** What the program has announced and the engine has not had checked. */
export class Announcements {
  /** By kind and name: those of one name have other parents. */
  readonly #announced = new Map<string, Announcement[]>();
  readonly #checked = new Map<string, Set<string>>();

  announce(announcement: Announcement): void {
    const label = labelOf(announcement);
    this.#announced.set(label, [...(this.#announced.get(label) ?? []), announcement]);
  }

  /** @param key of a resource, which says more than its kind and name */
  check(key: string): void {
    const label = labelIn(key);
    const keys = this.#checked.get(label) ?? new Set();
    this.#checked.set(label, keys.add(key));
  }

  /**
   * A resource that is still to be checked and may declare a thing.
   *
   * @param asking the key of the resource that has it now
   */
  find(thing: string, asking: string): Announcement | undefined {
    for (const [label, announced] of this.#announced) {
      if (announced.length <= (this.#checked.get(label)?.size ?? 0)) continue;
      const found = announced.find((announcement) => mayDeclare(announcement, thing, asking));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function mayDeclare({ kind, name, groupId, entries, isOpen }: Announcement, thing: string, asking: string): boolean {
  const [family = "", ...parts] = thing.split("/");
  if (kinds[family]?.includes(kind) !== true) return false;
  // Of a group, type and support of topics follow.
  const ids = (family === "group" ? parts.slice(0, -2) : parts).join("/");
  if (groupId !== undefined && !isIn(groupId, ids)) return false;
  if (isOpen) return true;
  // Two of one kind and name, with other parents, derive the same id.
  if (entries === undefined) return labelIn(asking) === labelOf({ kind, name });
  return entries.some((entry) => ids === entry || ids.endsWith(`/${entry}`) || ids.endsWith(`@TOPIC#_${entry}`));
}

function isIn(groupId: string, ids: string): boolean {
  return ids.startsWith(`${groupId}/`) || ids.startsWith(`${groupId}@TOPIC#_`);
}
