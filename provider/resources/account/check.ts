import { z } from "zod";
import type { CheckResult, Properties } from "../../handler";
import { checkProperties, flag, wrong } from "../../validation";
import { chatbotPrefix, isUserId, personShape, userIdText, userShape } from "./shape";
import type { AccountInputs } from "./types";

const userId = z
  .string({ error: (issue) => wrong(userIdText, issue.input) })
  .refine(isUserId, { error: (issue) => wrong(userIdText, issue.input) })
  .refine((text) => !text.startsWith(chatbotPrefix), {
    error: () => `must not start with ${chatbotPrefix}, which chatbots have: declare a Chatbot instead`,
  });

const shape = { userId, ...userShape, ...personShape, requireDelete: flag().optional() };

/** Checks the inputs of an account without any call. */
export function checkAccount(_olds: Properties, news: Properties): CheckResult<AccountInputs> {
  return { inputs: news as unknown as AccountInputs, failures: checkProperties(shape, news) };
}
