/**
 * Whose a group is, told a second time: from what the documentation promises, and without a line of the provider's
 * code. `Claim` is the truth that no mark can change; the verdicts are what can be known of it.
 */

/** The two apps of the service, by their place. */
export type App = 0 | 1;
export const types = ["Public", "ChatRoom", "AVChatRoom"] as const;
export type Type = (typeof types)[number];
export type Adopt = "owned" | "never" | "always";

/** A mark that somebody signed once: it says something on that group of that app alone. */
export interface Mark {
  readonly app: App;
  readonly id: string;
  /** `organization/project/stack/name`. */
  readonly owner: string;
  /** The group that it was written on: one of the same id may have been made since. */
  readonly born: number;
}

/** What the attribute holds: a mark (perhaps another group's), something nobody signed, or nothing. */
export type Attribute = Mark | "garbage" | undefined;

export interface Group {
  readonly app: App;
  readonly id: string;
  readonly type: Type;
  name: string;
  /** The step of the program in which it was made; no two groups have the same. */
  readonly born: number;
  attribute: Attribute;
  /** The stacks that made it, or took it over because their program says `adopt: "always"`. Nobody's: it is foreign. */
  readonly claims: Set<string>;
}

/** What a program says of one resource. */
export interface Declaration {
  readonly type: Type;
  readonly name: string;
  /** Undefined: derived. */
  readonly id: string | undefined;
  readonly adopt: Adopt;
}

/** What the state of a stack says of one resource. */
export interface Entry {
  readonly owner: string;
  readonly app: App;
  readonly id: string;
  readonly type: Type;
  readonly name: string;
  readonly adopt: Adopt;
  /** Undefined: it was never read. */
  readonly born: number | undefined;
  /** Made, but not finished: the engine updates it in any case. */
  readonly incomplete: boolean;
}

/** The owner that the group's mark proves: one that was kept from an earlier group of the id proves nothing. */
export function provenOwner({ app, id, born, attribute }: Group): string | undefined {
  if (attribute === undefined || attribute === "garbage") return undefined;
  return attribute.app === app && attribute.id === id && attribute.born === born ? attribute.owner : undefined;
}

/** Whether a create takes over a group that has the id already. */
export function takesOver(group: Group, owner: string, derivedId: string, { adopt, type }: Declaration): boolean {
  const proven = provenOwner(group);
  const ours = proven === undefined ? group.id === derivedId : proven === owner;
  const allowed = ours ? adopt !== "never" : adopt === "always";
  return allowed && group.type === type;
}

/** What a state and the group together say. */
export function verdict(
  entry: Entry,
  group: Group,
  owners: readonly string[],
  derivedId: string,
): "ours" | "foreign" | "other" {
  const proven = provenOwner(group);
  if (proven !== undefined) return owners.includes(proven) ? "ours" : "foreign";
  const same = entry.born === undefined || entry.born === group.born;
  return same || entry.id === derivedId ? "ours" : "other";
}
