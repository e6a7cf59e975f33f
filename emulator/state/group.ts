import type { SlidingWindow } from "../wire/slidingWindow";
import { type ApplyJoinOption, type GroupType, type InviteJoinOption, type Switch, TYPE_RULES } from "./groupTypes";
import type { Member, Membership, Presence, Role } from "./member";
import type { Terms } from "./terms";
import type { TopicGroup } from "./topic";

export interface Notice {
  readonly content: string;
  /** The topic that it was sent to; left out where it was sent to the group. */
  readonly topicId?: string;
  /** Empty: everybody in the group. */
  readonly to: readonly string[];
}

/** A group as the service keeps it. Times are Unix seconds. */
export interface Group extends TopicGroup {
  readonly type: GroupType;
  /** Place in the order of creation within the app, from 1. */
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
  /** The number that the next stored message gets, from 1 (doc 33526). */
  nextMsgSeq: number;
  /** 0: nothing was ever said. */
  lastMsgTime: number;
  readonly customFields: Map<string, string>;
  readonly attributes: Map<string, string>;
  readonly counters: Map<string, bigint>;
  readonly attributeWrites: SlidingWindow;
  readonly members: Map<string, Membership>;
  /** Who is in an AVChatRoom, in the order of entering. */
  readonly online: Map<string, Presence>;
  /** How many have ever joined or entered. */
  joined: number;
  /** Whoever may not write. It outlives a membership (doc 34951). */
  readonly mutes: Terms;
  /** Whoever may not enter an AVChatRoom. */
  readonly bans: Terms;
  readonly notices: Notice[];
}

/** What may change of a group's profile. */
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

/** A group at one moment, for tests and demos: later changes do not show in it. */
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

/** One for all members without custom fields: a group may have 100 000. */
const NO_FIELDS: Readonly<Record<string, string>> = Object.freeze({});

/** The members at this moment, in the order in which they joined. */
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
}

/** Makes `account` the owner; the one before it stays as a plain member (doc 34966). */
export function transferTo(group: Group, account: string): void {
  const before = group.members.get(group.ownerAccount);
  if (before !== undefined) before.role = "Member";
  const next = group.members.get(account);
  if (next !== undefined) next.role = "Owner";
  group.ownerAccount = account;
}

export function touch(group: Group, nowSeconds: number): void {
  group.infoSeq += 1;
  group.lastInfoTime = nowSeconds;
}
