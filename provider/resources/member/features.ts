import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { CheckFailure, Properties } from "../../handler";
import { typeNames } from "../group/schema/typeRules";
import type { GroupType } from "../group/schema/types";

/** What only some types of group support. */
export type Feature = "members" | "admins" | "mutes" | "bans";

const onlyLiveRooms = "only an AVChatRoom has bans: remove the member, or mute it with MutedMembers";

/** Which types do not support a feature, and why (docs 33529, 34900, 34951, 50296). */
const unsupported: Readonly<Record<Feature, Partial<Record<GroupType, string>>>> = {
  members: {
    AVChatRoom: "the service does not store the members of an AVChatRoom: users come and go with the client SDK",
  },
  admins: { Private: "a Private (Work) group has no admins: leave the role out, or choose another type of group" },
  mutes: { Private: "members of a Private (Work) group cannot be muted: choose another type of group" },
  bans: { Private: onlyLiveRooms, Public: onlyLiveRooms, ChatRoom: onlyLiveRooms, Community: onlyLiveRooms },
};

/** Returns why a group of this type, by either of its names, does not support a feature; undefined if it does, or the type is unknown. */
export function unsupportedReason(feature: Feature, type: unknown): string | undefined {
  const known = typeof type === "string" && Object.hasOwn(typeNames, type) ? typeNames[type] : undefined;
  return known && unsupported[feature][known];
}

/** Checks the type of group in a preview, if the program passes the `Group` itself. */
export function checkFeature(feature: Feature, { __groupType: groupType }: Properties): CheckFailure[] {
  const reason = unsupportedReason(feature, groupType);
  return reason === undefined
    ? []
    : [{ property: "group", reason: `cannot be a group of type ${groupType}: ${reason}` }];
}

/** @param subject what is declared, such as `the members` */
export function requireFeature(feature: Feature, subject: string, { groupId, type }: GroupInfo): void {
  const reason = unsupportedReason(feature, type);
  if (reason === undefined) return;
  throw new OperationError(`Cannot manage ${subject} of the group ${groupId}, which is of type ${type}: ${reason}.`);
}
