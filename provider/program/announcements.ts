import { labelFromKey, labelOf } from "./resource";

/** A resource that the program has started to declare. Its check follows once all its dependencies exist, or never. */
export interface Announcement {
  readonly kind: string;
  readonly name: string;
  /** The parent group; undefined if there is none, or it is not known yet. */
  readonly groupId?: string;
  /** The known ids, users and keys in it; undefined if its id is derived. */
  readonly entries?: readonly string[];
  /** The logical names of the groups in a fleet whose ids are derived; a `*` at the end stands for any text. */
  readonly names?: readonly string[];
  /** Whether there may be more entries that are not known yet. */
  readonly hasMore: boolean;
  /** The resources that it depends on, as `kind "name"`. */
  readonly dependsOn: readonly string[];
}

/** What a resource declared in the preview of the same command. */
export interface PreviewedResource {
  /** See `ProgramResource`. */
  readonly key: string;
  /** The keys of its remote objects, with their location. */
  readonly objects: readonly string[];
  /** Those that its state already had. */
  readonly inState: readonly string[];
  /** See `ProgramResource`. */
  readonly identity?: string;
  readonly keptFor?: string;
}

/**
 * The kinds of resources that can declare an object, by the first part of the object's key. In the key of a child
 * resource, the group's id follows.
 */
const kindsByPrefix: Readonly<Record<string, readonly string[]>> = {
  group: ["Group", "GroupFleet"],
  member: ["GroupMember", "GroupMembers"],
  attribute: ["GroupAttributes"],
  counter: ["GroupCounters"],
  mute: ["MutedMembers"],
  ban: ["BannedMembers"],
  topic: ["Topic"],
  account: ["Account", "Chatbot"],
};

/** The objects of a previewed resource, to look up: a fleet has thousands. */
interface PreviewedObjects {
  readonly key: string;
  readonly all: ReadonlySet<string>;
  readonly inState: ReadonlySet<string>;
}

/** The resources that the program has announced and the engine has not yet checked. */
export class Announcements {
  /** By kind and name: resources of the same name may have different parents. */
  readonly #announced = new Map<string, Announcement[]>();
  readonly #checked = new Map<string, Set<string>>();
  /** The resources that a preview knows, by their keys. */
  readonly #previewed = new Map<string, PreviewedObjects>();

  announce(announcement: Announcement): void {
    const label = labelOf(announcement);
    this.#announced.set(label, [...(this.#announced.get(label) ?? []), announcement]);
  }

  /** Records what a resource declared in a preview, unless it has been checked since. */
  preview(resource: PreviewedResource): void {
    const { key } = resource;
    if (this.#checked.get(labelFromKey(key))?.has(key) === true) return;
    this.#previewed.set(key, { key, all: new Set(resource.objects), inState: new Set(resource.inState) });
  }

  /** @param key of a resource, which is more specific than its kind and name */
  check(key: string): void {
    this.#previewed.delete(key);
    const label = labelFromKey(key);
    const keys = this.#checked.get(label) ?? new Set();
    this.#checked.set(label, keys.add(key));
  }

  /**
   * Finds an unchecked resource that may declare an object.
   *
   * @param requester the key of the resource that has the object now
   * @param name the logical name of the object, which derived ids depend on; default: that of the requester
   */
  find(key: string, requester: string, name?: string): Announcement | undefined {
    const [kind, own] = JSON.parse(requester) as [string, string];
    for (const [label, announced] of this.#announced) {
      if (announced.length <= (this.#checked.get(label)?.size ?? 0)) continue;
      const found = announced.find((announcement) => mayDeclare(announcement, key, { kind, name: name ?? own }));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * Finds an unchecked resource that declared an object in the preview. It may depend on the requester: a preview does not tell.
   *
   * @param object the key of the object, with its location
   */
  findPreviewed(object: string, requester: string): Announcement | undefined {
    const found = this.#previewedWith(object, requester);
    if (found === undefined) return undefined;
    const [kind, name] = JSON.parse(found.key) as [string, string];
    return { kind, name, hasMore: false, dependsOn: [labelFromKey(requester)] };
  }

  /** Whether the state of such a resource has the object already. */
  isInPreviewedState(object: string, requester: string): boolean {
    return this.#previewedWith(object, requester)?.inState.has(object) === true;
  }

  #previewedWith(object: string, requester: string): PreviewedObjects | undefined {
    return [...this.#previewed.values()].find(({ key, all }) => key !== requester && all.has(object));
  }
}

function mayDeclare(
  { kind, name, groupId, entries, names, hasMore }: Announcement,
  key: string,
  requester: { readonly kind: string; readonly name: string },
): boolean {
  const [prefix = "", ...parts] = key.split("/");
  if (kindsByPrefix[prefix]?.includes(kind) !== true) return false;
  // In the key of a group, type and topic support follow the id.
  const ids = (prefix === "group" ? parts.slice(0, -2) : parts).join("/");
  if (groupId !== undefined && !isInGroup(groupId, ids)) return false;
  if (hasMore) return true;
  // Resources of the same kind and name, with different parents, derive the same id; so do a `Group` and a group of a fleet.
  const isSameKind = kind === requester.kind || prefix === "group";
  if (entries === undefined && names === undefined) return isSameKind && name === requester.name;
  if (names?.some((each) => isNamed(requester.name, each))) return true;
  if (prefix === "group") return entries?.includes(ids) === true;
  return (entries ?? []).some(
    (entry) => ids === entry || ids.endsWith(`/${entry}`) || ids.endsWith(`@TOPIC#_${entry}`),
  );
}

/** @param pattern a name, or the start of names and `*` */
function isNamed(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function isInGroup(groupId: string, ids: string): boolean {
  return ids.startsWith(`${groupId}/`) || ids.startsWith(`${groupId}@TOPIC#_`);
}
