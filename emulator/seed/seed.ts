import {
  InvalidField,
  int64,
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
import { GROUP_FIELDS, MEMBER_FIELDS, TOPIC_FIELDS, zeroOrOne } from "../handle/fields";
import { isUserId, USER_ID_FORM } from "../state/account";
import { GROUP_TYPES } from "../state/groupTypes";

const version: Rule<number> = (value, at) => {
  if (value !== 1) throw new InvalidField(`${at} must be 1`);
  return 1;
};

const userId: Rule<string> = (value, at) => {
  const given = text()(value, at);
  if (!isUserId(given))
    throw new InvalidField(`${at} must be ${USER_ID_FORM}, not ${JSON.stringify(given.slice(0, 40))}`);
  return given;
};

/** A UserID alone, or an object that has one. */
function userIdOr<T>(of: Rule<T>): Rule<string | T> {
  return (value, at) => (isObject(value) ? of(value, at) : userId(value, at));
}

const account = object({ userId, profile: optional(record(stringOrInteger)) });
const member = object({ userId, ...MEMBER_FIELDS, nameCard: optional(text({ max: 50 })) });
const topic = object({ topicId: text({ min: 1 }), name: text(), ...TOPIC_FIELDS });

const group = object({
  groupId: text({ min: 1, max: 48 }),
  type: oneOf(...GROUP_TYPES),
  name: text({ min: 1 }),
  ...GROUP_FIELDS,
  ownerAccount: optional(userId),
  supportTopic: optional(zeroOrOne),
  attributes: optional(record(text())),
  counters: optional(record(int64)),
  members: optional(list(userIdOr(member))),
  topics: optional(list(topic)),
  messages: optional(list(object({ from: userId, text: text() }))),
});

const SEED_FIELDS = {
  version,
  accounts: optional(list(userIdOr(account))),
  chatbots: optional(list(text({ min: 1 }))),
  groups: optional(list(group)),
};
const seed = object(SEED_FIELDS);

/** What an app has at the start: accounts, chatbots, and groups with their contents (docs/emulator.md has an example). */
export type Seed = ReturnType<typeof seed>;
export type SeedGroup = ReturnType<typeof group>;

/**
 * Checks a seed, e.g. of a file.
 *
 * @throws Error that names the field, what is allowed and what was given
 */
export function readSeed(value: unknown): Seed {
  if (!isObject(value)) throw new InvalidField(`a seed must be an object with ${Object.keys(SEED_FIELDS).join(", ")}`);
  return seed(value, "");
}
