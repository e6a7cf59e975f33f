import type { AppHandle } from "../../../emulator";
import type { Resource } from "./program";

/** What the handover tests need to know of a kind of resource. */
export interface Kind {
  readonly kind: string;
  /** The parent resources of this kind. */
  readonly place: readonly Resource[];
  /** Three objects that one resource can declare each. */
  readonly things: readonly [string, string, string];
  /** The arguments of a resource that declares these objects: one, unless `takesMany`. */
  args(...things: readonly string[]): Resource["args"];
  readonly takesMany?: true;
  /** An update of a resource that declares one object. */
  changed?(thing: string): Resource["args"];
  /** The object in the service; undefined if it does not exist. It includes everything that would change if it was recreated. */
  find(app: AppHandle, thing: string): unknown;
  /** Changes by clients that would be lost if the object was recreated. */
  use(app: AppHandle, things: readonly string[]): void;
  /** What has to exist besides the parent. */
  prepare?(app: AppHandle): void;
  /** The APIs that a handover calls; by default none. */
  readonly writes?: readonly string[];
  /** An exclusive list: nothing else of the same group can be declared beside it. */
  readonly isList?: true;
  /** A resource that finds it existing keeps it when it is destroyed, because nothing proves its ownership. */
  readonly isKept?: true;
}

const room: Resource = {
  kind: "Group",
  name: "room",
  args: { groupId: "room", type: "Public", name: "Room", ownerAccount: "alice" },
};
const live: Resource = { kind: "Group", name: "live", args: { groupId: "live", type: "AVChatRoom", name: "Live" } };
const town: Resource = {
  kind: "Group",
  name: "town",
  args: { groupId: "@TGS#_town", type: "Community", name: "Town", ownerAccount: "alice", supportTopic: true },
};
const users = ["bob", "carol", "dave"] as const;
const keys = ["a", "b", "c"] as const;
const values = (things: readonly string[], value: unknown) => Object.fromEntries(things.map((key) => [key, value]));
const topicId = (thing: string) => `@TGS#_town@TOPIC#_${thing}`;

/** Only while the group exists: the objects of a disbanded group are deleted with it. */
const within = <T>(app: AppHandle, groupId: string, find: () => T): T | undefined =>
  app.group(groupId) === undefined ? undefined : find();

export const kinds: readonly Kind[] = [
  {
    kind: "Group",
    place: [],
    things: ["r1", "r2", "r3"],
    args: (groupId) => ({ groupId, type: "Public", name: "Room", ownerAccount: "alice" }),
    find: (app, groupId) => {
      const group = app.group(groupId);
      return group && { ...group, attributes: { ...group.attributes, pulumi: "" }, members: app.members(groupId) };
    },
    use(app, groupIds) {
      for (const groupId of groupIds) {
        app.join(groupId, "bob");
        app.write(groupId);
      }
    },
    // The name in the mark is for people to read.
    writes: ["modify_group_attr"],
  },
  {
    kind: "GroupAttributes",
    place: [room],
    things: keys,
    takesMany: true,
    args: (...things) => ({ groupId: "room", attributes: values(things, "1"), exclusive: false }),
    find: (app, key) => within(app, "room", () => app.attributes("room")[key]),
    use: () => {},
  },
  {
    kind: "GroupCounters",
    place: [room],
    things: keys,
    takesMany: true,
    args: (...things) => ({ groupId: "room", initial: values(things, 1) }),
    find: (app, key) => within(app, "room", () => app.counters("room")[key]),
    use: (app, things) =>
      app.setCounters("room", { ...app.counters("room"), ...values(things, 42n) } as Record<string, bigint>),
  },
  {
    kind: "Topic",
    place: [town],
    things: ["t1", "t2", "t3"],
    args: (thing) => ({ groupId: "@TGS#_town", topicId: topicId(String(thing)), name: "Topic" }),
    changed: (thing) => ({ groupId: "@TGS#_town", topicId: topicId(thing), name: "Other" }),
    find: (app, thing) => within(app, "@TGS#_town", () => app.topic("@TGS#_town", topicId(thing))),
    use: (app, things) => {
      for (const thing of things) app.mute("@TGS#_town", `${thing}-is-used`);
    },
  },
  {
    kind: "GroupMember",
    place: [room],
    things: users,
    args: (userId) => ({ groupId: "room", userId }),
    changed: (userId) => ({ groupId: "room", userId, nameCard: "Card" }),
    find: (app, userId) => within(app, "room", () => app.member("room", userId)),
    use(app, userIds) {
      for (const userId of userIds) app.setMember("room", userId, { msgFlag: "Discard" });
    },
  },
  {
    kind: "GroupMembers",
    place: [room],
    things: users,
    takesMany: true,
    isList: true,
    args: (...members) => ({ groupId: "room", members }),
    find: (app, userId) => within(app, "room", () => app.member("room", userId)),
    use(app, userIds) {
      for (const userId of userIds) app.setMember("room", userId, { msgFlag: "Discard" });
    },
  },
  {
    kind: "MutedMembers",
    place: [room],
    things: users,
    takesMany: true,
    args: (...userIds) => ({ groupId: "room", userIds, until: "forever" }),
    prepare: (app) => {
      for (const userId of users) app.join("room", userId);
    },
    find: (app, userId) => within(app, "room", () => app.muted("room")[userId]),
    use: () => {},
  },
  {
    kind: "BannedMembers",
    place: [live],
    things: users,
    takesMany: true,
    args: (...userIds) => ({ groupId: "live", userIds, until: "forever" }),
    find: (app, userId) => within(app, "live", () => app.banned("live")[userId]),
    use: () => {},
  },
  {
    kind: "Account",
    place: [],
    things: ["u1", "u2", "u3"],
    args: (userId) => ({ userId, nick: "Nick" }),
    find: (app, userId) => app.account(userId),
    use(app, userIds) {
      for (const userId of userIds) app.editAccount(userId, { Tag_Profile_IM_Location: "Oslo" });
    },
    isKept: true,
  },
  {
    kind: "Chatbot",
    place: [],
    things: ["@RBT#1", "@RBT#2", "@RBT#3"],
    args: (userId) => ({ userId, nick: "Nick" }),
    find: (app, userId) => (app.robots().includes(userId) ? app.account(userId) : undefined),
    use(app, userIds) {
      for (const userId of userIds) app.editAccount(userId, { Tag_Profile_IM_Location: "Oslo" });
    },
    isKept: true,
  },
];
