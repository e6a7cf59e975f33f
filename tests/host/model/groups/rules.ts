/**
 * Whose a group is, told a second time: from what the documentation promises, and without a line of the provider's code.
 * What a mark is worth is known here by who wrote it, and not by its signature.
 */
import type { Adopt, Field, Key, Stack, Type } from "./terms";

/** A group as it is in the service. */
export interface Group {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly ownerAccount: string;
  /** With the id it tells a group from a later one: no two of one id are created in the same second. */
  readonly born: number;
  readonly members: number;
  readonly messages: number;
  /** What the attribute holds. */
  readonly attribute: string | undefined;
  readonly fields: Readonly<Partial<Record<Field, string>>>;
}

/** A mark that a provider wrote once: where, with which key. It says something there alone. */
export interface Written {
  readonly by: Stack;
  readonly groupId: string;
  readonly place: "attribute" | "field";
  /** Of the group that it was written on; clients can put it on a later one. */
  readonly born: number;
  readonly key: Key;
}

export type MarkBook = ReadonlyMap<string, Written>;

/** Who looks. */
export interface Reader {
  readonly identities: readonly string[];
  readonly key: Key;
  readonly field: Field | undefined;
}

/** What a place says. */
export type Reading =
  | { readonly is: "nothing" }
  | { readonly is: "newer" }
  | {
      readonly is: "valid" | "unverified";
      readonly identity: string;
      readonly stack: string;
      readonly isEphemeral: boolean;
    };

function read(text: string | undefined, place: Written["place"], group: Group, key: Key, book: MarkBook): Reading {
  const { v, i, s, n, h, x } = parsed(text);
  if (!Number.isInteger(v) || typeof h !== "string") return { is: "nothing" };
  if (v !== 2) return { is: "newer" };
  if (typeof i !== "string" || typeof s !== "string" || typeof n !== "string") return { is: "nothing" };
  const known = book.get(text ?? "");
  const isValid =
    known?.place === place &&
    known.groupId === group.id &&
    known.key === key &&
    (place === "field" || known.born === group.born);
  return { is: isValid ? "valid" : "unverified", identity: i, stack: s, isEphemeral: x !== undefined };
}

/** How many places are looked at: see `Depth` in provider/ownership/marks.ts. */
export type Depth = "all" | "refresh" | "listed";

export function readings(
  group: Group,
  { key, field }: Reader,
  book: MarkBook,
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

/** What all that was looked at comes to, for whoever has one of these identities. */
export function conclusion(found: readonly Reading[], { identities }: Reader): "ours" | "theirs" | "unknown" {
  const isTheirs = (reading: Reading) =>
    reading.is === "newer" || (reading.is !== "nothing" && !identities.includes(reading.identity));
  if (found.some(isTheirs)) return "theirs";
  return found.some(({ is }) => is === "valid") ? "ours" : "unknown";
}

/** What a state says of a group. */
export interface Entry {
  readonly groupId: string;
  readonly identity: string;
  readonly createTime: number | undefined;
  readonly remembersOther: boolean;
}

export function verdict(entry: Entry, found: "ours" | "theirs" | "unknown", group: Group): "ours" | "theirs" | "other" {
  if (found !== "unknown") return found;
  if (entry.remembersOther) return "theirs";
  return entry.createTime === undefined || entry.createTime === group.born ? "ours" : "other";
}

/** What a create asks for. */
export interface Wanted {
  readonly type: Type;
  readonly owner: string;
  readonly adopt: Adopt;
  readonly isDerived: boolean;
}

/** Whether a create takes over a group that has the id already. */
export function takesOver(group: Group, found: "ours" | "theirs" | "unknown", wanted: Wanted): boolean {
  const { type, owner, adopt, isDerived } = wanted;
  const isOwner = group.ownerAccount === owner || (group.type === "AVChatRoom" && group.ownerAccount === "");
  const isCertified = isDerived && group.type === type && isOwner;
  const isOurs = found === "ours" || (found === "unknown" && isCertified);
  return group.type === type && (adopt === "always" || (isOurs && adopt !== "never"));
}

/**
 * Whether a sweep for an identity disbands a group: it has a valid mark that says it is ephemeral; or none at all, an id
 * that only this program derives for what is ephemeral, and nobody has used it.
 */
export function isSwept(group: Group, reader: Reader, book: MarkBook, isCertified: boolean): boolean {
  return (["listed", "all"] as const).every((depth) => {
    const found = readings(group, reader, book, isCertified ? "all" : depth);
    const concluded = conclusion(found, reader);
    if (concluded === "ours") return found.some((reading) => reading.is === "valid" && reading.isEphemeral);
    // Whatever a client creates has an owner.
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
