import type { FamilyName } from "./families";
import type { Rules } from "./rules";
import { type Content, ends, type Slot, type Value, values } from "./terms";

type Args = Readonly<Record<string, unknown>>;

/** What a state says that the group holds: of the program, and beside it. */
interface Shown {
  readonly known: Readonly<Record<string, string>>;
  readonly found?: Readonly<Record<string, string>>;
}

/** A sort of parts of a group. A new resource is an entry below. */
export interface Kind {
  readonly name: string;
  /** The resource's class, as the text in the state names it: a released format. */
  readonly resource: string;
  readonly group: "Public" | "AVChatRoom" | "Community";
  readonly family: FamilyName;
  readonly rules: Rules;
  /** The APIs by which it changes and reads it. */
  readonly apis: readonly string[];
  args(content: Content, groupId: string): Args;
  shown(outputs: Args): Shown;
}

const attributes = {
  resource: "GroupAttributes",
  group: "Public",
  family: "attributes",
  apis: ["modify_group_attr", "delete_group_attr", "get_group_attr"],
  shown: ({ attributes }) => ({ known: attributes as Shown["known"] }),
} as const satisfies Partial<Kind>;

const counters = {
  resource: "GroupCounters",
  group: "Public",
  family: "counters",
  apis: ["update_group_counter", "delete_group_counter", "get_group_counter"],
} as const satisfies Partial<Kind>;

const restriction = {
  rules: { oneValue: true, takes: "whatIsThere", removes: "unchanged" },
  args: (content: Content) => {
    const [value = "1"] = content.values();
    return { userIds: [...content.keys()], until: ends[value] };
  },
  shown({ userIds, until, alsoUntil }: Args): Shown {
    const shown = values.filter((value) => [until, alsoUntil].flat().includes(ends[value])).join("|");
    return { known: Object.fromEntries((userIds as readonly string[]).map((userId) => [userId, shown])) };
  },
} as const;

export const kinds: readonly Kind[] = [
  {
    ...attributes,
    name: "GroupAttributes",
    rules: { exclusive: true, takes: "whatIsThere", removes: "everything" },
    args: (content) => ({ attributes: Object.fromEntries(content) }),
  },
  {
    ...attributes,
    name: "GroupAttributes, not exclusive",
    rules: { takes: "whatIsThere", removes: "named" },
    args: (content) => ({ attributes: Object.fromEntries(content), exclusive: false }),
  },
  {
    ...counters,
    name: "GroupCounters, initial",
    rules: { keepsValue: true, takes: "whatIsThere", removes: "named" },
    args: (content) => ({ initial: Object.fromEntries(content) }),
    shown: ({ initial }) => ({ known: initial as Shown["known"] }),
  },
  {
    ...counters,
    name: "GroupCounters, fixed",
    rules: { takes: "whatIsThere", removes: "named" },
    args: (content) => ({ fixed: Object.fromEntries(content) }),
    // What is dropped and not yet removed is among the others.
    shown: ({ initial, fixed }) => ({ known: { ...(initial as Shown["known"]), ...(fixed as Shown["known"]) } }),
  },
  {
    name: "GroupMembers",
    resource: "GroupMembers",
    group: "Public",
    family: "members",
    rules: { exclusive: true, comesAs: "1", takes: "whatIsThere", removes: "named" },
    apis: ["add_group_member", "delete_group_member", "modify_group_member_info", "get_group_member_info"],
    args: (content) => ({ members: Array.from(content, ([userId, value]) => memberOf(userId, value)) }),
    shown({ members }) {
      const all = members as readonly { readonly userId: string; readonly undeclared?: true }[];
      const valuesOf = (listed: typeof all) => Object.fromEntries(listed.map((each) => [each.userId, roleValue(each)]));
      return {
        known: valuesOf(all.filter(({ undeclared }) => !undeclared)),
        found: valuesOf(all.filter(({ undeclared }) => undeclared)),
      };
    },
  },
  {
    name: "GroupMember",
    resource: "GroupMember",
    group: "Public",
    family: "members",
    rules: { single: true, comesAs: "1", takes: "whatIsThere", removes: "named" },
    apis: ["add_group_member", "delete_group_member", "modify_group_member_info", "get_specified_group_member_info"],
    args: (content) => theOnly(content, memberOf),
    shown: (outputs) => ({ known: { [String(outputs["userId"])]: roleValue(outputs) } }),
  },
  {
    ...restriction,
    name: "MemberMute",
    resource: "MemberMute",
    group: "Public",
    family: "mutes",
    apis: ["forbid_send_msg", "get_group_muted_account"],
  },
  {
    ...restriction,
    name: "MemberBan",
    resource: "MemberBan",
    group: "AVChatRoom",
    family: "bans",
    apis: ["ban_group_member", "unban_group_member", "get_group_ban_member"],
  },
  {
    name: "Topic",
    resource: "Topic",
    group: "Community",
    family: "topics",
    rules: { single: true, takes: "whatIsThere", removes: "named" },
    apis: ["create_topic", "modify_topic", "destroy_topic", "get_topic"],
    args: (content) => theOnly(content, (topicId, name) => ({ topicId, name })),
    shown: ({ topicId, name }) => ({ known: { [String(topicId).replace(/^.*@TOPIC#_/, "")]: String(name) } }),
  },
  {
    name: "Account",
    resource: "Account",
    group: "Public",
    family: "accounts",
    rules: { single: true, standsAlone: true, takes: "whatDiffers", removes: "named" },
    apis: ["account_import", "portrait_set", "account_delete", "account_check", "portrait_get"],
    args: (content, groupId) => theOnly(content, (name, nick) => ({ userId: `${groupId}-${name}`, nick })),
    shown: ({ userId, nick }) => ({ known: { [String(userId).replace(/^.*-/, "")]: String(nick) } }),
  },
];

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
