import { z } from "zod";
import { integer, mustBe, oneOf, ownerSchema, utf8 } from "../../validation/schema";
import { adoptPolicies } from "../group/schema/typeRules";

/** Whether a user id can be one, beside the prefix of chatbots. Sources give several sets of characters: the widest is taken. */
export const userIdText = "1 to 32 bytes of printable ASCII without spaces";
export const isUserId = (text: string) => /^[\x21-\x7e]{1,32}$/.test(text);

export const chatbotPrefix = "@RBT#";

const dateText = "a date such as 1999-12-31";

const date = z
  .string({ error: (issue) => mustBe(dateText, issue.input) })
  .refine(isDate, { error: (issue) => mustBe(dateText, issue.input) });

/** Only a day that the calendar has comes back as it was written. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text >= "1000";
}

/** No page gives these numbers a range: the client SDK's are unsigned and have 32 bits. */
const uint32 = integer(0, 4_294_967_295);

/** The inputs that accounts and chatbots have. Lengths in bytes of UTF-8 (doc 34916). */
export const userSchema = {
  nick: utf8(0, 500).optional(),
  faceUrl: utf8(0, 500).optional(),
  selfSignature: utf8(0, 500).optional(),
  adopt: oneOf(adoptPolicies).optional(),
  ...ownerSchema,
};

/** What only an account has. */
export const accountSchema = {
  gender: oneOf(["Unknown", "Female", "Male"]).optional(),
  birthday: date.optional(),
  location: utf8(0, 16).optional(),
  allowType: oneOf(["NeedConfirm", "AllowAny", "DenyAny"]).optional(),
  language: uint32.optional(),
  level: uint32.optional(),
  role: uint32.optional(),
  adminForbidType: oneOf(["None", "SendOut"]).optional(),
};
