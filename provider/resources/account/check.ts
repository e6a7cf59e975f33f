import { z } from "zod";
import type { CheckResult, Properties } from "../../handler";
import { boolean, checkProperties, mustBe } from "../../validation/schema";
import { accountSchema, chatbotPrefix, isUserId, userIdText, userSchema } from "../user/schema";
import type { AccountInputs } from "../user/types";

const userId = z
  .string({ error: (issue) => mustBe(userIdText, issue.input) })
  .refine(isUserId, { error: (issue) => mustBe(userIdText, issue.input) })
  .refine((text) => !text.startsWith(chatbotPrefix), {
    error: () => `must not start with ${chatbotPrefix}, which is reserved for chatbots: declare a Chatbot instead`,
  });

const schema = { userId, ...userSchema, ...accountSchema, requireDelete: boolean().optional() };

/** Validates the inputs of an account without any call. */
export function checkAccount(_olds: Properties, news: Properties): CheckResult<AccountInputs> {
  return { inputs: news as unknown as AccountInputs, failures: checkProperties(schema, news) };
}
