import type { z } from "zod";
import type { CheckResult, Properties } from "../../handler";
import { listOf, lookedAt } from "../../shapes";
import { checkProperties, isUnknown } from "../../validation";
import { type Feature, groupFailures } from "../member/features";
import { memberChildShape, userIdShape } from "../member/shapes";
import type { RestrictionInputs } from "./types";
import { untilShape } from "./until";

/** As many as one call mutes (doc 34951). Bans go in calls of 20, so that the limit is ours there. */
const mostUsers = 500;

const users = listOf(1, mostUsers, "UserIDs", (item) => {
  const reason = userIdShape.safeParse(item).error?.issues[0]?.message;
  return reason === undefined ? undefined : ` ${reason}`;
});

const noDoubles = lookedAt((value) => {
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
  const shape = { ...memberChildShape, userIds: users.and(noDoubles), until: untilShape, ...more };
  return (_olds, news) => ({
    inputs: news as unknown as RestrictionInputs,
    failures: [...checkProperties(shape, news), ...groupFailures(feature, news)],
  });
}
