import { z } from "zod";
import { SchemaError } from "../../core/failure";
import { recordOf } from "../../core/schema";

/** The role of a member. A Private (Work) group has no admins. */
export type MemberRole = "Owner" | "Admin" | "Member";

/** How messages to an offline member are handled: pushed, stored without a push, discarded. */
export type MessageFlag = "AcceptAndNotify" | "AcceptNotNotify" | "Discard";

/** A member as returned by get_group_member_info (doc 34948). A field that was not requested or not returned is absent. */
export interface MemberInfo {
  userId: string;
  role?: MemberRole;
  /** Seconds since the Unix epoch. */
  joinTime?: number;
  /** The name in this group, at most 50 bytes. */
  nameCard?: string;
  /** Seconds since the Unix epoch; 0 if not muted. */
  mutedUntil?: number;
  messageFlag?: MessageFlag;
  /** Seconds since the Unix epoch. */
  lastMessageTime?: number;
  /** The sequence number of the last message read. */
  readMessageNumber?: number;
  /** The fields requested with `customFieldKeys` that have a value. */
  customFields: Record<string, string>;
}

/** A field of {@link MemberInfo} that can be requested. */
export type MemberField = Exclude<keyof MemberInfo, "userId" | "customFields">;

/** The fields to return for each member. */
export interface MemberQuery {
  /** Default: all. */
  fields?: readonly MemberField[] | undefined;
  /** Keys of custom member fields, declared in the console. Default: none. */
  customFieldKeys?: readonly string[] | undefined;
}

/** Changes to a {@link MemberInfo}; undefined fields stay unchanged. */
export interface MemberChanges {
  /** Use `groups.changeOwner` to change the owner. A Private (Work) group has no admins. */
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
  // Unset keys are absent or have an empty value (docs 33529, 64897).
  AppMemberDefinedData: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

export type WireMember = z.infer<typeof memberSchema>;

/** Builds the request fields that select the fields of the answer. */
export function memberFilters({ fields = ALL_FIELDS, customFieldKeys = [] }: MemberQuery): object {
  return {
    MemberInfoFilter: fields.map((field) => wireNames[field]),
    ...(customFieldKeys.length > 0 ? { AppDefinedDataFilter_GroupMember: customFieldKeys } : {}),
  };
}

/**
 * Converts a member of an answer. Every sample that requests the role contains it (docs 34948, 64897), and it identifies
 * the owner: an answer without it is invalid. Other fields are absent if the service omits them.
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
