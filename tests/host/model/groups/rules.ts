/**
 * Ownership of a group, implemented a second time: from the documentation, and without the provider's code. Here the value of
 * a mark follows from who wrote it, and not from its signature.
 */
import type { Adopt, Field, Key, StackName, Type } from "./constants";

/** A group in the service. */
export interface Group {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly ownerAccount: string;
  /** Distinguishes groups with the same id: no two of them are created in the same second. */
  readonly createdAt: number;
  readonly members: number;
  readonly messages: number;
  /** The content of the attribute. */
  readonly attribute: string | undefined;
  readonly fields: Readonly<Partial<Record<Field, string>>>;
}

/** A mark that a provider wrote: its location and its key. It is valid only there. */
export interface WrittenMark {
  readonly by: StackName;
  readonly groupId: string;
  readonly location: "attribute" | "field";
  /** The group that it was written on. Clients can copy it to a later one. */
  readonly createdAt: number;
  readonly key: Key;
}

export type WrittenMarks = ReadonlyMap<string, WrittenMark>;

/** The program that checks ownership. */
export interface Reader {
  readonly identities: readonly string[];
  readonly key: Key;
  readonly field: Field | undefined;
}

/** The verdict of one location. */
export type Reading =
  | { readonly is: "nothing" }
  | { readonly is: "newer" }
  | {
      readonly is: "valid" | "unverified";
      readonly identity: string;
      readonly stack: string;
      readonly isEphemeral: boolean;
      /** Sweeps leave the group alone: it is guarded, or the program says so. */
      readonly isPersistent: boolean;
    };

function read(
  text: string | undefined,
  location: WrittenMark["location"],
  group: Group,
  key: Key,
  book: WrittenMarks,
): Reading {
  const { v, i, s, n, h, x, p } = parsed(text);
  if (!Number.isInteger(v) || typeof h !== "string") return { is: "nothing" };
  if (v !== 2) return { is: "newer" };
  if (typeof i !== "string" || typeof s !== "string" || typeof n !== "string") return { is: "nothing" };
  const known = book.get(text ?? "");
  const isValid =
    known?.location === location &&
    known.groupId === group.id &&
    known.key === key &&
    (location === "field" || known.createdAt === group.createdAt);
  const is = isValid ? "valid" : "unverified";
  return { is, identity: i, stack: s, isEphemeral: x !== undefined, isPersistent: p === 1 };
}

/** How many locations are read: see `Depth` in provider/ownership/markStore.ts. */
export type Depth = "all" | "refresh" | "listed";

export function readings(
  group: Group,
  { key, field }: Reader,
  book: WrittenMarks,
  depth: Depth = "all",
): readonly Reading[] {
  const ofField = (name: Field) => read(group.fields[name], "field", group, key, book);
  if (depth === "refresh" && field !== undefined && group.fields[field] !== undefined) return [ofField(field)];
  const first = [
    read(group.attribute, "attribute", group, key, book),
    ...(field === undefined ? [] : [ofField(field)]),
  ];
  if (depth === "listed" || first.some(({ is }) => is === "valid")) return first;
  const others = (Object.keys(group.fields) as Field[]).filter((name) => name !== field);
  return [...first, ...others.map(ofField)];
}

/** The combined verdict of all locations, for a program with one of these identities. */
export function combinedReading(found: readonly Reading[], { identities }: Reader): "owned" | "foreign" | "unknown" {
  const isForeign = (reading: Reading) =>
    reading.is === "newer" || (reading.is !== "nothing" && !identities.includes(reading.identity));
  if (found.some(isForeign)) return "foreign";
  return found.some(({ is }) => is === "valid") ? "owned" : "unknown";
}

/** Whether a valid mark says that sweeps leave the group alone. */
export function isPersistent(found: readonly Reading[]): boolean {
  return found.some((reading) => reading.is === "valid" && reading.isPersistent);
}

/** The verdict of a state about a group. */
export interface StateEntry {
  readonly groupId: string;
  readonly identity: string;
  readonly createTime: number | undefined;
  readonly hasForeignOwner: boolean;
}

export function verdict(
  entry: StateEntry,
  found: "owned" | "foreign" | "unknown",
  group: Group,
): "owned" | "foreign" | "other" {
  if (found !== "unknown") return found;
  if (entry.hasForeignOwner) return "foreign";
  return entry.createTime === undefined || entry.createTime === group.createdAt ? "owned" : "other";
}

/** The inputs of a create. */
export interface CreateRequest {
  readonly type: Type;
  readonly owner: string;
  readonly adopt: Adopt;
  readonly isDerived: boolean;
}

/** Whether a create adopts a group that already has the id. */
export function isAdopted(group: Group, found: "owned" | "foreign" | "unknown", wanted: CreateRequest): boolean {
  const { type, owner, adopt, isDerived } = wanted;
  const isOwner = group.ownerAccount === owner || (group.type === "AVChatRoom" && group.ownerAccount === "");
  const isCertified = isDerived && group.type === type && isOwner;
  const isOwned = found === "owned" || (found === "unknown" && isCertified);
  return group.type === type && (adopt === "always" || (isOwned && adopt !== "never"));
}

/**
 * Whether a sweep of an identity disbands a group. It has a valid mark that says it is ephemeral, and no valid one that says it is persistent. Or it has no mark, an id
 * that only this program derives for an ephemeral group, and has not been used.
 */
export function isSwept(group: Group, reader: Reader, book: WrittenMarks, isCertified: boolean): boolean {
  return (["listed", "all"] as const).every((depth) => {
    const found = readings(group, reader, book, isCertified ? "all" : depth);
    if (isPersistent(found)) return false;
    const concluded = combinedReading(found, reader);
    if (concluded === "owned") return found.some((reading) => reading.is === "valid" && reading.isEphemeral);
    // A group that a client creates always has an owner.
    const isUnused = group.ownerAccount === "" && group.members === 0 && group.messages === 0;
    return concluded === "unknown" && isCertified && isUnused;
  });
}

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
