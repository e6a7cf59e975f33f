/** What a group can be. `Work` and `Meeting` are the newer names of `Private` and `ChatRoom` (doc 33529). */
export type GroupType = "Private" | "Work" | "Public" | "ChatRoom" | "Meeting" | "AVChatRoom" | "Community";

/** Whether users may apply to join: at once, after approval, not at all. */
export type ApplyJoinOption = "FreeAccess" | "NeedPermission" | "DisableApply";

/** Whether members may invite: at once, after approval, not at all. */
export type InviteJoinOption = "FreeAccess" | "NeedPermission" | "DisableInvite";

/** Texts and options that a group has at creation and can change later. Limits are bytes of UTF-8 (doc 34381). */
export interface GroupProfile {
  /** At most 30 bytes by the REST pages; newer client headers say 100. */
  name?: string | undefined;
  /** At most 240 bytes. */
  introduction?: string | undefined;
  /** At most 300 bytes. */
  notification?: string | undefined;
  /** At most 100 bytes. */
  faceUrl?: string | undefined;
  /** Default: what the plan allows. Without effect on an AVChatRoom. */
  maxMemberCount?: number | undefined;
  /** Not for a Community. */
  applyJoinOption?: ApplyJoinOption | undefined;
  /** Not for an AVChatRoom. */
  inviteJoinOption?: InviteJoinOption | undefined;
  /** At most 10 keys, declared in the console; values at most 512 bytes. An empty value deletes the key, on modify. */
  customFields?: Readonly<Record<string, string>> | undefined;
}

export interface CreateGroupRequest extends GroupProfile {
  type: GroupType;
  name: string;
  /** At most 48 bytes of printable ASCII, not beginning with `@TGS#`; for a Community beginning with `@TGS#_`. Default: made by the service. */
  groupId?: string | undefined;
  /** An imported account. Default: a group without owner. */
  ownerAccount?: string | undefined;
  /** Community only, for life. Default false. */
  supportTopic?: boolean | undefined;
}

export interface GroupChanges extends GroupProfile {
  /** Nobody but the owner and admins may speak. Can't be set by create (doc 34895). */
  muteAllMembers?: boolean | undefined;
}

/** A group as get_group_info shows it (doc 34961). */
export interface GroupInfo {
  groupId: string;
  /** By its older name: `Private`, `ChatRoom`. Left open for types that are yet to come. */
  type: string;
  name: string;
  introduction: string;
  notification: string;
  faceUrl: string;
  /** "" when the service says that the group has no owner. */
  ownerAccount: string;
  /** Seconds since the Unix epoch. */
  createTime: number;
  /** 0 when the service does not say. */
  maxMemberCount: number;
  /** The owner included. Absent when the service does not say. Of no use on an AVChatRoom, whose members are not stored. */
  memberCount?: number;
  applyJoinOption?: string;
  inviteJoinOption?: string;
  muteAllMembers: boolean;
  /** Absent when the service does not say: whether it is readable here is not confirmed. */
  supportTopic?: boolean;
  /** Those asked for with `customFieldKeys` that have a value. */
  customFields: Record<string, string>;
  /** The SDKAppID that the group belongs to. */
  appId?: number;
  /** Seconds since the Unix epoch; 0 when nothing was ever said. */
  lastMessageTime?: number;
  /** The number that the next stored message gets, from 1 (doc 33526). Absent when the service does not say. */
  nextMessageNumber?: number;
}

/** What became of one user that was to be added to a group (doc 34921). */
export type AddMemberResult = "failed" | "added" | "alreadyMember" | "pending" | "overLimit";

const olderNames: Readonly<Partial<Record<GroupType, string>>> = { Work: "Private", Meeting: "ChatRoom" };

/** The name that every sample request uses; that create_group takes the newer ones is seen, not documented. */
export function wireType(type: GroupType): string {
  return olderNames[type] ?? type;
}

/** Profile fields under their wire names; what is undefined is left out. `maxMembersName` differs by endpoint. */
export function wireProfile(
  profile: GroupProfile,
  maxMembersName: "MaxMemberCount" | "MaxMemberNum",
): Record<string, unknown> {
  const { customFields } = profile;
  return withoutUndefined({
    Name: profile.name,
    Introduction: profile.introduction,
    Notification: profile.notification,
    FaceUrl: profile.faceUrl,
    [maxMembersName]: profile.maxMemberCount,
    ApplyJoinOption: profile.applyJoinOption,
    InviteJoinOption: profile.inviteJoinOption,
    AppDefinedData: customFields && Object.entries(customFields).map(([Key, Value]) => ({ Key, Value })),
  });
}

export function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
