import type { ForeignOwner } from "../../../ownership/foreignOwner";
import type { OwnerInputs } from "../../../ownership/owner";

/** The group types as the service's REST API spells them (doc 33529). */
export type GroupType = "Private" | "Public" | "ChatRoom" | "AVChatRoom" | "Community";

export type ApplyJoinOption = "FreeAccess" | "NeedPermission" | "DisableApply";
export type InviteJoinOption = "FreeAccess" | "NeedPermission" | "DisableInvite";

/** What to do when the group id is already taken: see `GroupArgs.adopt`. */
export type Adopt = "ifOwned" | "never" | "always";

/** The conditions for a disband: see `GroupArgs.disbandOnlyIf`. */
export interface DisbandGuards {
  readonly membersAtMost?: number;
  readonly idleFor?: string;
  readonly emptyOfMessages?: boolean;
}

/** The message to the members before a disband: see `GroupArgs.farewell`. */
export interface Farewell {
  readonly message: string;
  readonly wait?: string;
}

/** The properties that can be changed on an existing group. */
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

/** The inputs of a group after `check`: complete, valid, and with the older name of the type. */
export interface GroupInputs extends GroupFields, OwnerInputs {
  readonly groupId: string;
  readonly type: GroupType;
  readonly supportTopic?: boolean;
  readonly adopt?: Adopt;
  readonly disbandOnlyIf?: DisbandGuards;
  readonly farewell?: Farewell;
  readonly persist?: boolean;
  /** The intended lifetime of the group, as recorded in the owner mark; set by an `EphemeralStack`. */
  readonly __ttl?: string;
}

/** When a create was attempted, in Unix seconds of this machine. */
export interface Attempt {
  readonly from: number;
  readonly to: number;
}

/** The state of a group: the inputs, so that a destroy knows them, and what distinguishes this group from others. */
export interface GroupState extends GroupInputs {
  /** The app that the group is in. */
  readonly sdkAppId: number;
  /** The service that hosts the app: see `serviceOf`. */
  readonly service: string;
  /** Unix seconds. With the id, it distinguishes this group from a later one with the same id. Missing until the group has been read once. */
  readonly createTime?: number;
  /** A create with an indeterminate outcome: a group that was created in this time may be its result. */
  readonly attempt?: Attempt;
  /** A foreign owner whose mark was seen on the group: until our own mark is seen again, a missing mark is no evidence of ownership. */
  readonly foreignOwner?: ForeignOwner;
  /** When the group expires, in Unix seconds, as its mark says. */
  readonly expires?: number;
  /** Which secret key signed the owner mark; see `keyIdOf`. */
  readonly markKeyId: string;
  /** A refresh has found that the mark is missing or outdated: the next update writes it. */
  readonly markOutdated?: true;
  /** An import has not written the mark: the next update does. */
  readonly markPending?: true;
}

type StateOnly = Exclude<keyof GroupState, keyof GroupInputs>;

const stateOnly: Readonly<Record<StateOnly, true>> = {
  sdkAppId: true,
  service: true,
  createTime: true,
  attempt: true,
  foreignOwner: true,
  expires: true,
  markKeyId: true,
  markOutdated: true,
  markPending: true,
};

/** The properties of a state that are no inputs. */
export const stateOnlyProperties: ReadonlySet<string> = new Set(Object.keys(stateOnly));
