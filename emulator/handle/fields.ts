import { InvalidField, oneOf, optional, positiveUint32, type Rule, record, text } from "../api/shape";
import { APPLY_JOIN_OPTIONS, INVITE_JOIN_OPTIONS } from "../state/groupTypes";
import { MSG_FLAGS } from "../state/member";

/** The JSON fields of what handles create and edit, for the seed and the control API. */
const onOrOff = oneOf("On", "Off");

export const GROUP_FIELDS = {
  introduction: optional(text()),
  notification: optional(text()),
  faceUrl: optional(text()),
  maxMemberNum: optional(positiveUint32),
  applyJoinOption: optional(oneOf(...APPLY_JOIN_OPTIONS)),
  inviteJoinOption: optional(oneOf(...INVITE_JOIN_OPTIONS)),
  muteAllMember: optional(onOrOff),
  historyMsgBeforeJoin: optional(onOrOff),
  ownerAccount: optional(text()),
  customFields: optional(record(text())),
};

export const MEMBER_FIELDS = {
  role: optional(oneOf("Admin", "Member")),
  nameCard: optional(text()),
  msgFlag: optional(oneOf(...MSG_FLAGS)),
  customFields: optional(record(text())),
};

/** Without its name, which a new topic of a seed must have. */
export const TOPIC_FIELDS = {
  introduction: optional(text()),
  notification: optional(text()),
  faceUrl: optional(text()),
  customString: optional(text()),
  muteAllMember: optional(onOrOff),
};

/** A switch of the service, such as SupportTopic. */
export const zeroOrOne: Rule<0 | 1> = (value, at) => {
  if (value === 0 || value === 1) return value;
  throw new InvalidField(`${at} must be 0 or 1`);
};
