import type { MsgFlag } from "./member";

/** The five group types, by the names that the REST API answers (doc 33529). */
export const GROUP_TYPES = ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"] as const;
export type GroupType = (typeof GROUP_TYPES)[number];

/** Newer names that create_group accepts (doc 34895). That get_group_info answers the older ones is not documented. */
const NEWER_NAMES: Readonly<Record<string, GroupType>> = { Work: "Private", Meeting: "ChatRoom" };

export const APPLY_JOIN_OPTIONS = ["FreeAccess", "NeedPermission", "DisableApply"] as const;
export const INVITE_JOIN_OPTIONS = ["FreeAccess", "NeedPermission", "DisableInvite"] as const;
export type Switch = "On" | "Off";

export type ApplyJoinOption = (typeof APPLY_JOIN_OPTIONS)[number];
export type InviteJoinOption = (typeof INVITE_JOIN_OPTIONS)[number];

/** The rules and defaults of a group type. */
export interface TypeRules {
  /** Effective default of ApplyJoinOption, and whether it may be set. Sources differ (docs 34895, 48184). */
  readonly apply: { readonly byDefault: ApplyJoinOption; readonly settable: boolean };
  /** The same for InviteJoinOption. Sources differ on Community: refused here, so that no client relies on it. */
  readonly invite: { readonly byDefault: InviteJoinOption; readonly settable: boolean };
  /** Whether the service stores the members. If not: no MemberList, no adding, no transfer (10007). */
  readonly storesMembers: boolean;
  /** Whether the type has the role Admin (doc 33529). */
  readonly hasAdmins: boolean;
  /** Whether individual members can be muted. */
  readonly mutesMembers: boolean;
  /** Default MsgFlag of members (doc 33529: "online only" means no push to offline members). */
  readonly msgFlag: MsgFlag;
  /** Whether the owner may leave, which leaves the group without an owner. */
  readonly ownerMayLeave: boolean;
  /** `plan`: limited by the app's plan; `none`: MaxMemberNum is accepted without effect; a number: the limit. */
  readonly memberCap: "plan" | "none" | number;
  /** Whether HistoryMsgBeforeJoin may be set. */
  readonly historyBeforeJoin: boolean;
  /** Whether clear_group_attr works (doc 44189: not for communities). */
  readonly clearsAttributes: boolean;
  /** Whether the type has counters (doc 53427). */
  readonly counters: boolean;
  /** Whether SupportTopic and the permission fields may be set. */
  readonly topics: boolean;
}

const PUBLIC: TypeRules = {
  apply: { byDefault: "NeedPermission", settable: true },
  invite: { byDefault: "DisableInvite", settable: true },
  storesMembers: true,
  hasAdmins: true,
  mutesMembers: true,
  msgFlag: "AcceptAndNotify",
  ownerMayLeave: false,
  memberCap: "plan",
  historyBeforeJoin: true,
  clearsAttributes: true,
  counters: true,
  topics: false,
};

/** Every type in terms of its difference from Public. */
export const TYPE_RULES: Readonly<Record<GroupType, TypeRules>> = {
  Public: PUBLIC,
  Private: {
    ...PUBLIC,
    apply: { byDefault: "DisableApply", settable: true },
    invite: { byDefault: "FreeAccess", settable: true },
    hasAdmins: false,
    mutesMembers: false,
    ownerMayLeave: true,
  },
  ChatRoom: { ...PUBLIC, apply: { byDefault: "FreeAccess", settable: true }, msgFlag: "AcceptNotNotify" },
  AVChatRoom: {
    ...PUBLIC,
    apply: { byDefault: "FreeAccess", settable: false },
    invite: { byDefault: "DisableInvite", settable: false },
    storesMembers: false,
    hasAdmins: false,
    msgFlag: "AcceptNotNotify",
    memberCap: "none",
    historyBeforeJoin: false,
  },
  Community: {
    ...PUBLIC,
    apply: { byDefault: "FreeAccess", settable: false },
    invite: { byDefault: "DisableInvite", settable: false },
    memberCap: 100_000,
    historyBeforeJoin: false,
    clearsAttributes: false,
    counters: false,
    topics: true,
  },
};

/** Returns the group type of an older or newer name. */
export function groupTypeOf(name: string): GroupType | undefined {
  if (Object.hasOwn(NEWER_NAMES, name)) return NEWER_NAMES[name];
  return GROUP_TYPES.find((type) => type === name);
}

/** Returns the maximum MaxMemberNum of a type; 0 if it has no effect. */
export function memberCapOf(type: GroupType, planCap: number): number {
  const { memberCap } = TYPE_RULES[type];
  if (memberCap === "plan") return planCap;
  return memberCap === "none" ? 0 : memberCap;
}
