import { labelIn, labelOf } from "./resource";

/** A resource that the program has started to declare. Its check follows once all its dependencies exist, or never. */
export interface Announcement {
  readonly kind: string;
  readonly name: string;
  /** The parent group; undefined if there is none, or it is not known yet. */
  readonly groupId?: string;
  /** The known ids, users and keys in it; undefined if its id is derived. */
  readonly entries?: readonly string[];
  /** Whether there may be more entries that are not known yet. */
  readonly isOpen: boolean;
  /** The resources that it depends on, as `kind "name"`. */
  readonly after: readonly string[];
}

/**
 * The kinds of resources that can declare an object, by the first part of the object's key. In the key of a child
 * resource, the group's id follows.
 */
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

/** The resources that the program has announced and the engine has not yet checked. */
export class Announcements {
  /** By kind and name: resources of the same name may have different parents. */
  readonly #announced = new Map<string, Announcement[]>();
  readonly #checked = new Map<string, Set<string>>();

  announce(announcement: Announcement): void {
    const label = labelOf(announcement);
    this.#announced.set(label, [...(this.#announced.get(label) ?? []), announcement]);
  }

  /** @param key of a resource, which is more specific than its kind and name */
  check(key: string): void {
    const label = labelIn(key);
    const keys = this.#checked.get(label) ?? new Set();
    this.#checked.set(label, keys.add(key));
  }

  /**
   * Finds an unchecked resource that may declare an object.
   *
   * @param requester the key of the resource that has the object now
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
  // In the key of a group, type and topic support follow the id.
  const ids = (family === "group" ? parts.slice(0, -2) : parts).join("/");
  if (groupId !== undefined && !isIn(groupId, ids)) return false;
  if (isOpen) return true;
  // Two resources of the same kind and name, with different parents, derive the same id.
  if (entries === undefined) return labelIn(asking) === labelOf({ kind, name });
  return entries.some((entry) => ids === entry || ids.endsWith(`/${entry}`) || ids.endsWith(`@TOPIC#_${entry}`));
}

function isIn(groupId: string, ids: string): boolean {
  return ids.startsWith(`${groupId}/`) || ids.startsWith(`${groupId}@TOPIC#_`);
}
