import { type Content, ends, type Slot, type Value, values } from "./constants";
import type { FamilyName } from "./families";
import type { KindTraits } from "./plan";

type Args = Readonly<Record<string, unknown>>;

/** The contents of the group according to a state: of the program, and in addition. */
interface Shown {
  readonly known: Readonly<Record<string, string>>;
  readonly found?: Readonly<Record<string, string>>;
  /** Slots that the program declares and that a refresh found changed. */
  readonly missed?: readonly string[];
  /** All values that count as its own, if they share one. */
  readonly values?: readonly Value[];
}

/** A kind of child resource. A new resource is an entry below. */
export interface Kind {
  /** The resource's class, as in the provider text of a state: a released format. */
  readonly resource: string;
  readonly rules: KindTraits;
  /** The APIs that change and read it. */
  readonly apis: readonly string[];
  args(content: Content, prefix: string): Args;
  shown(outputs: Args): Shown;
}

/** Kinds of one family manage the same contents, so that one can hand them over to another. */
export interface Family {
  readonly name: FamilyName;
  readonly group: "Public" | "AVChatRoom" | "Community";
  readonly kinds: readonly KindName[];
}

const attributes = {
  resource: "GroupAttributes",
  apis: ["modify_group_attr", "delete_group_attr", "get_group_attr"],
  shown({ attributes, undeclared = [] }: Args): Shown {
    const all = Object.entries(attributes as Shown["known"]);
    const isKnown = ([key]: readonly [string, string]) => !(undeclared as readonly string[]).includes(key);
    return {
      known: Object.fromEntries(all.filter(isKnown)),
      found: Object.fromEntries(all.filter((entry) => !isKnown(entry))),
    };
  },
} as const satisfies Partial<Kind>;

const counters = {
  resource: "GroupCounters",
  apis: ["update_group_counter", "delete_group_counter", "get_group_counter"],
  // Removed counters that are not deleted yet are among the initial ones.
  shown: ({ initial, fixed }: Args): Shown => ({
    known: { ...(initial as Shown["known"]), ...(fixed as Shown["known"]) },
  }),
} as const satisfies Partial<Kind>;

const restriction = {
  rules: { oneValue: true, needsPermission: "ifExisting", removes: "unchanged" },
  args: (content: Content) => {
    const [value = "1"] = content.values();
    return { userIds: [...content.keys()], until: ends[value] };
  },
  shown({ userIds, notAsDeclared, until, alsoUntil }: Args): Shown {
    const own = values.filter((value) => [until, alsoUntil].flat().includes(ends[value]));
    return {
      known: Object.fromEntries((userIds as readonly string[]).map((userId) => [userId, own.join("|")])),
      missed: (notAsDeclared ?? []) as readonly string[],
      values: own,
    };
  },
} as const;

const table = {
  attributes: {
    ...attributes,
    rules: { exclusive: true, needsPermission: "ifExisting", removes: "everything" },
    args: (content) => ({ attributes: Object.fromEntries(content) }),
  },
  openAttributes: {
    ...attributes,
    rules: { needsPermission: "ifExisting", removes: "named" },
    args: (content) => ({ attributes: Object.fromEntries(content), exclusive: false }),
  },
  initialCounters: {
    ...counters,
    rules: { keepsValue: true, needsPermission: "ifExisting", removes: "named" },
    args: (content) => ({ initial: Object.fromEntries(content) }),
  },
  fixedCounters: {
    ...counters,
    rules: { needsPermission: "ifExisting", removes: "named" },
    args: (content) => ({ fixed: Object.fromEntries(content) }),
  },
  members: {
    resource: "GroupMembers",
    rules: { exclusive: true, initialValue: "1", needsPermission: "ifExisting", removes: "named" },
    apis: ["add_group_member", "delete_group_member", "modify_group_member_info", "get_group_member_info"],
    args: (content) => ({ members: Array.from(content, ([userId, value]) => memberOf(userId, value)) }),
    shown({ members }) {
      const all = Object.entries(members as Readonly<Record<string, { readonly undeclared?: true }>>);
      const valuesOf = (some: typeof all) =>
        Object.fromEntries(some.map(([userId, each]) => [userId, roleValue(each)]));
      return {
        known: valuesOf(all.filter(([, { undeclared }]) => !undeclared)),
        found: valuesOf(all.filter(([, { undeclared }]) => undeclared)),
      };
    },
  },
  member: {
    resource: "GroupMember",
    rules: { single: true, initialValue: "1", needsPermission: "ifExisting", removes: "named" },
    apis: ["add_group_member", "delete_group_member", "modify_group_member_info", "get_specified_group_member_info"],
    args: (content) => theOnly(content, memberOf),
    shown: (outputs) => ({ known: { [String(outputs["userId"])]: roleValue(outputs) } }),
  },
  mute: { ...restriction, resource: "MutedMembers", apis: ["forbid_send_msg", "get_group_muted_account"] },
  ban: {
    ...restriction,
    resource: "BannedMembers",
    apis: ["ban_group_member", "unban_group_member", "get_group_ban_member"],
  },
  topic: {
    resource: "Topic",
    rules: { single: true, needsPermission: "ifExisting", removes: "named" },
    apis: ["create_topic", "modify_topic", "destroy_topic", "get_topic"],
    args: (content) => theOnly(content, (topicId, name) => ({ topicId, name })),
    shown: ({ topicId, name }) => ({ known: { [String(topicId).replace(/^.*@TOPIC#_/, "")]: String(name) } }),
  },
  account: {
    resource: "Account",
    rules: { single: true, isOutsideGroups: true, needsPermission: "ifDifferent", removes: "named" },
    apis: ["account_import", "portrait_set", "account_delete", "account_check", "portrait_get"],
    args: (content, prefix) => theOnly(content, (name, nick) => ({ userId: `${prefix}-${name}`, nick })),
    shown: ({ userId, nick }) => ({ known: { [String(userId).replace(/^.*-/, "")]: String(nick) } }),
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof table;

export const kinds: Readonly<Record<KindName, Kind>> = table;

export const families: readonly Family[] = [
  { name: "attributes", group: "Public", kinds: ["attributes", "openAttributes"] },
  { name: "counters", group: "Public", kinds: ["initialCounters", "fixedCounters"] },
  { name: "members", group: "Public", kinds: ["members", "member"] },
  { name: "mutes", group: "Public", kinds: ["mute"] },
  { name: "bans", group: "AVChatRoom", kinds: ["ban"] },
  { name: "topics", group: "Community", kinds: ["topic"] },
  { name: "accounts", group: "Public", kinds: ["account"] },
];

export function rulesOf(kind: KindName): KindTraits {
  return kinds[kind].rules;
}

function theOnly<T>(content: Content, args: (slot: Slot, value: Value) => T): T | Record<string, never> {
  const [only] = content;
  return only === undefined ? {} : args(...only);
}

function memberOf(userId: Slot, value: Value) {
  return { userId, ...(value === "2" && { role: "Admin" }) };
}

function roleValue({ role }: Args): Value {
  return role === "Admin" ? "2" : "1";
}

/** The kind of a resource, by its inputs or its state. */
export function kindOf(resource: string, properties: Args): KindName | undefined {
  switch (resource) {
    case "GroupAttributes":
      return properties["exclusive"] === false ? "openAttributes" : "attributes";
    case "GroupCounters":
      return properties["fixed"] === undefined ? "initialCounters" : "fixedCounters";
    default:
      return (Object.keys(kinds) as KindName[]).find((name) => kinds[name].resource === resource);
  }
}
