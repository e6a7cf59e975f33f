import type { AppState } from "../../state/appState";
import type { Profile } from "../../state/group";
import {
  APPLY_JOIN_OPTIONS,
  type GroupType,
  INVITE_JOIN_OPTIONS,
  memberCapOf,
  TYPE_RULES,
} from "../../state/groupTypes";
import { groupFields } from "../customFields";
import { type Body, InvalidField, integer, list, object, oneOf, optional, optionalOrEmpty, text } from "../shape";

/** Profile fields common to create_group and modify_group_base_info. */
export const PROFILE_FIELDS = {
  Introduction: optionalOrEmpty(text()),
  Notification: optionalOrEmpty(text()),
  FaceUrl: optionalOrEmpty(text()),
  ApplyJoinOption: optional(oneOf(...APPLY_JOIN_OPTIONS)),
  InviteJoinOption: optional(oneOf(...INVITE_JOIN_OPTIONS)),
  EnablePermission: optional(integer(0, 1)),
  DefaultPermission: optional(integer(0, Number.MAX_SAFE_INTEGER)),
  AppDefinedData: optional(list(object({ Key: text({ min: 1, max: 16 }), Value: text({ max: 512 }) }), groupFields)),
};

export type ProfileFields = Partial<Body<typeof PROFILE_FIELDS>> & { readonly Name?: string };

interface GroupKind {
  readonly type: GroupType;
  readonly supportTopic: 0 | 1;
}

/** Returns the profile from these fields; refuses those that the group's type does not support (docs 33529, 34895). */
export function profileFrom(fields: ProfileFields, group: GroupKind, app: AppState): Partial<Profile> {
  const rules = TYPE_RULES[group.type];
  checkTexts(fields, app);
  if (fields.ApplyJoinOption !== undefined && !rules.apply.settable) rejectField("ApplyJoinOption", group.type);
  if (fields.InviteJoinOption !== undefined && !rules.invite.settable) rejectField("InviteJoinOption", group.type);
  for (const name of ["EnablePermission", "DefaultPermission"] as const)
    if (fields[name] !== undefined && group.supportTopic !== 1)
      throw new InvalidField(`${name} is supported only by communities with topics`);
  return omitUndefined({
    name: fields.Name,
    introduction: fields.Introduction,
    notification: fields.Notification,
    faceUrl: fields.FaceUrl,
    applyJoinOption: fields.ApplyJoinOption,
    inviteJoinOption: fields.InviteJoinOption,
    enablePermission: fields.EnablePermission === undefined ? undefined : flag(fields.EnablePermission),
    defaultPermission: fields.DefaultPermission,
  });
}

/** Checks MaxMemberCount (create_group) or MaxMemberNum against the plan; no effect on an AVChatRoom (docs 33529, 34962). */
export function memberLimitFrom(
  requested: number | undefined,
  at: string,
  type: GroupType,
  app: AppState,
): Pick<Profile, "maxMemberNum"> | undefined {
  if (requested === undefined || TYPE_RULES[type].memberCap === "none") return undefined;
  const cap = memberCapOf(type, app.settings.maxMembers);
  if (requested > cap) throw new InvalidField(`${at} is ${requested}, but the plan allows ${cap}`);
  return { maxMemberNum: requested };
}

export function rejectField(field: string, type: GroupType): never {
  throw new InvalidField(`${field} is not supported by ${type} groups`);
}

export function flag(value: number): 0 | 1 {
  return value === 1 ? 1 : 0;
}

/** Returns the values without undefined fields. */
export function omitUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function checkTexts(fields: ProfileFields, app: AppState): void {
  const { name, introduction, notification, faceUrl } = app.settings.textLimits;
  const limits = { Name: name, Introduction: introduction, Notification: notification, FaceUrl: faceUrl };
  // An empty name is refused: clearing it is not documented. The other three texts can be cleared.
  if (fields.Name === "") throw new InvalidField("Name is empty");
  for (const [field, max] of Object.entries(limits)) {
    const value = fields[field as keyof typeof limits];
    if (value !== undefined) text({ max })(value, field);
  }
}
