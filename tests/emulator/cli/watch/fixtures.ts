/** The bodies of the documented events, with the group's id where they have one. */
export const groupId = "ops-room";
const EventTime = 1_670_574_414_123;
const people = [{ Member_Account: "alice" }, { Member_Account: "bob" }];
const group = { GroupId: groupId, Type: "Public", EventTime };

export interface Fixture {
  readonly body: Readonly<Record<string, unknown>> & { readonly CallbackCommand: string };
  readonly change: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const fixture = (CallbackCommand: string, change: string, body: object, details: object): Fixture => ({
  body: { CallbackCommand, ...body },
  change,
  details: { ...details },
});
const members = ["alice", "bob"];

/** Events of one group. */
export const groupEvents: readonly Fixture[] = [
  fixture(
    "Group.CallbackAfterGroupInfoChanged",
    "profile",
    { ...group, Operator_Account: "administrator", Notification: "New shift plan" },
    { type: "Public", operator: "administrator", notification: "New shift plan" },
  ),
  fixture(
    "Group.CallbackAfterCreateGroup",
    "created",
    {
      ...{ ...group, Operator_Account: "administrator", Owner_Account: "alice", Name: "Ops", MemberList: people },
      UserDefinedDataList: [{ Key: "Team", Value: "x" }],
    },
    {
      ...{ type: "Public", operator: "administrator", ownerAccount: "alice", name: "Ops", members },
      customFields: ["Team"],
    },
  ),
  fixture(
    "Group.CallbackAfterChangeGroupOwner",
    "owner",
    { ...group, Operator_Account: "alice", OldOwner_Account: "alice", NewOwner_Account: "bob" },
    { type: "Public", operator: "alice", oldOwnerAccount: "alice", newOwnerAccount: "bob" },
  ),
  fixture(
    "Group.CallbackAfterGroupAttrChanged",
    "attributes",
    { ...group, Operator_Account: "bob", OptionType: "delete", GroupAttr: [{ key: "pulumi", value: "" }] },
    { type: "Public", operator: "bob", how: "delete", keys: ["pulumi"] },
  ),
  fixture(
    "Group.CallbackBeforeApplyJoinGroup",
    "applying",
    { ...group, Requestor_Account: "carol" },
    { type: "Public", operator: "carol" },
  ),
  fixture(
    "Group.CallbackBeforeInviteJoinGroup",
    "inviting",
    { ...group, Operator_Account: "alice", DestinationMembers: people },
    { type: "Public", operator: "alice", members },
  ),
  fixture(
    "Group.CallbackAfterNewMemberJoin",
    "joined",
    { ...group, JoinType: "Apply", Operator_Account: "alice", NewMemberList: people },
    { type: "Public", operator: "alice", members, how: "Apply" },
  ),
  fixture(
    "Group.CallbackAfterMemberExit",
    "left",
    { ...group, ExitType: "Kicked", Operator_Account: "alice", ExitMemberList: people },
    { type: "Public", operator: "alice", members, how: "Kicked" },
  ),
  fixture(
    "Group.CallbackAfterMemberFieldChanged",
    "member",
    { ...group, Operator_Account: "alice", Modified_Account: "bob", Role: "Admin", NameCard: "Bob" },
    { type: "Public", operator: "alice", member: "bob", role: "Admin", nameCard: "Bob" },
  ),
  fixture("Group.CallbackAfterGroupFull", "full", { GroupId: groupId, EventTime }, {}),
  fixture(
    "Group.CallbackAfterCreateTopic",
    "topicCreated",
    {
      ...{ GroupId: groupId, TopicId: "t1", Operator_Account: "alice", Owner_Account: "alice", Type: "Community" },
      ...{ Name: "Incidents", UserDefinedDataList: [] },
    },
    {
      ...{ type: "Community", operator: "alice", ownerAccount: "alice", name: "Incidents", customFields: [] },
      topicId: "t1",
    },
  ),
  fixture(
    "Group.CallbackAfterTopicDestroyed",
    "topicsDestroyed",
    { GroupId: groupId, Type: "Community", TopicIdList: ["t1", "t2"] },
    { type: "Community", topicIds: ["t1", "t2"] },
  ),
  fixture(
    "Group.CallbackAfterTopicInfoChanged",
    "topicProfile",
    { GroupId: groupId, Type: "Community", Operator_Account: "alice", Name: "Incidents" },
    { type: "Community", operator: "alice", name: "Incidents" },
  ),
];

/** The end of a group. Its EventTime is a text, as in the samples of the documentation. */
export const destroyed = (id: string = groupId) => ({
  ...{ CallbackCommand: "Group.CallbackAfterGroupDestroyed", GroupId: id, Type: "Public", Owner_Account: "alice" },
  ...{ Name: "Ops", MemberList: people, EventTime: String(EventTime) },
});

/** Events without a group. */
export const appEvents: readonly Fixture[] = [
  fixture(
    "Group.CallbackBeforeCreateGroup",
    "creating",
    {
      Operator_Account: "administrator",
      Owner_Account: "alice",
      Type: "Public",
      Name: "Ops",
      MemberList: people,
      EventTime,
    },
    { type: "Public", operator: "administrator", ownerAccount: "alice", name: "Ops", members },
  ),
  fixture(
    "Group.CallbackBeforeCreateTopic",
    "creatingTopic",
    { Operator_Account: "alice", Type: "Community", Name: "Incidents" },
    { type: "Community", operator: "alice", name: "Incidents" },
  ),
  fixture(
    "Group.CallbackOnDailyGroupQuotaAlarm",
    "quota",
    { QuotaUsed: 9000, Quota: 10_000, EventTime },
    { used: 9000, limit: 10_000 },
  ),
  fixture(
    "Alert.RequestOverLimit",
    "rate",
    { ServiceName: "group", Command: "create_group", Request: 250, Limit: 200 },
    { service: "group", command: "create_group", used: 250, limit: 200 },
  ),
];

/** Events of an account: only reported with --all, since accounts carry no mark. */
export const accountEvents: readonly Fixture[] = [
  fixture(
    "Profile.CallbackPortraitSet",
    "accountProfile",
    {
      ...{ Operator_Account: "alice", From_Account: "alice", EventTime },
      ProfileItem: [{ Tag: "Tag_Profile_IM_Nick", Value: "Alice" }],
    },
    { operator: "alice", account: "alice", tags: ["Tag_Profile_IM_Nick"] },
  ),
];

/** Events that change nothing which is managed. */
export const otherEvents = ["Group.CallbackAfterSendMsg", "State.StateChange", "C2C.CallbackBeforeSendMsg"].map(
  (CallbackCommand) => ({ CallbackCommand, GroupId: groupId, EventTime }),
);
