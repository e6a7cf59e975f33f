import type { CheckFailure, CheckResult, Properties } from "../../handler";
import { customSchema, keyBytesProblem, listSchema, objectProblem } from "../../validation/objectSchema";
import { checkProperties, isUnknown, mustBe } from "../../validation/schema";
import { isMap } from "../../validation/stateSchema";
import { maxMembers } from "../group/schema/typeRules";
import { checkFeature, unsupportedReason } from "../member/features";
import { memberChildSchema, profileSchema, userIdSchema } from "../member/schema";
import type { GroupMembersInputs } from "./types";

const memberSchema = { userId: userIdSchema, ...profileSchema };
const list = listSchema(0, maxMembers, "members, each a UserID or an object with one", memberProblem);

const schema = {
  ...memberChildSchema,
  members: customSchema((value) => {
    if (isMap(value)) return mapProblem(value);
    if (!Array.isArray(value)) return mustBe("a map of UserIDs to profiles, or a list of UserIDs", value);
    return list.safeParse(value).error?.issues[0]?.message;
  }),
};

/** Validates the inputs without any call, and normalizes both forms of `members` to a map by UserID. */
export function checkGroupMembers(_olds: Properties, news: Properties): CheckResult<GroupMembersInputs> {
  const failures = checkProperties(schema, news);
  const entries = entriesOf(news.members);
  if (failures.every(({ property }) => property !== "members")) {
    failures.push(...membersFailure(duplicateProblem(entries) ?? adminProblem(entries, news.__groupType)));
  }
  failures.push(...checkFeature("members", news));
  const members = isMap(news.members) || Array.isArray(news.members) ? byKey(entries) : news.members;
  return { inputs: { ...news, members } as unknown as GroupMembersInputs, failures };
}

/** A declared member: its path in the argument, its UserID, and the rest. */
interface Entry {
  readonly path: string;
  readonly userId: unknown;
  readonly profile: unknown;
}

function entriesOf(members: unknown): readonly Entry[] {
  if (Array.isArray(members))
    return members.map((item: unknown, index) => {
      const { userId, ...profile }: Properties = isMap(item) ? item : { userId: item };
      return { path: `[${index}]`, userId, profile };
    });
  if (!isMap(members)) return [];
  return Object.entries(members).map(([userId, profile]) => ({ path: pathOf(userId), userId, profile }));
}

function pathOf(userId: string): string {
  return `[${JSON.stringify(userId)}]`;
}

/** A user that a preview does not know yet has a placeholder as key, and its UserID as a property. */
function byKey(entries: readonly Entry[]): Properties {
  return Object.fromEntries(
    entries.map(({ path, userId, profile }) =>
      typeof userId === "string" && !isUnknown(userId)
        ? [userId, profile]
        : [`not known yet ${path}`, { ...(profile as Properties), userId }],
    ),
  );
}

function memberProblem(item: unknown): string | undefined {
  const member = typeof item === "string" ? { userId: item } : item;
  const problem = objectProblem(member, memberSchema);
  if (problem !== undefined) return problem.startsWith(".") ? problem : ` ${problem}`;
  // The transport would drop it as a key.
  return (member as Properties).userId === "__proto__" ? ".userId must not be __proto__" : undefined;
}

function mapProblem(members: Properties): string | undefined {
  if (Object.getPrototypeOf(members) !== Object.prototype) return "must not have a key __proto__";
  const entries = Object.entries(members);
  if (entries.length > maxMembers) return `must have at most ${maxMembers} members; got ${entries.length}`;
  for (const [userId, profile] of entries) {
    const keyProblem = keyBytesProblem(userId, 32);
    if (keyProblem !== undefined) return keyProblem;
    const problem = isUnknown(profile) ? undefined : objectProblem(profile, profileSchema);
    if (problem !== undefined) return `${pathOf(userId)}${problem.startsWith(".") ? problem : ` ${problem}`}`;
  }
  return undefined;
}

function membersFailure(reason: string | undefined): CheckFailure[] {
  return reason === undefined ? [] : [{ property: "members", reason }];
}

function duplicateProblem(entries: readonly Entry[]): string | undefined {
  const seen = new Map<unknown, string>();
  for (const { path, userId } of entries) {
    if (userId === undefined || isUnknown(userId)) continue;
    const first = seen.get(userId);
    if (first !== undefined) return `${path}.userId must differ from that of ${first}`;
    seen.set(userId, path);
  }
  return undefined;
}

function adminProblem(entries: readonly Entry[], groupType: unknown): string | undefined {
  const reason = unsupportedReason("admins", groupType);
  const admin = entries.find(({ profile }) => isMap(profile) && profile.role === "Admin");
  return reason === undefined || admin === undefined ? undefined : `${admin.path}.role must not be Admin: ${reason}`;
}
