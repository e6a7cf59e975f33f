import { z } from "zod";
import { oneOf, utf8 } from "../../validation/schema";
import { customFields } from "../group/schema/customFields";
import { groupChildSchema } from "../groupChild/schema";

/** The most and the least bytes of a UserID (doc 34385). */
export const userIdSchema = utf8(1, 32);

/** Doc 33529; values from the limits of doc 34381. Which keys there are is decided in the console. */
const customFieldLimits = { count: 5, keyBytes: 16, valueBytes: 64 } as const;

/** What a program can say of a member. */
export const profileSchema = {
  role: oneOf(["Admin", "Member"]).optional(),
  // doc 34900
  nameCard: utf8(0, 50).optional(),
  customFields: customFields(customFieldLimits).optional(),
};

/** The inputs that every part of a group has, with the type of the group where the program side passes it on. */
export const memberChildSchema = { ...groupChildSchema, __groupType: z.string().optional() };
