import { z } from "zod";
import { argument, mustBe, oneOf, ownerSchema } from "../../validation/schema";
import { adoptPolicies } from "../group/schema/typeRules";

const groupIdText = "the id of a group: 1 to 48 bytes of printable ASCII";

/** The inputs of every child resource. The group may belong to anyone, so ids that the service generated are allowed. */
export const groupChildSchema = {
  groupId: argument(
    "group",
    z
      .string({ error: (issue) => mustBe(groupIdText, issue.input) })
      .regex(/^[\x20-\x7e]{1,48}$/, { error: (issue) => mustBe(groupIdText, issue.input) }),
  ),
  adopt: oneOf(adoptPolicies).optional(),
  ...ownerSchema,
};
