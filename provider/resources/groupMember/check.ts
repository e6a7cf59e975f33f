import type { CheckResult, Properties } from "../../handler";
import { checkProperties } from "../../validation";
import { groupFailures, lackOf } from "../member/features";
import { memberChildShape, profileShape, userIdShape } from "../member/shapes";
import type { GroupMemberInputs } from "./types";

const shape = { ...memberChildShape, userId: userIdShape, ...profileShape };

/** Checks the inputs without any call. */
export function checkGroupMember(_olds: Properties, news: Properties): CheckResult<GroupMemberInputs> {
  const failures = [...checkProperties(shape, news), ...groupFailures("members", news)];
  const why = lackOf("admins", news.groupType);
  if (why !== undefined && news.role === "Admin")
    failures.push({ property: "role", reason: `must not be Admin: ${why}` });
  return { inputs: news as unknown as GroupMemberInputs, failures };
}
