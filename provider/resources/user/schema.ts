import { z } from "zod";
import { integer, mustBe, oneOf, ownerSchema, utf8 } from "../../validation/schema";
import { adoptPolicies } from "../group/schema/typeRules";

/** The format of a user id, apart from the prefix of chatbots. Sources give several sets of characters: the widest is used. */
export const userIdText = "1 to 32 bytes of printable ASCII without spaces";
export const isUserId = (text: string) => /^[\x21-\x7e]{1,32}$/.test(text);

export const chatbotPrefix = "@RBT#";

const dateText = "a date such as 1999-12-31";

const date = z
  .string({ error: (issue) => mustBe(dateText, issue.input) })
  .refine(isDate, { error: (issue) => mustBe(dateText, issue.input) });

/** Only a day that exists in the calendar survives the round trip. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text >= "1000";
}

/** The range of these numbers is not documented; in the client SDK they are unsigned 32-bit integers. */
const uint32 = integer(0, 4_294_967_295);

/** The inputs of both accounts and chatbots. Lengths in bytes of UTF-8 (doc 34916). */
export const userSchema = {
  nick: utf8(0, 500).optional(),
  faceUrl: utf8(0, 500).optional(),
  selfSignature: utf8(0, 500).optional(),
  adopt: oneOf(adoptPolicies).optional(),
  ...ownerSchema,
};

/** The inputs of accounts alone. */
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
