import type { CheckFailure, CheckResult, Properties } from "../../handler";
import { listSchema, objectProblem } from "../../validation/objectSchema";
import { checkProperties, isUnknown } from "../../validation/schema";
import { maxMembers } from "../group/schema/typeRules";
import { checkFeature, unsupportedReason } from "../member/features";
import { memberChildSchema, profileSchema, userIdSchema } from "../member/schema";
import type { GroupMembersInputs } from "./types";

const memberSchema = { userId: userIdSchema, ...profileSchema };

const schema = {
  ...memberChildSchema,
  members: listSchema(0, maxMembers, "members, each a UserID or an object with one", memberProblem),
};

/** Validates the inputs without any call, and normalizes them: a text in `members` is a UserID. */
export function checkGroupMembers(_olds: Properties, news: Properties): CheckResult<GroupMembersInputs> {
  const failures = checkProperties(schema, news);
  const members = Array.isArray(news.members) ? news.members.map(memberOf) : news.members;
  if (Array.isArray(members) && failures.every(({ property }) => property !== "members")) {
    failures.push(...membersFailure(duplicateProblem(members) ?? adminProblem(members, news.__groupType)));
  }
  failures.push(...checkFeature("members", news));
  return { inputs: { ...news, members } as unknown as GroupMembersInputs, failures };
}

function memberOf(item: unknown): unknown {
  return typeof item === "string" && !isUnknown(item) ? { userId: item } : item;
}

function memberProblem(item: unknown): string | undefined {
  const problem = objectProblem(memberOf(item), memberSchema);
  return problem?.startsWith(".") ? problem : problem && ` ${problem}`;
}

function membersFailure(reason: string | undefined): CheckFailure[] {
  return reason === undefined ? [] : [{ property: "members", reason }];
}

function duplicateProblem(members: readonly Properties[]): string | undefined {
  const seen = new Map<unknown, number>();
  for (const [index, { userId }] of members.entries()) {
    if (userId === undefined || isUnknown(userId)) continue;
    const first = seen.get(userId);
    if (first !== undefined) return `[${index}].userId must differ from that of [${first}]`;
    seen.set(userId, index);
  }
  return undefined;
}

function adminProblem(members: readonly Properties[], groupType: unknown): string | undefined {
  const reason = unsupportedReason("admins", groupType);
  const index = members.findIndex(({ role }) => role === "Admin");
  return reason === undefined || index < 0 ? undefined : `[${index}].role must not be Admin: ${reason}`;
}
