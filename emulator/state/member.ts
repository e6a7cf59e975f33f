export type Role = "Owner" | "Admin" | "Member";

export const MSG_FLAGS = ["AcceptAndNotify", "Discard", "AcceptNotNotify"] as const;
export type MsgFlag = (typeof MSG_FLAGS)[number];

/** The mutable fields of a member. */
interface MemberProfile {
  role: Role;
  nameCard: string;
  msgFlag: MsgFlag;
}

/** A stored membership. The mute is stored in the group, because it outlives the membership. */
export interface Membership extends MemberProfile {
  readonly account: string;
  /** Unix seconds. */
  readonly joinTime: number;
  /** Position in the group's order of joining, from 1. */
  readonly serial: number;
  readonly customFields: Map<string, string>;
}

/** An online member of an AVChatRoom. */
export interface Presence extends Pick<Membership, "account" | "joinTime" | "serial"> {
  /** Their marks (doc 50294). Absent if they have none. They end with the presence. */
  marks?: Set<number>;
}

/** A snapshot of a member, for tests and demos. Times are Unix seconds. */
export interface Member extends Readonly<MemberProfile> {
  readonly account: string;
  readonly joinTime: number;
  /** 0: not muted. 4294967295: permanently. */
  readonly muteUntil: number;
  readonly customFields: Readonly<Record<string, string>>;
}
