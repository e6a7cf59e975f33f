import type { CheckResult, PlanContext, Properties } from "../../handler";
import { markKey, maxMarkBytes } from "../../ownership/mark";
import { keyBytesProblem, mapSchema, valueBytesProblem } from "../../validation/objectSchema";
import { boolean, checkProperties, isUnknown } from "../../validation/schema";
import { groupChildSchema } from "../groupChild/schema";
import type { AttributesInputs } from "./types";

/** docs 44187 to 44190 */
const limits = { count: 16, keyBytes: 32, valueBytes: 4000, totalBytes: 16_000 } as const;

/** Validates the inputs without any call, by the limits that the service enforces with 10045 to 10048. */
export function checkAttributes(_olds: Properties, news: Properties, plan: PlanContext): CheckResult<AttributesInputs> {
  const schema = { ...groupChildSchema, attributes: attributesSchema(roomOf(plan)), exclusive: boolean().optional() };
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

function attributesSchema(room: Room) {
  return mapSchema({
    values: "texts",
    keyProblem: (key) =>
      key === markKey
        ? `key "${markKey}" holds the group's owner mark, which the provider writes: choose another key`
        : keyBytesProblem(key, limits.keyBytes),
    // Whether an attribute can be empty is not documented: it might be reported as missing forever.
    valueProblem: (value) => valueBytesProblem(value, limits.valueBytes),
    sizeProblem(entries) {
      if (entries.length > room.count) return `must have at most ${room.count} keys${room.why}; got ${entries.length}`;
      const bytes = entries.map(([key, value]) => bytesOf(key) + (isUnknown(value) ? 0 : bytesOf(value)));
      const total = bytes.reduce((sum, each) => sum + each, 0);
      // Whether the keys count is not documented: here they do.
      if (total <= room.totalBytes) return undefined;
      return `must have at most ${room.totalBytes} bytes in all keys and values${room.why}; got ${total}`;
    },
  });
}

function bytesOf(text: unknown): number {
  return Buffer.byteLength(String(text));
}
