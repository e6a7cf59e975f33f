import type { AppHandle } from "../../../emulator";
import type { Resource } from "./program";

/** What the handover tests need to know of a kind of resource. */
export interface Kind {
  readonly kind: string;
  /** The parent resources of this kind. */
  readonly parents: readonly Resource[];
  /** Three objects that one resource can declare each. */
  readonly objects: readonly [string, string, string];
  /** The arguments of a resource that declares these objects: one, unless `takesMany`. */
  args(...objects: readonly string[]): Resource["args"];
  readonly acceptsMany?: true;
  /** An update of a resource that declares one object. */
  changed?(object: string): Resource["args"];
  /** The object in the service; undefined if it does not exist. It includes everything that would change if it was recreated. */
  find(app: AppHandle, object: string): unknown;
  /** Changes by clients that would be lost if the object was recreated. */
  use(app: AppHandle, objects: readonly string[]): void;
  /** What has to exist besides the parent. */
  prepare?(app: AppHandle): void;
  /** The APIs that a handover calls; by default none. */
  readonly writes?: readonly string[];
  /** An exclusive list: nothing else of the same group can be declared beside it. */
  readonly isExclusiveList?: true;
  /** A resource that finds it existing keeps it when it is destroyed, because nothing proves its ownership. */
  readonly isKeptOnDelete?: true;
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
const values = (objects: readonly string[], value: unknown) => Object.fromEntries(objects.map((key) => [key, value]));
const topicId = (object: string) => `@TGS#_town@TOPIC#_${object}`;

/** Only while the group exists: the objects of a disbanded group are deleted with it. */
const whileGroupExists = <T>(app: AppHandle, groupId: string, find: () => T): T | undefined =>
  app.group(groupId) === undefined ? undefined : find();

export const kinds: readonly Kind[] = [
  {
    kind: "Group",
    parents: [],
    objects: ["r1", "r2", "r3"],
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
    parents: [room],
    objects: keys,
    acceptsMany: true,
    args: (...objects) => ({ groupId: "room", attributes: values(objects, "1"), exclusive: false }),
    find: (app, key) => whileGroupExists(app, "room", () => app.attributes("room")[key]),
    use: () => {},
  },
  {
    kind: "GroupCounters",
    parents: [room],
    objects: keys,
    acceptsMany: true,
    args: (...objects) => ({ groupId: "room", initial: values(objects, 1) }),
    find: (app, key) => whileGroupExists(app, "room", () => app.counters("room")[key]),
    use: (app, objects) =>
      app.setCounters("room", { ...app.counters("room"), ...values(objects, 42n) } as Record<string, bigint>),
  },
  {
    kind: "Topic",
    parents: [town],
    objects: ["t1", "t2", "t3"],
    args: (object) => ({ groupId: "@TGS#_town", topicId: topicId(String(object)), name: "Topic" }),
    changed: (object) => ({ groupId: "@TGS#_town", topicId: topicId(object), name: "Other" }),
    find: (app, object) => whileGroupExists(app, "@TGS#_town", () => app.topic("@TGS#_town", topicId(object))),
    use: (app, objects) => {
      for (const object of objects) app.mute("@TGS#_town", `${object}-is-used`);
    },
  },
  {
    kind: "GroupMember",
    parents: [room],
    objects: users,
    args: (userId) => ({ groupId: "room", userId }),
    changed: (userId) => ({ groupId: "room", userId, nameCard: "Card" }),
    find: (app, userId) => whileGroupExists(app, "room", () => app.member("room", userId)),
    use(app, userIds) {
      for (const userId of userIds) app.setMember("room", userId, { msgFlag: "Discard" });
    },
  },
  {
    kind: "GroupMembers",
    parents: [room],
    objects: users,
    acceptsMany: true,
    isExclusiveList: true,
    args: (...members) => ({ groupId: "room", members }),
    find: (app, userId) => whileGroupExists(app, "room", () => app.member("room", userId)),
    use(app, userIds) {
      for (const userId of userIds) app.setMember("room", userId, { msgFlag: "Discard" });
    },
  },
  {
    kind: "MutedMembers",
    parents: [room],
    objects: users,
    acceptsMany: true,
    args: (...userIds) => ({ groupId: "room", userIds, until: "forever" }),
    prepare: (app) => {
      for (const userId of users) app.join("room", userId);
    },
    find: (app, userId) => whileGroupExists(app, "room", () => app.muted("room")[userId]),
    use: () => {},
  },
  {
    kind: "BannedMembers",
    parents: [live],
    objects: users,
    acceptsMany: true,
    args: (...userIds) => ({ groupId: "live", userIds, until: "forever" }),
    find: (app, userId) => whileGroupExists(app, "live", () => app.banned("live")[userId]),
    use: () => {},
  },
  {
    kind: "Account",
    parents: [],
    objects: ["u1", "u2", "u3"],
    args: (userId) => ({ userId, nick: "Nick" }),
    find: (app, userId) => app.account(userId),
    use(app, userIds) {
      for (const userId of userIds) app.editAccount(userId, { Tag_Profile_IM_Location: "Oslo" });
    },
    isKeptOnDelete: true,
  },
  {
    kind: "Chatbot",
    parents: [],
    objects: ["@RBT#1", "@RBT#2", "@RBT#3"],
    args: (userId) => ({ userId, nick: "Nick" }),
    find: (app, userId) => (app.robots().includes(userId) ? app.account(userId) : undefined),
    use(app, userIds) {
      for (const userId of userIds) app.editAccount(userId, { Tag_Profile_IM_Location: "Oslo" });
    },
    isKeptOnDelete: true,
  },
];
