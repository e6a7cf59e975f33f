import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { isIdentity, type Owner } from "./owner";

/** The group attribute that holds the mark. */
export const markKey = "pulumi";

/** Our own limit. The service allows 4000 bytes for the value of an attribute, and 512 for a custom field (docs 44187-44190, 33529). */
export const maxMarkBytes = 512;

const version = 2;

/** What a mark is bound to, so that it is invalid on any other group or in any other app. */
export interface MarkBinding {
  readonly sdkAppId: number;
  readonly groupId: string;
  readonly secretKey: string;
  /**
   * The create time of the group in Unix seconds, for a mark that clients can write: a mark copied from an earlier
   * group is invalid on a new one with the same id. Undefined where clients cannot write.
   */
  readonly createTime: number | undefined;
}

/** The content of a mark. */
export interface OwnerMark {
  readonly owner: Owner;
  /** When the group expires, in Unix seconds; only groups of an ephemeral stack have this. */
  readonly expires: number | undefined;
  /** Whether a sweep leaves the group alone. Undefined: as the mark says that is on the group already. */
  readonly persist?: boolean | undefined;
}

/** What one location of a group says about its owner. Any member's client can write attributes, so the value may be anything. */
export type MarkReading =
  | { readonly state: "absent" }
  | ({ readonly state: "valid" } & OwnerMark)
  /** Copied, forged, or signed with another secret key; `owner` is the one that it names. */
  | { readonly state: "unverified"; readonly owner: Owner }
  /** A mark of another version of this package. */
  | { readonly state: "otherVersion" }
  /** Not a mark at all. */
  | { readonly state: "garbage" }
  /** The service refuses attributes for this app or group. */
  | { readonly state: "unavailable" };

interface MarkJson {
  readonly v: typeof version;
  readonly i: string;
  readonly s: string;
  readonly n: string;
  readonly c?: number;
  readonly x?: number;
  readonly p?: 1;
  readonly h: string;
}

/** Returns the value of the owner mark: compact JSON of at most 512 bytes, signed with the app's secret key. */
export function writeMark({ owner, expires, persist }: OwnerMark, binding: MarkBinding): string {
  const { identity, stack, name } = truncateOwner(owner);
  const { createTime } = binding;
  const content = {
    v: version,
    i: identity,
    s: stack,
    n: name,
    ...(createTime !== undefined && { c: createTime }),
    ...(expires !== undefined && { x: expires }),
    ...(persist === true && { p: 1 as const }),
  } as const;
  return JSON.stringify({ ...content, h: sign(content, binding) } satisfies MarkJson);
}

/** Reads a value that may be a mark or anything else. */
export function readMark(value: string | undefined, binding: MarkBinding): MarkReading {
  if (value === undefined) return { state: "absent" };
  const mark = parse(value);
  if (typeof mark === "string") return { state: mark };
  const owner = { identity: mark.i, stack: mark.s, name: mark.n };
  return isSigned(mark, binding)
    ? { state: "valid", owner, expires: mark.x, persist: mark.p === 1 }
    : { state: "unverified", owner };
}

/** Whether a text is a mark of any version: used to search the custom fields. */
export function looksLikeMark(value: string): boolean {
  return parse(value) !== "garbage";
}

/** Whether a reading is a valid mark with exactly this content. */
export function matchesMark(reading: MarkReading, { owner, expires, persist }: OwnerMark): boolean {
  if (reading.state !== "valid" || reading.expires !== expires) return false;
  if ((persist ?? reading.persist) !== reading.persist) return false;
  const { identity, stack, name } = truncateOwner(owner);
  return reading.owner.identity === identity && reading.owner.stack === stack && reading.owner.name === name;
}

/** Returns a stack name as a mark stores it. */
export function markedStack(stack: string): string {
  return truncateText(stack, maxStackBytes);
}

function parse(value: string): MarkJson | "garbage" | "otherVersion" {
  let mark: Partial<Record<keyof MarkJson, unknown>> | null;
  try {
    mark = Buffer.byteLength(value) <= 8 * maxMarkBytes ? JSON.parse(value) : null;
  } catch {
    return "garbage";
  }
  // Every version of the mark has a signature and a version.
  if (typeof mark !== "object" || !Number.isSafeInteger(mark?.v) || typeof mark?.h !== "string") return "garbage";
  if (mark.v !== version) return "otherVersion";
  // A value that we would never have written counts as no mark: its identity could be a shell command.
  if (Buffer.byteLength(value) > maxMarkBytes || typeof mark.i !== "string" || !isIdentity(mark.i)) return "garbage";
  const texts = [mark.s, mark.n].every((part) => typeof part === "string" && part !== "");
  const numbers = [mark.c, mark.x].every((part) => part === undefined || Number.isSafeInteger(part));
  return texts && numbers && (mark.p === undefined || mark.p === 1) ? (mark as MarkJson) : "garbage";
}

function isSigned(mark: MarkJson, binding: MarkBinding): boolean {
  if (mark.c !== binding.createTime) return false;
  const expected = Buffer.from(sign(mark, binding));
  const actual = Buffer.from(mark.h);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** HMAC-SHA256, truncated to 16 bytes. The signed text is a JSON array, so no two marks have the same text. */
function sign({ v, i, s, n, c, x, p }: Omit<MarkJson, "h">, { sdkAppId, groupId, secretKey }: MarkBinding): string {
  const text = JSON.stringify([
    "pulumi-tencent-chat owner mark",
    v,
    sdkAppId,
    groupId,
    i,
    s,
    n,
    c ?? null,
    x ?? null,
    ...(p === 1 ? [p] : []),
  ]);
  return createHmac("sha256", secretKey).update(text).digest().subarray(0, 16).toString("base64url");
}

/** With an identity of 64 bytes and the other fields, a mark stays within 512. */
const maxStackBytes = 180;
const maxNameBytes = 110;

function truncateOwner({ identity, stack, name }: Owner): Owner {
  return { identity, stack: markedStack(stack), name: truncateText(name, maxNameBytes) };
}

/** Returns the text; if its JSON has more than `max` bytes, its beginning and a hash of the whole. */
function truncateText(text: string, max: number): string {
  const bytes = (part: string) => Buffer.byteLength(JSON.stringify(part)) - 2;
  if (bytes(text) <= max) return text;
  const hash = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  let truncated = "";
  for (const character of text) {
    if (bytes(truncated + character) > max - hash.length - 1) break;
    truncated += character;
  }
  return `${truncated}~${hash}`;
}

/** Identifies a secret key without revealing it: 48 bits of an HMAC, stored in the state. */
export function keyIdOf(secretKey: string): string {
  return createHmac("sha256", secretKey).update("pulumi-tencent-chat key id").digest("base64url").slice(0, 8);
}
