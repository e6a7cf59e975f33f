import { lookedAt } from "../../shapes";
import { aText, aTime, commonState, isMap, isText, texts } from "../../state";
import { oneOf, wrong } from "../../validation";
import { groupTypes } from "./rules";
import type { DisbandGuards } from "./types";

/** One of another type than it should have would hold whatever goes on. There may be more, of a later version. */
const guards = lookedAt((value) =>
  isMap(value) && Object.entries(guardTypes).every(([guard, type]) => [type, "undefined"].includes(typeof value[guard]))
    ? undefined
    : wrong(`an object with ${Object.keys(guardTypes).join(", ")}`, value),
);

const guardTypes: Readonly<Record<keyof DisbandGuards, string>> = {
  membersAtMost: "number",
  idleFor: "string",
  emptyOfMessages: "boolean",
};

const farewell = lookedAt((value) =>
  isMap(value) && isText(value["message"]) && (value["wait"] === undefined || isText(value["wait"]))
    ? undefined
    : wrong("an object with message, wait", value),
);

const attempt = lookedAt((value) =>
  isMap(value) && typeof value["from"] === "number" && typeof value["to"] === "number"
    ? undefined
    : wrong("an object with from, to", value),
);

/** Guards and the farewell are those of the state alone when a group is disbanded. */
export const stateSchema = {
  ...commonState,
  groupId: aText,
  type: oneOf(groupTypes),
  customFields: texts.optional(),
  disbandOnlyIf: guards.optional(),
  farewell: farewell.optional(),
  ttl: aText.optional(),
  createTime: aTime.optional(),
  attempt: attempt.optional(),
  expires: aTime.optional(),
};
