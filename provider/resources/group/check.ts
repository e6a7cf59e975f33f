import { z } from "zod";
import type { CheckFailure, CheckResult, PlanContext, Properties } from "../../handler";
import { derivedIdOf } from "../../ownership/groupVerdict";
import {
  boolean,
  checkProperties,
  describeValue,
  integer,
  isUnknown,
  lifetime,
  mustBe,
  mustBeOneOf,
  oneOf,
  ownerSchema,
  unknownValue,
  utf8,
} from "../../validation/schema";
import { disbandSchema, guardsProblem } from "./disband/schema";
import { customFields } from "./schema/customFields";
import {
  adoptPolicies,
  applyJoinOptions,
  customFieldLimits,
  groupIdProblem,
  inviteJoinOptions,
  maxMembers,
  textLimits,
  typeNames,
  unsupportedByType,
} from "./schema/typeRules";
import type { GroupInputs, GroupType } from "./schema/types";

const text = ({ least, most }: { least: number; most: number }) => utf8(least, most);

const schema = {
  type: z
    .string({ error: (issue) => mustBeOneOf(Object.keys(typeNames), issue.input) })
    .refine((name) => Object.hasOwn(typeNames, name), {
      error: (issue) => mustBeOneOf(Object.keys(typeNames), issue.input),
    }),
  name: text(textLimits.name),
  groupId: z.string({ error: (issue) => mustBe("1 to 48 bytes of printable ASCII", issue.input) }).optional(),
  ownerAccount: text(textLimits.ownerAccount).optional(),
  introduction: text(textLimits.introduction).optional(),
  notification: text(textLimits.notification).optional(),
  faceUrl: text(textLimits.faceUrl).optional(),
  maxMemberCount: integer(1, maxMembers).optional(),
  applyJoinOption: oneOf(applyJoinOptions).optional(),
  inviteJoinOption: oneOf(inviteJoinOptions).optional(),
  muteAllMembers: boolean().optional(),
  customFields: customFields(customFieldLimits).optional(),
  supportTopic: boolean().optional(),
  adopt: oneOf(adoptPolicies).optional(),
  ...disbandSchema,
  persist: boolean().optional(),
  __ttl: lifetime.optional(),
  ...ownerSchema,
};

/**
 * Validates the inputs of a group without any call, so that invalid input stops a preview. Normalizes the name of the
 * type, and derives an id if the program gives none.
 */
export function checkGroup(olds: Properties, news: Properties, plan: PlanContext): CheckResult<GroupInputs> {
  const failures = checkProperties(schema, news);
  const failed = new Set(failures.map(({ property }) => property));
  const type = isUnknown(news.type) || failed.has("type") ? undefined : typeNames[String(news.type)];
  for (const failure of [...crossChecks(olds, news, type), ...ownerFieldCheck(news, plan)]) {
    if (!failed.has(failure.property)) failures.push(failure);
  }
  const inputs = {
    ...news,
    ...(type && { type }),
    ...(failures.length === 0 && { groupId: chooseGroupId(olds, news, type) }),
  };
  return { inputs: inputs as unknown as GroupInputs, failures };
}

/** Checks that involve several properties: the rules of each type, and what can never be changed. */
function crossChecks(olds: Properties, news: Properties, type: GroupType | undefined): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const given = (property: string) => news[property] !== undefined && !isUnknown(news[property]);
  if (typeof news.groupId === "string" && given("groupId")) {
    const problem = groupIdProblem(news.groupId, type);
    if (problem) failures.push({ property: "groupId", reason: `${problem}; got ${describeValue(news.groupId)}` });
  }
  if (type === undefined) return failures;
  for (const [property, why] of Object.entries(unsupportedByType[type])) {
    const harmless = property === "supportTopic" && news.supportTopic === false;
    if (given(property) && !harmless)
      failures.push({ property, reason: `cannot be set on a group of type ${type}: ${why}` });
  }
  const guards = guardsProblem(news.disbandOnlyIf, type, news.supportTopic === true);
  if (guards !== undefined) failures.push({ property: "disbandOnlyIf", reason: guards });
  const isSameId = news.groupId === undefined || news.groupId === olds.groupId;
  const isSameGroup = olds.groupId !== undefined && isSameId && olds.type === type;
  const hadOwner = isSameGroup && olds.ownerAccount !== undefined && !isUnknown(olds.ownerAccount);
  if (type === "AVChatRoom" && hadOwner && given("ownerAccount") && news.ownerAccount !== olds.ownerAccount) {
    failures.push({
      property: "ownerAccount",
      // change_group_owner answers 10007 for this type.
      reason: `cannot be changed on an AVChatRoom (doc 34966): keep the current owner, or create a new group under another resource name`,
    });
  }
  return failures;
}

/** Refuses the custom field that is reserved for the owner mark. */
function ownerFieldCheck({ customFields }: Properties, { ownerField }: PlanContext): CheckFailure[] {
  const isReserved =
    ownerField !== undefined && typeof customFields === "object" && Object.hasOwn(customFields ?? {}, ownerField);
  return isReserved
    ? [
        {
          property: "customFields",
          reason: `must not have the key ${ownerField}: tencent-chat:ownerField keeps the owner mark there`,
        },
      ]
    : [];
}

/**
 * Returns the declared id; otherwise the id in the state, so that neither an alias nor a renamed stack replaces a
 * group; otherwise a derived id. A group of another type is a different group and gets its own id.
 */
function chooseGroupId(olds: Properties, news: Properties, type: GroupType | undefined): string {
  if (news.groupId !== undefined) return String(news.groupId);
  const from = ["__identity", "__managedBy", "supportTopic"].map((property) => news[property]);
  if (type === undefined || from.some(isUnknown)) return unknownValue;
  const supportTopic = news.supportTopic === true;
  const isSameKind = olds.type === type && (olds.supportTopic === true) === supportTopic;
  if (isSameKind && typeof olds.groupId === "string" && !isUnknown(olds.groupId)) return olds.groupId;
  return derivedIdOf({ ...(news as unknown as GroupInputs), type, supportTopic });
}
