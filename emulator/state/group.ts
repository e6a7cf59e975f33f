import type { SlidingWindow } from "../wire/slidingWindow";
import type { ApplyJoinOption, GroupType, InviteJoinOption } from "./groupTypes";

export type Role = "Owner" | "Admin" | "Member";
type Switch = "On" | "Off";

export interface Member {
  readonly account: string;
  role: Role;
  /** Unix seconds. */
  readonly joinTime: number;
}

export interface Notice {
  readonly content: string;
  /** Empty: everybody in the group. */
  readonly to: readonly string[];
}

/** A group as the service keeps it. Times are Unix seconds. */
export interface Group {
  readonly groupId: string;
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
  readonly attributeWrites: SlidingWindow;
  readonly members: Map<string, Member>;
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
  readonly members: readonly Readonly<Member>[];
}

export function snapshotOf(group: Group): GroupSnapshot {
  const { serial: _, attributeWrites: __, notices: ___, nextMsgSeq: ____, lastMsgTime: _____, ...kept } = group;
  return {
    ...kept,
    customFields: Object.fromEntries(group.customFields),
    attributes: Object.fromEntries(group.attributes),
    members: Array.from(group.members.values(), (member) => ({ ...member })),
  };
}

/** Makes `account` the owner; the one before it stays as a plain member (§4.12). */
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
