import { z } from "zod";
import type { CheckFailure, CheckResult, Properties } from "../../handler";
import { ownerOf } from "../../ownership/owner";
import {
  boolean,
  checkProperties,
  describeValue,
  isUnknown,
  mustBe,
  unknownValue,
  utf8,
} from "../../validation/schema";
import { typeNames } from "../group/schema/typeRules";
import { groupChildSchema } from "../groupChild/schema";
import { deriveTopicId, topicIdProblem, wholeTopicId } from "./topicId";
import type { TopicInputs } from "./types";

/** Bytes of UTF-8 (doc 49471). */
const schema = {
  ...groupChildSchema,
  __groupType: z.string().optional(),
  topicId: z.string({ error: (issue) => mustBe("text", issue.input) }).optional(),
  name: utf8(1, 30),
  introduction: utf8(0, 240).optional(),
  notification: utf8(0, 300).optional(),
  faceUrl: utf8(0, 100).optional(),
  customString: utf8(0, 3000).optional(),
  muteAllMembers: boolean().optional(),
};

/** Validates the inputs of a topic without any call, and derives its id if the program gives none. */
export function checkTopic(olds: Properties, news: Properties): CheckResult<TopicInputs> {
  const failures = checkProperties(schema, news);
  if (failures.length === 0) failures.push(...crossChecks(news));
  const topicId = failures.length === 0 ? chooseTopicId(olds, news) : news.topicId;
  const inputs = { ...news, ...(topicId !== undefined && { topicId }) };
  return { inputs: inputs as unknown as TopicInputs, failures };
}

function crossChecks({ groupId, __groupType: groupType, topicId }: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (typeof groupType === "string" && !isUnknown(groupType) && typeNames[groupType] !== "Community") {
    const reason = "must be a Community with supportTopic: no other group has topics";
    failures.push({ property: "group", reason });
  }
  if (typeof topicId === "string" && !isUnknown(topicId)) {
    const problem = topicIdProblem(topicId, isUnknown(groupId) ? undefined : String(groupId));
    if (problem) failures.push({ property: "topicId", reason: `${problem}; got ${describeValue(topicId)}` });
  }
  return failures;
}

/** Returns the declared id; otherwise the id in the state for this group, so that an alias replaces no topic; otherwise a derived id. */
function chooseTopicId(olds: Properties, news: Properties): string {
  const { groupId, topicId } = news;
  if ([groupId, topicId].some(isUnknown)) return unknownValue;
  if (typeof topicId === "string") return wholeTopicId(topicId, String(groupId));
  if (olds.groupId === groupId && typeof olds.topicId === "string" && !isUnknown(olds.topicId)) return olds.topicId;
  if ([news.__identity, news.__managedBy].some(isUnknown)) return unknownValue;
  return deriveTopicId(ownerOf(news as unknown as TopicInputs), String(groupId));
}
