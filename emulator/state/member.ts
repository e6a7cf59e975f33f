export type Role = "Owner" | "Admin" | "Member";

export const MSG_FLAGS = ["AcceptAndNotify", "Discard", "AcceptNotNotify"] as const;
export type MsgFlag = (typeof MSG_FLAGS)[number];

/** What may change of a member. */
interface MemberProfile {
  role: Role;
  nameCard: string;
  msgFlag: MsgFlag;
}

/** An account's membership of a group, as the service keeps it. Its mute is the group's: it outlives the membership. */
export interface Membership extends MemberProfile {
  readonly account: string;
  /** Unix seconds. */
  readonly joinTime: number;
  /** Place in the order of joining within the group, from 1. */
  readonly serial: number;
  readonly customFields: Map<string, string>;
}

/** An account's stay in an AVChatRoom. */
export type Presence = Pick<Membership, "account" | "joinTime" | "serial">;

/** A member at one moment, for tests and demos. Times are Unix seconds. */
export interface Member extends Readonly<MemberProfile> {
  readonly account: string;
  readonly joinTime: number;
  /** 0: not muted. 4294967295: for ever. */
  readonly muteUntil: number;
  readonly customFields: Readonly<Record<string, string>>;
}
