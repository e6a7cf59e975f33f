import { z } from "zod";
import { customSchema } from "../../../validation/objectSchema";
import { mustBe, oneOf } from "../../../validation/schema";
import {
  commonStateSchema,
  isMap,
  isText,
  textMapSchema,
  textSchema,
  timeSchema,
} from "../../../validation/stateSchema";
import { groupTypes } from "./typeRules";
import type { DisbandGuards } from "./types";

/** A guard of the wrong type would always hold. There may be unknown guards, from a later version. */
const guards = customSchema((value) =>
  isMap(value) && Object.entries(guardTypes).every(([guard, type]) => [type, "undefined"].includes(typeof value[guard]))
    ? undefined
    : mustBe(`an object with ${Object.keys(guardTypes).join(", ")}`, value),
);

const guardTypes: Readonly<Record<keyof DisbandGuards, string>> = {
  membersAtMost: "number",
  idleFor: "string",
  emptyOfMessages: "boolean",
};

const farewell = customSchema((value) =>
  isMap(value) && isText(value["message"]) && (value["wait"] === undefined || isText(value["wait"]))
    ? undefined
    : mustBe("an object with message, wait", value),
);

const attempt = customSchema((value) =>
  isMap(value) && typeof value["from"] === "number" && typeof value["to"] === "number"
    ? undefined
    : mustBe("an object with from, to", value),
);

/** A disband uses the guards and the farewell of the state alone. */
export const stateSchema = {
  ...commonStateSchema,
  groupId: textSchema,
  type: oneOf(groupTypes),
  customFields: textMapSchema.optional(),
  disbandOnlyIf: guards.optional(),
  farewell: farewell.optional(),
  persist: z.boolean().optional(),
  __ttl: textSchema.optional(),
  createTime: timeSchema.optional(),
  attempt: attempt.optional(),
  expires: timeSchema.optional(),
};
