import { z } from "zod";
import { SchemaError } from "../../core/failure";
import { recordOf } from "../../core/schema";

/** What a member may be. A Private (Work) group has no admins. */
export type MemberRole = "Owner" | "Admin" | "Member";

/** What happens with messages for a member who is not online: pushed, kept without a push, not even delivered. */
export type MessageFlag = "AcceptAndNotify" | "AcceptNotNotify" | "Discard";

/** A member as get_group_member_info shows it (doc 34948); a field that was not asked for, or not answered, is absent. */
export interface MemberInfo {
  userId: string;
  role?: MemberRole;
  /** Seconds since the Unix epoch. */
  joinTime?: number;
  /** The name in this group, at most 50 bytes. */
  nameCard?: string;
  /** Seconds since the Unix epoch; 0 when not muted. */
  mutedUntil?: number;
  messageFlag?: MessageFlag;
  /** Seconds since the Unix epoch. */
  lastMessageTime?: number;
  /** The number of the last message read. */
  readMessageNumber?: number;
  /** Those asked for with `customFieldKeys` that have a value. */
  customFields: Record<string, string>;
}

/** A field of {@link MemberInfo} that can be asked for. */
export type MemberField = Exclude<keyof MemberInfo, "userId" | "customFields">;

/** What to tell of each member. */
export interface MemberQuery {
  /** Default: all. */
  fields?: readonly MemberField[] | undefined;
  /** Keys of custom member fields, declared in the console. Default: none. */
  customFieldKeys?: readonly string[] | undefined;
}

/** Of {@link MemberInfo}; what is undefined stays as it is. */
export interface MemberChanges {
  /** The owner can't be changed here, but with `groups.changeOwner`. A Private (Work) group has no admins. */
  role?: "Admin" | "Member" | undefined;
  /** At most 50 bytes. */
  nameCard?: string | undefined;
  messageFlag?: MessageFlag | undefined;
  /** At most 5 keys, declared in the console; values at most 64 bytes. */
  customFields?: Readonly<Record<string, string>> | undefined;
}

const wireNames: Readonly<Record<MemberField, string>> = {
  role: "Role",
  joinTime: "JoinTime",
  nameCard: "NameCard",
  mutedUntil: "MuteUntil",
  messageFlag: "MsgFlag",
  lastMessageTime: "LastSendMsgTime",
  readMessageNumber: "MsgSeq",
};
const ALL_FIELDS = Object.keys(wireNames) as readonly MemberField[];

export const roleSchema = z.enum(["Owner", "Admin", "Member"]);
export const memberSchema = z.object({
  Member_Account: z.string(),
  Role: roleSchema.optional(),
  JoinTime: z.number().optional(),
  NameCard: z.string().optional(),
  MuteUntil: z.number().optional(),
  MsgFlag: z.enum(["AcceptAndNotify", "AcceptNotNotify", "Discard"]).optional().catch(undefined),
  LastSendMsgTime: z.number().optional(),
  MsgSeq: z.number().optional(),
  // Keys that are not set are absent, or have an empty value (docs 33529, 64897).
  AppMemberDefinedData: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

export type WireMember = z.infer<typeof memberSchema>;

/** The request's fields that say what to answer. */
export function memberFilters({ fields = ALL_FIELDS, customFieldKeys = [] }: MemberQuery): object {
  return {
    MemberInfoFilter: fields.map((field) => wireNames[field]),
    ...(customFieldKeys.length > 0 ? { AppDefinedDataFilter_GroupMember: customFieldKeys } : {}),
  };
}

/**
 * A member of an answer. The role is in every sample that asks for it (docs 34948, 64897) and decides who is the owner:
 * an answer without it is no answer. Other fields are absent where the service does not say them.
 */
export function toMember(wire: WireMember, { fields = ALL_FIELDS, customFieldKeys = [] }: MemberQuery): MemberInfo {
  if (wire.Role === undefined && fields.includes("role"))
    throw new SchemaError(`MemberList: has no role of ${JSON.stringify(wire.Member_Account)}`);
  const requested = wire.AppMemberDefinedData.filter(({ Key, Value }) => Value !== "" && customFieldKeys.includes(Key));
  return {
    userId: wire.Member_Account,
    ...(wire.Role === undefined ? {} : { role: wire.Role }),
    ...(wire.JoinTime === undefined ? {} : { joinTime: wire.JoinTime }),
    ...(wire.NameCard === undefined ? {} : { nameCard: wire.NameCard }),
    ...(wire.MuteUntil === undefined ? {} : { mutedUntil: wire.MuteUntil }),
    ...(wire.MsgFlag === undefined ? {} : { messageFlag: wire.MsgFlag }),
    ...(wire.LastSendMsgTime === undefined ? {} : { lastMessageTime: wire.LastSendMsgTime }),
    ...(wire.MsgSeq === undefined ? {} : { readMessageNumber: wire.MsgSeq }),
    customFields: recordOf(requested.map(({ Key, Value }) => [Key, Value] as const)),
  };
}
