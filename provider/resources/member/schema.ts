import { z } from "zod";
import { oneOf, utf8 } from "../../validation/schema";
import { customFields } from "../group/schema/customFields";
import { groupChildSchema } from "../groupChild/schema";

/** The length of a UserID in bytes (doc 34385). */
export const userIdSchema = utf8(1, 32);

/** Doc 33529; the values are from the limits of doc 34381. The keys are declared in the console. */
const customFieldLimits = { count: 5, keyBytes: 16, valueBytes: 64 } as const;

/** The declarable properties of a member. */
export const profileSchema = {
  role: oneOf(["Admin", "Member"]).optional(),
  // doc 34900
  nameCard: utf8(0, 50).optional(),
  customFields: customFields(customFieldLimits).optional(),
};

/** The inputs of every child resource, with the type of the group if the SDK passes it. */
export const memberChildSchema = { ...groupChildSchema, __groupType: z.string().optional() };
