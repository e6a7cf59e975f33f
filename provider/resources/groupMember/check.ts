import type { CheckResult, Properties } from "../../handler";
import { checkProperties } from "../../validation/schema";
import { checkFeature, unsupportedReason } from "../member/features";
import { memberChildSchema, profileSchema, userIdSchema } from "../member/schema";
import type { GroupMemberInputs } from "./types";

const shape = { ...memberChildSchema, userId: userIdSchema, ...profileSchema };

/** Validates the inputs without any call. */
export function checkGroupMember(_olds: Properties, news: Properties): CheckResult<GroupMemberInputs> {
  const failures = [...checkProperties(shape, news), ...checkFeature("members", news)];
  const why = unsupportedReason("admins", news.__groupType);
  if (why !== undefined && news.role === "Admin")
    failures.push({ property: "role", reason: `must not be Admin: ${why}` });
  return { inputs: news as unknown as GroupMemberInputs, failures };
}
