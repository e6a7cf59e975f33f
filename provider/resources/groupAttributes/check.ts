import { z } from "zod";
import type { CheckResult, PlanContext, Properties } from "../../handler";
import { markKey, maxMarkBytes } from "../../ownership/mark";
import { boolean, checkProperties, describeValue, isUnknown, mustBe, textSize } from "../../validation/schema";
import { groupChildSchema } from "../groupChild/schema";
import type { AttributesInputs } from "./types";

/** docs 44187 to 44190 */
const limits = { count: 16, keyBytes: 32, valueBytes: 4000, totalBytes: 16_000 } as const;

/** Validates the inputs without any call, by the limits that the service enforces with 10045 to 10048. */
export function checkAttributes(_olds: Properties, news: Properties, plan: PlanContext): CheckResult<AttributesInputs> {
  const attributes = z.unknown().superRefine((given, context) => {
    const problem = attributesProblem(given, roomOf(plan));
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });
  const schema = { ...groupChildSchema, attributes, exclusive: boolean().optional() };
  return { inputs: news as unknown as AttributesInputs, failures: checkProperties(schema, news) };
}

interface Room {
  readonly count: number;
  readonly totalBytes: number;
  /** Why it is less than the service allows; empty if it is not. */
  readonly why: string;
}

/** Returns the room that is left: an owner mark in an attribute takes one key, and its bytes. */
function roomOf({ ownerField }: PlanContext): Room {
  const { count, totalBytes } = limits;
  if (ownerField !== undefined) return { count, totalBytes, why: "" };
  const left = totalBytes - Buffer.byteLength(markKey) - maxMarkBytes;
  return { count: count - 1, totalBytes: left, why: " (the owner mark of the group takes the rest)" };
}

/** Checks the object itself: a record type would check a copy, without the prototype that a key `__proto__` leaves behind. */
function attributesProblem(given: unknown, room: Room): string | undefined {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return mustBe("a map of keys to texts", given);
  if (Object.getPrototypeOf(given) !== Object.prototype) return "must not have a key __proto__";
  const entries = Object.entries(given);
  for (const [key, value] of entries) {
    const problem = isUnknown(value) ? undefined : valueProblem(value);
    const problemText = keyProblem(key) ?? (problem && `key ${JSON.stringify(key)} ${problem}`);
    if (problemText !== undefined) return problemText;
  }
  if (entries.length > room.count) return `must have at most ${room.count} keys${room.why}; got ${entries.length}`;
  const bytes = entries.map(([key, value]) => bytesOf(key) + (isUnknown(value) ? 0 : bytesOf(value)));
  const total = bytes.reduce((sum, each) => sum + each, 0);
  // Whether the keys count is not documented: here they do.
  return total > room.totalBytes
    ? `must have at most ${room.totalBytes} bytes in all keys and values${room.why}; got ${total}`
    : undefined;
}

function keyProblem(key: string): string | undefined {
  if (key === markKey)
    return `key "${markKey}" holds the group's owner mark, which the provider writes: choose another key`;
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > limits.keyBytes)
    return `must have keys of 1 to ${limits.keyBytes} bytes (UTF-8); got one of ${textSize(key)}`;
  return key.isWellFormed()
    ? undefined
    : `must have keys that are ${wellFormed}: one of ${bytes} bytes holds half a surrogate pair`;
}

function valueProblem(value: unknown): string | undefined {
  const bytes = typeof value === "string" ? Buffer.byteLength(value) : 0;
  // Whether an attribute can be empty is not documented: it might be reported as missing forever.
  if (typeof value !== "string" || bytes < 1 || bytes > limits.valueBytes)
    return `must have text of 1 to ${limits.valueBytes} bytes (UTF-8); got ${describeValue(value)}`;
  return value.isWellFormed() ? undefined : `must have ${wellFormed}: it holds half a surrogate pair`;
}

const wellFormed = "well-formed Unicode";

function bytesOf(text: unknown): number {
  return Buffer.byteLength(String(text));
}
