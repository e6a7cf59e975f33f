import type { CheckFailure, CheckResult, Properties } from "../../handler";
import { listOf, objectProblem } from "../../shapes";
import { checkProperties, isUnknown } from "../../validation";
import { mostMembers } from "../group/rules";
import { groupFailures, lackOf } from "../member/features";
import { memberChildShape, profileShape, userIdShape } from "../member/shapes";
import type { GroupMembersInputs } from "./types";

const memberShape = { userId: userIdShape, ...profileShape };

const shape = {
  ...memberChildShape,
  members: listOf(0, mostMembers, "members, each a UserID or an object with one", memberProblem),
};

/** Checks the inputs without any call, and completes them: a member that is given as a text is its UserID. */
export function checkGroupMembers(_olds: Properties, news: Properties): CheckResult<GroupMembersInputs> {
  const failures = checkProperties(shape, news);
  const members = Array.isArray(news.members) ? news.members.map(memberOf) : news.members;
  if (Array.isArray(members) && failures.every(({ property }) => property !== "members")) {
    failures.push(...membersFailure(doubleProblem(members) ?? adminProblem(members, news.groupType)));
  }
  failures.push(...groupFailures("members", news));
  return { inputs: { ...news, members } as unknown as GroupMembersInputs, failures };
}

function memberOf(item: unknown): unknown {
  return typeof item === "string" && !isUnknown(item) ? { userId: item } : item;
}

function memberProblem(item: unknown): string | undefined {
  const problem = objectProblem(memberOf(item), memberShape);
  return problem?.startsWith(".") ? problem : problem && ` ${problem}`;
}

function membersFailure(reason: string | undefined): CheckFailure[] {
  return reason === undefined ? [] : [{ property: "members", reason }];
}

function doubleProblem(members: readonly Properties[]): string | undefined {
  const seen = new Map<unknown, number>();
  for (const [index, { userId }] of members.entries()) {
    if (userId === undefined || isUnknown(userId)) continue;
    const first = seen.get(userId);
    if (first !== undefined) return `[${index}].userId must be another than that of [${first}]`;
    seen.set(userId, index);
  }
  return undefined;
}

function adminProblem(members: readonly Properties[], groupType: unknown): string | undefined {
  const why = lackOf("admins", groupType);
  const index = members.findIndex(({ role }) => role === "Admin");
  return why === undefined || index < 0 ? undefined : `[${index}].role must not be Admin: ${why}`;
}
