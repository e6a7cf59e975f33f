import { type Declaration, labelOf, type Program, ref } from "./program";

export interface EverythingOptions {
  /** Suffix of the name of every child resource and user; the groups keep their names. */
  readonly suffix?: string;
  /** Whether child resources name their group by the resource (the default) or by its id only. */
  readonly by?: "resource" | "id";
  /** Whether child resources that name their group by its id wait for the group. Default false. */
  readonly after?: boolean;
  /** Resource options of every resource. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The parent groups of the child resources, with chosen ids. */
export const groups: Program = [
  { kind: "Group", name: "hall", args: { groupId: "hall", type: "Public", name: "Hall", ownerAccount: "alice" } },
  { kind: "Group", name: "desk", args: { groupId: "desk", type: "Public", name: "Desk" } },
  { kind: "Group", name: "live", args: { groupId: "live", type: "AVChatRoom", name: "Live" } },
  { kind: "Group", name: "town", args: { groupId: "@TGS#_town", type: "Community", name: "Town", supportTopic: true } },
];

/** Resources of every kind, each with a chosen id. */
export function everything(options: EverythingOptions = {}): Program {
  return [
    ...groups.map((each) => ({ ...each, ...(options.options && { options: options.options }) })),
    ...parts(options),
  ];
}

/** The child resources of the groups, and users. */
export function parts({ suffix = "", by = "resource", after = false, options = {} }: EverythingOptions = {}): Program {
  const group = (name: string) =>
    by === "resource" ? ref(`Group ${name}`) : groups.find((each) => each.name === name)?.args?.["groupId"];
  const waitFor = groups.map((each) => ref(labelOf(each)));
  const declare = (kind: Declaration["kind"], name: string, args: object, more: object = {}): Declaration => ({
    kind,
    name: `${name}${suffix}`,
    args: { ...args },
    options: { ...options, ...(after && { dependsOn: waitFor }), ...more },
  });
  const members = declare("GroupMembers", "hall", {
    group: group("hall"),
    members: ["u1", { userId: "bob", role: "Admin", nameCard: "Bob" }],
  });
  return [
    members,
    declare("GroupAttributes", "hall", { group: group("hall"), attributes: { theme: "dark" } }),
    declare(
      "MutedMembers",
      "hall",
      { group: group("hall"), userIds: ["bob"], until: "forever" },
      { dependsOn: ref(`GroupMembers ${members.name}`) },
    ),
    declare("GroupMember", "desk", { group: group("desk"), userId: "u2", nameCard: "Two" }),
    declare("GroupAttributes", "desk", { group: group("desk"), attributes: { motd: "hello" }, exclusive: false }),
    declare("GroupCounters", "desk", { group: group("desk"), initial: { asked: 1 }, fixed: { seats: 2 } }),
    declare("BannedMembers", "live", { group: group("live"), userIds: ["u3"], until: "forever" }),
    declare("Topic", "news", { group: group("town"), topicId: "news", name: "News" }),
    declare("Account", "carol", { userId: "carol", nick: "Carol" }),
    declare("Chatbot", "helper", { userId: "@RBT#helper", nick: "Helper" }),
  ];
}
