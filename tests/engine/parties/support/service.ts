import type { AppHandle, GroupSnapshot, JournalEntry } from "../../../../emulator";
import type { Kind } from "./program";

/** The custom field that parties may keep their owner marks in. */
export const ownerField = "owner_mark";

/** The contents of an app, each item under a name that starts as `beginnings` says. Owner marks are not included. */
export type Service = Readonly<Record<string, unknown>>;

/** The names under which the service has the objects of each kind of resource. */
const beginnings: Readonly<Record<Kind, string>> = {
  Group: "group ",
  GroupMembers: "members of ",
  GroupMember: "members of ",
  GroupAttributes: "attributes of ",
  GroupCounters: "counters of ",
  MutedMembers: "muted in ",
  BannedMembers: "banned from ",
  Topic: "topics of ",
  Account: "account ",
  Chatbot: "chatbot ",
  EphemeralStack: "nothing ",
};

/** @param bystanders accounts that no program declares */
export function serviceOf(app: AppHandle, bystanders: readonly string[]): Service {
  // The account of a chatbot outlives it, and is not checked.
  const people = app.accounts().filter((userId) => !bystanders.includes(userId) && !userId.startsWith("@RBT#"));
  const nick = (userId: string) => app.account(userId)?.nick;
  return {
    ...Object.assign({}, ...app.groups().map((group) => groupIn(app, group))),
    ...Object.fromEntries(people.map((userId) => [`account ${userId}`, nick(userId)])),
    ...Object.fromEntries(app.robots().map((userId) => [`chatbot ${userId}`, nick(userId)])),
  };
}

function groupIn(app: AppHandle, group: GroupSnapshot): Service {
  const { groupId, type, name, ownerAccount, createTime } = group;
  const { pulumi: _, ...attributes } = group.attributes;
  const members = group.members.map(({ account, role, nameCard, joinTime }) => [account, { role, nameCard, joinTime }]);
  const topics = app.topics(groupId).map((topic) => [topic.topicId, [topic.name, topic.createTime]]);
  const parts = {
    "members of": Object.fromEntries(members),
    "attributes of": attributes,
    "counters of": app.counters(groupId),
    "muted in": app.muted(groupId),
    "banned from": app.banned(groupId),
    "topics of": Object.fromEntries(topics),
  };
  const there = Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0);
  return {
    [`group ${groupId}`]: { type, name, ownerAccount, createTime },
    ...Object.fromEntries(there.map(([beginning, part]) => [`${beginning} ${groupId}`, part])),
  };
}

/** The items of one kind. */
export function ofKind(service: Service, kind: Kind): Service {
  return Object.fromEntries(Object.entries(service).filter(([name]) => name.startsWith(beginnings[kind])));
}

/** The items of these groups and users, including everything in the groups. */
export function only(service: Service, ...ids: readonly string[]): Service {
  return Object.fromEntries(Object.entries(service).filter(([name]) => isOf(name, ids)));
}

/** The items without these groups and users, and without everything in the groups. */
export function without(service: Service, ...ids: readonly string[]): Service {
  return Object.fromEntries(Object.entries(service).filter(([name]) => !isOf(name, ids)));
}

function isOf(name: string, ids: readonly string[]): boolean {
  return ids.some((id) => name.endsWith(` ${id}`));
}

/** The calls that changed something other than an owner mark: the command and the names in its request, sorted. */
export function writesIn(entries: readonly JournalEntry[]): readonly string[] {
  return entries
    .filter((entry) => entry.effect && !isOfMark(entry))
    .map((entry) => [entry.api, ...entry.groupIds, ...entry.accounts, ...namedIn(entry)].join(" "))
    .sort();
}

/** The names in a request, besides groups and accounts. */
interface Body {
  readonly GroupId?: string;
  readonly GroupAttr?: readonly { readonly key: string }[];
  readonly AppDefinedData?: readonly { readonly Key: string }[];
  readonly GroupCounter?: readonly { readonly Key: string }[];
  readonly GroupCounterKeys?: readonly string[];
  readonly TopicId?: string;
  readonly TopicIdList?: readonly string[];
}

function namedIn({ body }: JournalEntry): readonly string[] {
  const { GroupAttr = [], GroupCounter = [], GroupCounterKeys = [], TopicId, TopicIdList = [] } = body as Body;
  const keys = [...GroupAttr.map(({ key }) => key), ...GroupCounter.map(({ Key }) => Key), ...GroupCounterKeys];
  return [...keys, ...(TopicId === undefined ? [] : [TopicId]), ...TopicIdList];
}

function isOfMark({ body }: JournalEntry): boolean {
  const { GroupId: _, GroupAttr = [], AppDefinedData = [], ...others } = body as Body;
  const keys = [...GroupAttr.map(({ key }) => key), ...AppDefinedData.map(({ Key }) => Key)];
  const isMarkKey = (key: string) => key === "pulumi" || key === ownerField;
  return Object.keys(others).length === 0 && keys.length > 0 && keys.every(isMarkKey);
}
