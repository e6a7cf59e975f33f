import type { AppHandle } from "../../../../emulator";
import { ends, type Slot, type Value, values } from "./constants";

/** One kind of named contents of a group, read and changed outside the API. */
export interface Family {
  /** All of these contents in the group. The representation of a `Value` is read as that value. */
  read(app: AppHandle, groupId: string): Readonly<Record<string, string>>;
  put(app: AppHandle, groupId: string, name: string, value: Value): void;
  take(app: AppHandle, groupId: string, name: string): void;
  /** The create time of each, if the service returns it. */
  times?(app: AppHandle, groupId: string): Readonly<Record<string, number>>;
}

const nick = "Tag_Profile_IM_Nick";
const roles: Readonly<Record<string, string>> = { Member: "1", Admin: "2" };

export const families = {
  attributes: {
    read: (app, groupId) => app.attributes(groupId),
    put: (app, groupId, name, value) => app.setAttributes(groupId, { ...app.attributes(groupId), [name]: value }),
    take: (app, groupId, name) => app.setAttributes(groupId, without(app.attributes(groupId), name)),
  },
  counters: {
    read: (app, groupId) => mapped(app.counters(groupId), String),
    put: (app, groupId, name, value) => app.setCounters(groupId, { ...app.counters(groupId), [name]: BigInt(value) }),
    take: (app, groupId, name) => app.setCounters(groupId, without(app.counters(groupId), name)),
  },
  members: {
    read: (app, groupId) =>
      Object.fromEntries(app.members(groupId).map(({ account, role }) => [account, roles[role] ?? role])),
    put(app, groupId, name, value) {
      app.join(groupId, name);
      app.setMember(groupId, name, { role: value === "2" ? "Admin" : "Member" });
    },
    take: (app, groupId, name) => app.leave(groupId, name),
  },
  mutes: {
    read: (app, groupId) => mapped(app.muted(groupId), endText),
    put: (app, groupId, name, value) => app.mute(groupId, name, secondsUntil(value)),
    take: (app, groupId, name) => app.unmute(groupId, name),
  },
  bans: {
    read: (app, groupId) => mapped(app.banned(groupId), endText),
    put: (app, groupId, name, value) => app.ban(groupId, name, secondsUntil(value)),
    take: (app, groupId, name) => app.unban(groupId, name),
  },
  topics: {
    read: (app, groupId) =>
      Object.fromEntries(
        app.topics(groupId).map(({ topicId, name }) => [topicId.slice(topicOf(groupId).length), name]),
      ),
    put(app, groupId, name, value) {
      const topicId = topicOf(groupId, name);
      if (app.topic(groupId, topicId)) app.editTopic(groupId, topicId, { name: value });
      else app.addTopic(groupId, topicId, { name: value });
    },
    take: (app, groupId, name) => app.removeTopic(groupId, topicOf(groupId, name)),
    times: (app, groupId) =>
      Object.fromEntries(
        app.topics(groupId).map(({ topicId, createTime }) => [topicId.slice(topicOf(groupId).length), createTime]),
      ),
  },
  /** They are in no group: ids that start with the group's id count as its contents. */
  accounts: {
    read: (app, groupId) =>
      Object.fromEntries(
        app
          .accounts()
          .filter((userId) => userId.startsWith(`${groupId}-`))
          .map((userId) => [userId.slice(groupId.length + 1), String(app.account(userId)?.profile[nick])]),
      ),
    put(app, groupId, name, value) {
      app.importAccounts(`${groupId}-${name}`);
      app.editAccount(`${groupId}-${name}`, { [nick]: value });
    },
    take: (app, groupId, name) => app.removeAccount(`${groupId}-${name}`),
  },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof families;

/** Everything in a group except these slots of one family and its owner mark: no child resource may touch it. */
export function restOf(app: AppHandle, groupId: string, family: FamilyName, slots: readonly Slot[]): unknown {
  const { type, name, ownerAccount, createTime } = app.group(groupId) ?? {};
  const held = Object.entries(families).map(([each, { read }]) => [
    each,
    without(read(app, groupId), "pulumi", ...(each === family ? slots : [])),
  ]);
  return { type, name, ownerAccount, createTime, ...Object.fromEntries(held) };
}

function topicOf(groupId: string, name = ""): string {
  return `${groupId}@TOPIC#_${name}`;
}

/** Ends are set in seconds from now, so they are off by the duration of the call. */
function endText(end: number): string {
  return values.find((value) => Math.abs(Date.parse(ends[value]) / 1000 - end) < 60) ?? String(end);
}

function secondsUntil(value: Value): number {
  return Math.round((Date.parse(ends[value]) - Date.now()) / 1000);
}

function without<T>(record: Readonly<Record<string, T>>, ...names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function mapped<T>(record: Readonly<Record<string, T>>, text: (value: T) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, text(value)]));
}
