import { z } from "zod";
import type { CheckResult, Properties } from "../../handler";
import { derivedPart } from "../../ownership/derivedId";
import { type OwnerInputs, ownerOf } from "../../ownership/owner";
import { checkProperties, isUnknown, mustBe, unknownValue } from "../../validation/schema";
import { chatbotPrefix, isUserId, userSchema } from "../user/schema";
import type { UserInputs } from "../user/types";

const userIdText = `${chatbotPrefix} followed by more characters, at most 32 bytes of printable ASCII without spaces`;

const userId = z
  .string({ error: (issue) => mustBe(userIdText, issue.input) })
  .refine((text) => isUserId(text) && text.startsWith(chatbotPrefix) && text !== chatbotPrefix, {
    error: (issue) => mustBe(userIdText, issue.input),
  });

const schema = { userId: userId.optional(), ...userSchema };

/** The bytes after the prefix in a derived id, which fills the 32 bytes. */
const derivedBytes = 27;

/** Validates the inputs of a chatbot without any call, and derives its id if the program gives none. */
export function checkChatbot(olds: Properties, news: Properties): CheckResult<UserInputs> {
  const failures = checkProperties(schema, news);
  const inputs = { ...news, ...(failures.length === 0 && { userId: chooseUserId(olds, news) }) };
  return { inputs: inputs as unknown as UserInputs, failures };
}

/** Whether the id is derived from this very resource, so that no other chatbot has it. */
export function hasDerivedId(inputs: UserInputs): boolean {
  return inputs.userId === deriveUserId(inputs);
}

/** Returns the declared id; otherwise the id in the state, so that an alias replaces nothing; otherwise a derived id. */
function chooseUserId(olds: Properties, news: Properties): string {
  if (news.userId !== undefined) return String(news.userId);
  if (typeof olds.userId === "string" && !isUnknown(olds.userId)) return olds.userId;
  if ([news.__identity, news.__managedBy].some(isUnknown)) return unknownValue;
  return deriveUserId(news as unknown as OwnerInputs);
}

function deriveUserId(inputs: OwnerInputs): string {
  return `${chatbotPrefix}${derivedPart(ownerOf(inputs), ["chatbot"], derivedBytes)}`;
}
