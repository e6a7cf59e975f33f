import { createHash } from "node:crypto";

/** A group id has at most 48 bytes of printable ASCII (docs 33529, 34381). */
const maxIdBytes = 48;
const hashLength = 16;
const stackLength = 12;
const communityPrefix = "@TGS#_";

/** Part of every hash: a change of the derivation needs a new version. */
const format = "pulumi-tencent-chat id 2";

export interface DerivedFrom {
  readonly identity: string;
  /** The name of the stack alone, as a readable part of the id. */
  readonly stack: string;
  /** The logical name of the resource. */
  readonly name: string;
  readonly type: string;
  readonly supportTopic: boolean;
  /** Whether the group is declared in an ephemeral stack. */
  readonly isEphemeral: boolean;
}

/**
 * Returns the id of a group whose program declares none: `<stack>-<name>-<hash>`. It is derived, not random, so that an
 * interrupted `pulumi up` finds the group it created when it runs again. No one else can compute it, because no one
 * else has the identity. The first half of the hash certifies the identity alone, so that a sweep can verify it without
 * the name. Communities get the prefix that the service requires (doc 33529).
 */
export function deriveGroupId({ identity, stack, name, type, supportTopic, isEphemeral }: DerivedFrom): string {
  const hash = certificate(identity, isEphemeral) + halfHash([identity, name, type, supportTopic]);
  const prefix = type === "Community" ? communityPrefix : "";
  const nameBytes = maxIdBytes - prefix.length - hashLength - 2;
  const stackPart = toReadable(stack).slice(0, stackLength);
  const namePart = toReadable(name).slice(0, nameBytes - stackPart.length);
  return `${prefix}${stackPart}-${namePart}-${hash}`;
}

/** Whether an id was derived by a program with this identity, for an ephemeral group. */
export function certifiesEphemeral(groupId: string, identity: string): boolean {
  return isDerivedBy(groupId, identity, true);
}

/** Whether an id was derived by a program with this identity. */
export function certifiesIdentity(groupId: string, identity: string): boolean {
  return [true, false].some((isEphemeral) => isDerivedBy(groupId, identity, isEphemeral));
}

function isDerivedBy(groupId: string, identity: string, isEphemeral: boolean): boolean {
  return derivedIdPattern.test(groupId) && groupId.slice(-hashLength).startsWith(certificate(identity, isEphemeral));
}

/**
 * Whether an id looks like a derived id of a stack with this name. It proves nothing.
 *
 * @param stack the name of the stack alone; from the first `*` on, any text
 */
export function looksDerived(groupId: string, stack: string): boolean {
  const id = groupId.startsWith(communityPrefix) ? groupId.slice(communityPrefix.length) : groupId;
  const [known = "", ...rest] = stack.split("*");
  const prefix = toReadable(known).slice(0, stackLength);
  return derivedIdPattern.test(id) && id.startsWith(rest.length === 0 ? `${prefix}-` : prefix);
}

const derivedIdPattern = /-[a-z2-7]{16}$/;

/**
 * Returns `<name>-<hash>` of at most `maxBytes` letters, digits, `_` and `-`: the part of an id that is derived from
 * the owner and from what else distinguishes the object.
 */
export function derivedPart(
  { identity, name }: { readonly identity: string; readonly name: string },
  distinction: readonly string[],
  maxBytes: number,
): string {
  const hash = base32(sha256([identity, name, ...distinction])).slice(0, hashLength);
  return `${name.replace(/[^A-Za-z0-9_]+/g, "-").slice(0, maxBytes - hashLength - 1)}-${hash}`;
}

function certificate(identity: string, isEphemeral: boolean): string {
  return halfHash([identity, isEphemeral ? "ephemeral" : "lasting"]);
}

function halfHash(parts: readonly unknown[]): string {
  return base32(sha256(parts)).slice(0, hashLength / 2);
}

function sha256(parts: readonly unknown[]): Uint8Array {
  return createHash("sha256")
    .update(JSON.stringify([format, ...parts]))
    .digest();
}

function toReadable(text: string): string {
  return text.replace(/[^A-Za-z0-9_.]+/g, "-");
}

/** RFC 4648 base32 in lower case: 5 bits a character, safe in ids that people read aloud. */
function base32(bytes: Uint8Array): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  let text = "";
  let pending = 0;
  let bits = 0;
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((pending >> (bits - 5)) & 31);
  }
  return text;
}
