import type { z } from "zod";
import type { CheckResult, Properties } from "../../handler";
import { customSchema, listSchema } from "../../validation/objectSchema";
import { checkProperties, isUnknown } from "../../validation/schema";
import { checkFeature, type Feature } from "../member/features";
import { memberChildSchema, userIdSchema } from "../member/schema";
import type { RestrictionInputs } from "./types";
import { untilSchema } from "./until";

/** The most users that one call mutes (doc 34951). Bans are sent 20 per call, so for bans the limit is our own. */
const maxUsers = 500;

const users = listSchema(1, maxUsers, "UserIDs", (item) => {
  const reason = userIdSchema.safeParse(item).error?.issues[0]?.message;
  return reason === undefined ? undefined : ` ${reason}`;
});

const noDuplicates = customSchema((value) => {
  const known = Array.isArray(value) ? value.map((item) => (isUnknown(item) ? Symbol() : item)) : [];
  const index = known.findIndex((item, at) => known.indexOf(item) < at);
  if (index < 0) return undefined;
  return `[${index}] must differ from [${known.indexOf(known[index])}]`;
});

/** Returns the check of mutes or bans, which needs no call. `more` holds the inputs that only one of the two has. */
export function checkRestriction(
  feature: Feature,
  more: Readonly<Record<string, z.ZodType>>,
): (olds: Properties, news: Properties) => CheckResult<RestrictionInputs> {
  const schema = { ...memberChildSchema, userIds: users.and(noDuplicates), until: untilSchema, ...more };
  return (_olds, news) => ({
    inputs: news as unknown as RestrictionInputs,
    failures: [...checkProperties(schema, news), ...checkFeature(feature, news)],
  });
}
