import { z } from "zod";
import type { CheckResult, PlanContext, Properties } from "../../handler";
import { markKey, maxMarkBytes } from "../../ownership/mark";
import { checkProperties, describe, flag, isUnknown, wrong } from "../../validation";
import { childShape } from "../child/shape";
import type { AttributesInputs } from "./types";

/** docs 44187 to 44190 */
const limits = { count: 16, keyBytes: 32, valueBytes: 4000, totalBytes: 16_000 } as const;

/** Checks the inputs without any call, by the limits that the service answers with 10045 to 10048. */
export function checkAttributes(_olds: Properties, news: Properties, plan: PlanContext): CheckResult<AttributesInputs> {
  const attributes = z.unknown().superRefine((given, context) => {
    const problem = attributesProblem(given, roomOf(plan));
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });
  const shape = { ...childShape, attributes, exclusive: flag().optional() };
  return { inputs: news as unknown as AttributesInputs, failures: checkProperties(shape, news) };
}

interface Room {
  readonly count: number;
  readonly totalBytes: number;
  /** Why it is less than the service allows; empty where it is not. */
  readonly why: string;
}

/** An owner mark that is an attribute takes one key, and its bytes. */
function roomOf({ ownerField }: PlanContext): Room {
  const { count, totalBytes } = limits;
  if (ownerField !== undefined) return { count, totalBytes, why: "" };
  const left = totalBytes - Buffer.byteLength(markKey) - maxMarkBytes;
  return { count: count - 1, totalBytes: left, why: " (the owner mark of the group takes the rest)" };
}

/** Looked at as it came: a record type would check a copy, without the prototype that a key `__proto__` leaves behind. */
function attributesProblem(given: unknown, room: Room): string | undefined {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return wrong("a map of keys to texts", given);
  if (Object.getPrototypeOf(given) !== Object.prototype) return "must not have a key __proto__";
  const entries = Object.entries(given);
  for (const [key, value] of entries) {
    const problem = keyProblem(key) ?? (isUnknown(value) ? undefined : valueProblem(value));
    if (problem !== undefined) return `key ${JSON.stringify(key.slice(0, 40))} ${problem}`;
  }
  if (entries.length > room.count) return `must have at most ${room.count} keys${room.why}; got ${entries.length}`;
  const bytes = entries.map(([key, value]) => bytesOf(key) + (isUnknown(value) ? 0 : bytesOf(value)));
  const total = bytes.reduce((sum, each) => sum + each, 0);
  // Whether the keys count, too, no page says: here they do.
  return total > room.totalBytes
    ? `must have at most ${room.totalBytes} bytes in all keys and values${room.why}; got ${total}`
    : undefined;
}

function keyProblem(key: string): string | undefined {
  if (key === markKey) return "is where the group's owner mark is, which pulumi writes: choose another key";
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > limits.keyBytes) return `must have 1 to ${limits.keyBytes} bytes (UTF-8); it has ${bytes}`;
  return key.isWellFormed() ? undefined : notWellFormed;
}

/** The value itself is not repeated: attributes may hold what others should not read. */
function valueProblem(value: unknown): string | undefined {
  const allowed = `must have a text of 1 to ${limits.valueBytes} bytes`;
  if (typeof value !== "string") return `${allowed}; got ${describe(value)}`;
  const bytes = Buffer.byteLength(value);
  // Whether an attribute can be empty no page says: it might be missing ever after.
  if (bytes < 1 || bytes > limits.valueBytes) return `${allowed} (UTF-8); got ${bytes} bytes`;
  return value.isWellFormed() ? undefined : notWellFormed;
}

const notWellFormed = "must be well-formed Unicode: it holds half a surrogate pair";

function bytesOf(text: unknown): number {
  return Buffer.byteLength(String(text));
}
