import { profileChanged } from "../../webhooks/otherEvents";
import { refuse } from "../../wire/answer";
import { account, type Call, endpoint } from "../endpoint";
import { InvalidField, list, object, optional, type Rule, text } from "../shape";
import { ruleOfTag } from "./profileTags";

/** ErrorCode for invalid fields in the profile API (doc 34916). */
const INVALID = 40001;
/** In every answer of the profile API, failures included (doc 34916, 269/1640): a human-readable text, always empty here. */
const always = { ErrorDisplay: "" };

const anything: Rule<unknown> = (value) => value;
const items = list(object({ Tag: text({ min: 1 }), Value: anything }), { min: 1 });
const accounts = optional(list(account, { max: 100 }));
const tags = list(text({ min: 1 }), { min: 1 });

/** Sets all the given tags, or none, and keeps the others (doc 34916). */
export const portraitSet = endpoint({
  path: "profile/portrait_set",
  writes: true,
  invalid: INVALID,
  always,
  body: { From_Account: optional(account), ProfileItem: items },
  run: ({ app, caller }, { From_Account: userId, ProfileItem }) => {
    if (userId === undefined) refuse(40002, "no account is given");
    const profile = app.accounts.get(userId) ?? refuse(40003, `the account ${userId} does not exist`);
    const values = new Map(ProfileItem.map(({ Tag, Value }) => [Tag, ruleOfTag(app, Tag)(Value, Tag)] as const));
    if (values.size < ProfileItem.length) throw new InvalidField("ProfileItem names a tag twice");
    for (const [tag, value] of values) profile.set(tag, value);
    app.webhook.report(profileChanged(caller, userId, values), "RESTAPI");
    return {};
  },
});

/**
 * Reads the given tags of up to 100 accounts (doc 34917). A tag that was never set is omitted, which is unconfirmed.
 * An account that does not exist fails in its own entry and is listed in Fail_Account; the answer as a whole is OK.
 */
export const portraitGet = endpoint({
  path: "profile/portrait_get",
  writes: false,
  invalid: INVALID,
  always,
  body: { To_Account: accounts, TagList: tags },
  run: (call, { To_Account: requested = [], TagList }) => {
    if (requested.length === 0) refuse(40002, "no account is given");
    for (const tag of TagList) ruleOfTag(call.app, tag);
    const failed = requested.filter((userId) => !call.app.accounts.has(userId));
    return {
      UserProfileItem: requested.map((userId) => ({ To_Account: userId, ...entry(call, userId, TagList) })),
      ...(failed.length === 0 ? {} : { Fail_Account: failed }),
    };
  },
});

function entry(call: Call, userId: string, requested: readonly string[]): object {
  const profile = call.app.accounts.get(userId);
  if (profile === undefined)
    return { ProfileItem: [], ResultCode: 40003, ResultInfo: `the account ${userId} does not exist` };
  const set = requested.filter((tag) => profile.has(tag));
  return { ProfileItem: set.map((tag) => ({ Tag: tag, Value: profile.get(tag) })), ResultCode: 0, ResultInfo: "" };
}
