import type { OwnerInputs } from "../../../ownership/owner";
import type { ForeignOwner } from "../../../ownership/verdict";

/** The group types as the service's REST API spells them (doc 33529). */
export type GroupType = "Private" | "Public" | "ChatRoom" | "AVChatRoom" | "Community";

export type ApplyJoinOption = "FreeAccess" | "NeedPermission" | "DisableApply";
export type InviteJoinOption = "FreeAccess" | "NeedPermission" | "DisableInvite";

/** What to do when the group id is already taken: see `GroupArgs.adopt`. */
export type Adopt = "ifOwned" | "never" | "always";

/** What has to be so before the group is disbanded: see `GroupArgs.disbandOnlyIf`. */
export interface DisbandGuards {
  readonly membersAtMost?: number;
  readonly idleFor?: string;
  readonly emptyOfMessages?: boolean;
}

/** What members are told before the group is disbanded: see `GroupArgs.farewell`. */
export interface Farewell {
  readonly message: string;
  readonly wait?: string;
}

/** What a program can change on a group that exists. */
export interface GroupFields {
  readonly name: string;
  readonly ownerAccount?: string;
  readonly introduction?: string;
  readonly notification?: string;
  readonly faceUrl?: string;
  readonly maxMemberCount?: number;
  readonly applyJoinOption?: ApplyJoinOption;
  readonly inviteJoinOption?: InviteJoinOption;
  readonly muteAllMembers?: boolean;
  readonly customFields?: Readonly<Record<string, string>>;
}

/** The inputs of a group after `check`: complete, valid, and with the older of the type's two names. */
export interface GroupInputs extends GroupFields, OwnerInputs {
  readonly groupId: string;
  readonly type: GroupType;
  readonly supportTopic?: boolean;
  readonly adopt?: Adopt;
  readonly disbandOnlyIf?: DisbandGuards;
  readonly farewell?: Farewell;
  /** How long the owner mark says that the group is meant to live; given by an `EphemeralStack`. */
  readonly __ttl?: string;
}

/** From when to when a create was tried, in Unix seconds of this machine. */
export interface Attempt {
  readonly from: number;
  readonly to: number;
}

/** What the state holds of a group: the inputs, so that a destroy knows them, and what tells this group from others. */
export interface GroupState extends GroupInputs {
  /** The app that the group is in. */
  readonly sdkAppId: number;
  /** The service that the app is in: see `serviceOf`. */
  readonly service: string;
  /** Unix seconds; with the id it tells this group from a later one with the same id. Missing until it has been read once. */
  readonly createTime?: number;
  /** A create that ended without anybody knowing whether it took effect: whatever is there by then was made in this time. */
  readonly attempt?: Attempt;
  /** Somebody else whose mark was seen on the group: until ours is seen again, the lack of any mark says nothing for us. */
  readonly foreignOwner?: ForeignOwner;
  /** When the group is meant to be gone, in Unix seconds, as its mark says. */
  readonly expires?: number;
  /** Which secret key signed the owner mark; see `keyIdOf`. */
  readonly markKeyId: string;
}
