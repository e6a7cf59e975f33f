import {
  InvalidField,
  int64,
  integer,
  isObject,
  list,
  object,
  oneOf,
  optional,
  type Rule,
  record,
  stringOrInteger,
  text,
} from "../api/shape";
import { isUserId, USER_ID_FORM } from "../state/account";
import { APPLY_JOIN_OPTIONS, GROUP_TYPES, INVITE_JOIN_OPTIONS } from "../state/groupTypes";

const userId: Rule<string> = (value, at) => {
  const given = text()(value, at);
  if (!isUserId(given))
    throw new InvalidField(`${at} must be ${USER_ID_FORM}, not ${JSON.stringify(given.slice(0, 40))}`);
  return given;
};

/** A UserID alone, or an object with more. */
function userIdOr<T>(of: Rule<T>): Rule<string | T> {
  return (value, at) => (isObject(value) ? of(value, at) : userId(value, at));
}

const account = object({ userId, profile: optional(record(stringOrInteger)) });
const member = object({ userId, role: optional(oneOf("Admin", "Member")), nameCard: optional(text({ max: 50 })) });
const topic = object({
  topicId: text({ min: 1 }),
  name: text(),
  introduction: optional(text()),
  notification: optional(text()),
});

const group = object({
  groupId: text({ min: 1, max: 48 }),
  type: oneOf(...GROUP_TYPES),
  name: text({ min: 1 }),
  introduction: optional(text()),
  notification: optional(text()),
  faceUrl: optional(text()),
  ownerAccount: optional(userId),
  supportTopic: optional(integer(0, 1)),
  maxMemberNum: optional(integer(1, 4294967295)),
  applyJoinOption: optional(oneOf(...APPLY_JOIN_OPTIONS)),
  inviteJoinOption: optional(oneOf(...INVITE_JOIN_OPTIONS)),
  muteAllMember: optional(oneOf("On", "Off")),
  customFields: optional(record(text())),
  attributes: optional(record(text())),
  counters: optional(record(int64)),
  members: optional(list(userIdOr(member))),
  topics: optional(list(topic)),
  messages: optional(list(object({ from: userId, text: text() }))),
});

const seed = object({
  version: integer(1, 1),
  accounts: optional(list(userIdOr(account))),
  chatbots: optional(list(text({ min: 1 }))),
  groups: optional(list(group)),
});

/** What an app has at the start: accounts and groups with what is in them (docs/emulator.md has an example). */
export type Seed = ReturnType<typeof seed>;
export type SeedGroup = ReturnType<typeof group>;

/**
 * Checks a seed, e.g. of a file.
 *
 * @throws Error that names the field, what is allowed and what was given
 */
export function readSeed(value: unknown): Seed {
  return seed(value, "");
}
