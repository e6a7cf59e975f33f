import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Owner, sameOwner } from "./owner";

/** The group attribute that holds the mark. */
export const markKey = "pulumi";

/** Our own limit; the service allows 4000 bytes a value (docs 44187-44190). */
export const maxMarkBytes = 512;

/** What a mark is bound to, so that it means nothing on any other group or in any other app. */
export interface MarkBinding {
  readonly sdkAppId: number;
  readonly groupId: string;
  readonly secretKey: string;
  /**
   * When the group was made, in Unix seconds, for a mark that clients can write: an old one that somebody kept means
   * nothing on a group that was made anew under the same id. Undefined where clients cannot write.
   */
  readonly createTime: number | undefined;
}

/**
 * What a group says about its owner. Any member's client can write attributes, so only a mark whose signature holds
 * says anything; one that does not (copied, forged, truncated, signed with an older key) decides nothing.
 */
export type MarkReading =
  | { readonly state: "absent" }
  | {
      readonly state: "valid";
      readonly owner: MarkedOwner;
      readonly expires: number | undefined;
      /** False for one that is to be moved to where marks are kept now. */
      readonly inPlace: boolean;
    }
  /** `claims` is what it says, for messages alone. */
  | { readonly state: "unverified"; readonly claims: string | undefined }
  /** The service refuses attributes for this app or group. */
  | { readonly state: "unavailable" };

/** An owner as a mark can hold it: long stacks and names are shortened, with a hash of the whole. */
export interface MarkedOwner extends Owner {
  readonly isShortened: true;
}

/** What is marked on a group. */
export interface OwnerMark {
  readonly owner: Owner;
  /** When the group is meant to be gone, in Unix seconds; only groups of an ephemeral stack have this. */
  readonly expires: number | undefined;
}

interface MarkJson {
  readonly v: 1;
  readonly s: string;
  readonly n: string;
  readonly c?: number;
  readonly x?: number;
  readonly h: string;
}

/** The value of the owner mark: compact JSON of at most 512 bytes, signed with the app's secret key. */
export function writeMark({ owner, expires }: OwnerMark, binding: MarkBinding): string {
  const { stack, name } = shorten(owner);
  const { createTime } = binding;
  const claim = {
    v: 1,
    s: stack,
    n: name,
    ...(createTime !== undefined && { c: createTime }),
    ...(expires !== undefined && { x: expires }),
  } as const;
  return JSON.stringify({ ...claim, h: sign(claim, binding) } satisfies MarkJson);
}

/** Reads a mark, which may be anything at all. */
export function readMark(value: string | undefined, binding: MarkBinding): MarkReading {
  if (value === undefined) return { state: "absent" };
  const mark = Buffer.byteLength(value) <= maxMarkBytes ? parse(value) : undefined;
  if (mark === undefined || !holds(mark, binding)) return { state: "unverified", claims: mark?.s };
  return { state: "valid", owner: { stack: mark.s, name: mark.n, isShortened: true }, expires: mark.x, inPlace: true };
}

/** Whether a reading is a valid mark, where it should be, that says just this. */
export function says(reading: MarkReading, { owner, expires }: OwnerMark): boolean {
  return reading.state === "valid" && reading.inPlace && names(reading.owner, owner) && reading.expires === expires;
}

/** Whether a valid mark names a resource of this stack. */
export function namesStack(marked: MarkedOwner, stack: string): boolean {
  return marked.stack === shorten({ stack, name: "" }).stack;
}

/** Whether a valid mark names this owner. */
export function names(marked: MarkedOwner, owner: Owner): boolean {
  return sameOwner(marked, shorten(owner));
}

function parse(value: string): MarkJson | undefined {
  let mark: Partial<Record<keyof MarkJson, unknown>> | null;
  try {
    mark = JSON.parse(value);
  } catch {
    return undefined;
  }
  const texts = [mark?.s, mark?.n, mark?.h].every((part) => typeof part === "string");
  const numbers = [mark?.c, mark?.x].every((part) => part === undefined || Number.isSafeInteger(part));
  const whole = texts && numbers && mark?.v === 1;
  return whole ? (mark as MarkJson) : undefined;
}

function holds(mark: MarkJson, binding: MarkBinding): boolean {
  if (mark.c !== binding.createTime) return false;
  const expected = Buffer.from(sign(mark, binding));
  const given = Buffer.from(mark.h);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** HMAC-SHA256, cut to 16 bytes. The text signed is a JSON array, so no two marks can read alike. */
function sign({ v, s, n, c, x }: Omit<MarkJson, "h">, { sdkAppId, groupId, secretKey }: MarkBinding): string {
  const text = JSON.stringify(["pulumi-tencent-chat owner mark", v, sdkAppId, groupId, s, n, c ?? null, x ?? null]);
  return createHmac("sha256", secretKey).update(text).digest().subarray(0, 16).toString("base64url");
}

function shorten(owner: Owner): MarkedOwner {
  return { stack: shortened(owner.stack, 250), name: shortened(owner.name, 150), isShortened: true };
}

/** The text, or where its JSON takes more than `max` bytes, its beginning and a hash of the whole. */
function shortened(text: string, max: number): string {
  const bytes = (part: string) => Buffer.byteLength(JSON.stringify(part)) - 2;
  if (bytes(text) <= max) return text;
  const hash = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  let kept = "";
  for (const character of text) {
    if (bytes(kept + character) > max - hash.length - 1) break;
    kept += character;
  }
  return `${kept}~${hash}`;
}

/** Tells one secret key from another without telling the key: 48 bits of an HMAC, kept in the state. */
export function keyIdOf(secretKey: string): string {
  return createHmac("sha256", secretKey).update("pulumi-tencent-chat key id").digest("base64url").slice(0, 8);
}
