import type { CheckResult, Properties } from "../../handler";
import { checkProperties } from "../../validation/schema";
import { checkFeature, unsupportedReason } from "../member/features";
import { memberChildSchema, profileSchema, userIdSchema } from "../member/schema";
import type { GroupMemberInputs } from "./types";

const schema = { ...memberChildSchema, userId: userIdSchema, ...profileSchema };

/** Validates the inputs without any call. */
export function checkGroupMember(_olds: Properties, news: Properties): CheckResult<GroupMemberInputs> {
  const failures = [...checkProperties(schema, news), ...checkFeature("members", news)];
  const reason = unsupportedReason("admins", news.__groupType);
  if (reason !== undefined && news.role === "Admin")
    failures.push({ property: "role", reason: `must not be Admin: ${reason}` });
  return { inputs: news as unknown as GroupMemberInputs, failures };
}
