import type { SlidingWindow } from "../wire/slidingWindow";
import { type ApplyJoinOption, type GroupType, type InviteJoinOption, type Switch, TYPE_RULES } from "./groupTypes";
import type { Member, Membership, Presence, Role } from "./member";
import { type Conversation, startReading } from "./messages/message";
import type { Terms } from "./terms";
import type { TopicGroup } from "./topic";

export interface Notice {
  readonly content: string;
  /** The topic that it was sent to; absent if it was sent to the group. */
  readonly topicId?: string;
  /** The recipients. Empty: all members. */
  readonly to: readonly string[];
}

/** A stored group. Times are Unix seconds. */
export interface Group extends TopicGroup, Conversation {
  readonly type: GroupType;
  /** Position in the app's order of creation, from 1. */
  readonly serial: number;
  readonly createTime: number;
  readonly supportTopic: 0 | 1;
  name: string;
  introduction: string;
  notification: string;
  faceUrl: string;
  ownerAccount: string;
  maxMemberNum: number;
  applyJoinOption: ApplyJoinOption;
  inviteJoinOption: InviteJoinOption;
  muteAllMember: Switch;
  historyMsgBeforeJoin: Switch;
  enablePermission: 0 | 1;
  defaultPermission: number;
  infoSeq: number;
  lastInfoTime: number;
  readonly customFields: Map<string, string>;
  readonly attributes: Map<string, string>;
  readonly counters: Map<string, bigint>;
  readonly attributeWrites: SlidingWindow;
  readonly members: Map<string, Membership>;
  /** The online members of an AVChatRoom, in the order of entering. */
  readonly online: Map<string, Presence>;
  /** How many accounts have ever joined or entered. */
  joined: number;
  /** The muted accounts. A mute outlives the membership (doc 34951). */
  readonly mutes: Terms;
  /** The accounts banned from an AVChatRoom. */
  readonly bans: Terms;
  readonly notices: Notice[];
  /** When messages were sent to the group or its topics. Absent until the first one. */
  messageRate?: SlidingWindow;
  /** The administrators of an AVChatRoom (doc 60525). Absent until the first one. */
  roomAdmins?: Set<string>;
}

/** The mutable fields of a group's profile. */
export type Profile = Pick<
  Group,
  | "name"
  | "introduction"
  | "notification"
  | "faceUrl"
  | "maxMemberNum"
  | "applyJoinOption"
  | "inviteJoinOption"
  | "muteAllMember"
  | "historyMsgBeforeJoin"
  | "enablePermission"
  | "defaultPermission"
>;

/** A snapshot of a group, for tests and demos. Later changes do not affect it. */
export interface GroupSnapshot extends Readonly<Profile> {
  readonly groupId: string;
  readonly type: GroupType;
  readonly createTime: number;
  readonly supportTopic: 0 | 1;
  readonly ownerAccount: string;
  readonly infoSeq: number;
  readonly lastInfoTime: number;
  readonly customFields: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly members: readonly Member[];
}

export function snapshotOf(group: Group, nowSeconds: number): GroupSnapshot {
  return {
    groupId: group.groupId,
    type: group.type,
    createTime: group.createTime,
    supportTopic: group.supportTopic,
    name: group.name,
    introduction: group.introduction,
    notification: group.notification,
    faceUrl: group.faceUrl,
    ownerAccount: group.ownerAccount,
    maxMemberNum: group.maxMemberNum,
    applyJoinOption: group.applyJoinOption,
    inviteJoinOption: group.inviteJoinOption,
    muteAllMember: group.muteAllMember,
    historyMsgBeforeJoin: group.historyMsgBeforeJoin,
    enablePermission: group.enablePermission,
    defaultPermission: group.defaultPermission,
    infoSeq: group.infoSeq,
    lastInfoTime: group.lastInfoTime,
    customFields: Object.fromEntries(group.customFields),
    attributes: Object.fromEntries(group.attributes),
    members: membersOf(group, nowSeconds),
  };
}

/** Shared by all members without custom fields: a group may have 100 000 members. */
const NO_FIELDS: Readonly<Record<string, string>> = Object.freeze({});

/** Returns a snapshot of the members, in the order of joining. */
export function membersOf(group: Group, nowSeconds: number): readonly Member[] {
  return Array.from(group.members.values(), (member) => ({
    account: member.account,
    role: member.role,
    nameCard: member.nameCard,
    msgFlag: member.msgFlag,
    joinTime: member.joinTime,
    muteUntil: group.mutes.untilOf(member.account, nowSeconds),
    customFields: member.customFields.size === 0 ? NO_FIELDS : Object.fromEntries(member.customFields),
  }));
}

export function addMember(group: Group, account: string, role: Role, nowSeconds: number): void {
  group.joined += 1;
  group.members.set(account, {
    account,
    role,
    nameCard: "",
    msgFlag: TYPE_RULES[group.type].msgFlag,
    joinTime: nowSeconds,
    serial: group.joined,
    customFields: new Map(),
  });
  startReading(group, account);
}

/** Transfers the group to `account`. The previous owner stays as an ordinary member (doc 34966). */
export function transferTo(group: Group, account: string): void {
  const previousOwner = group.members.get(group.ownerAccount);
  if (previousOwner !== undefined) previousOwner.role = "Member";
  const newOwner = group.members.get(account);
  if (newOwner !== undefined) newOwner.role = "Owner";
  group.ownerAccount = account;
}

export function touch(group: Group, nowSeconds: number): void {
  group.infoSeq += 1;
  group.lastInfoTime = nowSeconds;
}
