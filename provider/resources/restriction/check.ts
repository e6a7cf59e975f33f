import type { z } from "zod";
import type { CheckResult, Properties } from "../../handler";
import { customSchema, listSchema } from "../../validation/objectSchema";
import { checkProperties, isUnknown } from "../../validation/schema";
import { checkFeature, type Feature } from "../member/features";
import { memberChildSchema, userIdSchema } from "../member/schema";
import type { RestrictionInputs } from "./types";
import { untilSchema } from "./until";

/** As many as one call mutes (doc 34951). Bans go in calls of 20, so that the limit is ours there. */
const mostUsers = 500;

const users = listSchema(1, mostUsers, "UserIDs", (item) => {
  const reason = userIdSchema.safeParse(item).error?.issues[0]?.message;
  return reason === undefined ? undefined : ` ${reason}`;
});

const noDoubles = customSchema((value) => {
  const known = Array.isArray(value) ? value.map((item) => (isUnknown(item) ? Symbol() : item)) : [];
  const index = known.findIndex((item, at) => known.indexOf(item) < at);
  if (index < 0) return undefined;
  return `[${index}] must be another than [${known.indexOf(known[index])}]`;
});

/** Checks the inputs of mutes or bans without any call; `more` are those that only one of the two has. */
export function checkRestriction(
  feature: Feature,
  more: Readonly<Record<string, z.ZodType>>,
): (olds: Properties, news: Properties) => CheckResult<RestrictionInputs> {
  const shape = { ...memberChildSchema, userIds: users.and(noDoubles), until: untilSchema, ...more };
  return (_olds, news) => ({
    inputs: news as unknown as RestrictionInputs,
    failures: [...checkProperties(shape, news), ...checkFeature(feature, news)],
  });
}
