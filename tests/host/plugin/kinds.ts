import type { AppHandle } from "../../../emulator";
import type { Props } from "../support/values";

/** What the tests of the plugin need to know of a kind of resource. */
export interface Kind {
  readonly kind: string;
  readonly args: Props;
  readonly changed: Props;
  /** The paths of the change, with their kinds. */
  readonly details: Readonly<Record<string, string>>;
  readonly id: string;
  /** What it needs, from other owners' hands. */
  prepare(app: AppHandle): void;
  /** What an import returns, if not the arguments. */
  readonly imported?: Props;
  /** Whether it is kept by a delete of an imported one. */
  readonly isKept?: true;
  find(app: AppHandle): unknown;
}

const room = { groupId: "room", type: "Public", name: "Room", ownerAccount: "alice" } as const;
const live = { groupId: "live", type: "AVChatRoom", name: "Live" } as const;
const town = {
  groupId: "@TGS#_town",
  type: "Community",
  name: "Town",
  ownerAccount: "alice",
  supportTopic: 1,
} as const;
const addRoom = (app: AppHandle) => void app.create(room);

export const kinds: readonly Kind[] = [
  {
    kind: "Group",
    args: { groupId: "room", type: "Public", name: "Room", ownerAccount: "alice", customFields: { team: "red" } },
    changed: { groupId: "room", type: "Public", name: "Hall", ownerAccount: "alice", customFields: { team: "blue" } },
    details: { name: "update", "customFields.team": "update" },
    id: "room",
    prepare: () => {},
    find: (app) => app.group("room"),
  },
  {
    kind: "GroupAttributes",
    args: { groupId: "room", attributes: { theme: "dark", "a.b": "1" } },
    changed: { groupId: "room", attributes: { theme: "light", more: "2" } },
    details: { "attributes.theme": "update", 'attributes["a.b"]': "delete", "attributes.more": "add" },
    id: "room",
    prepare: addRoom,
    find: (app) => app.attributes("room")["theme"],
  },
  {
    kind: "GroupCounters",
    args: { groupId: "room", initial: { visits: "5" } },
    changed: { groupId: "room", initial: { visits: "5" }, fixed: { seats: "7" } },
    details: { fixed: "add" },
    id: "room",
    prepare: addRoom,
    find: (app) => app.counters("room")["visits"],
  },
  {
    kind: "Topic",
    args: { groupId: "@TGS#_town", topicId: "@TGS#_town@TOPIC#_news", name: "News" },
    changed: { groupId: "@TGS#_town", topicId: "@TGS#_town@TOPIC#_news", name: "Old news" },
    details: { name: "update" },
    id: "@TGS#_town@TOPIC#_news",
    prepare: (app) => void app.create(town),
    find: (app) => app.topic("@TGS#_town", "@TGS#_town@TOPIC#_news"),
  },
  {
    kind: "GroupMember",
    args: { groupId: "room", userId: "bob", role: "Admin" },
    changed: { groupId: "room", userId: "bob", role: "Admin", nameCard: "Bob" },
    details: { nameCard: "add" },
    id: "room/bob",
    prepare: addRoom,
    find: (app) => app.member("room", "bob"),
  },
  {
    kind: "GroupMembers",
    args: { groupId: "room", members: { bob: { role: "Admin" } } },
    changed: { groupId: "room", members: { bob: {}, carol: {} } },
    details: { "members.bob.role": "delete", "members.carol": "add" },
    id: "room",
    prepare: addRoom,
    find: (app) => app.member("room", "bob"),
  },
  {
    kind: "MutedMembers",
    args: { groupId: "room", userIds: ["bob"], until: "forever" },
    changed: { groupId: "room", userIds: ["bob"], until: "2099-01-01T00:00:00Z" },
    details: { until: "update" },
    id: "room",
    prepare: (app) => {
      addRoom(app);
      app.join("room", "bob");
    },
    find: (app) => app.muted("room")["bob"],
  },
  {
    kind: "BannedMembers",
    args: { groupId: "live", userIds: ["bob"], until: "forever" },
    changed: { groupId: "live", userIds: ["bob", "carol"], until: "forever" },
    details: { userIds: "update" },
    id: "live",
    prepare: (app) => void app.create(live),
    find: (app) => app.banned("live")["bob"],
  },
  {
    kind: "Account",
    args: { userId: "dave", nick: "Dave", birthday: "1999-12-31" },
    changed: { userId: "dave", nick: "David", birthday: "1999-12-31" },
    details: { nick: "update" },
    id: "dave",
    prepare: () => {},
    isKept: true,
    find: (app) => app.account("dave"),
  },
  {
    kind: "Chatbot",
    args: { userId: "@RBT#helper", nick: "Helper" },
    changed: { userId: "@RBT#helper", nick: "Clippy" },
    details: { nick: "update" },
    id: "@RBT#helper",
    prepare: () => {},
    isKept: true,
    find: (app) => (app.robots().includes("@RBT#helper") ? app.account("@RBT#helper") : undefined),
  },
];
