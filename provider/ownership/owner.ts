import { createHash } from "node:crypto";

/** Who a group belongs to: one resource of one stack. */
export interface Owner {
  /** `organization/project/stack`. */
  readonly stack: string;
  /** The logical name of the resource. */
  readonly name: string;
}

/** The stack alone has no slash in its three parts; whatever follows the third one is the name. */
const written = /^([^/]+\/[^/]+\/[^/]+)\/(.+)$/s;

/** Reads `organization/project/stack/name`, as the program side passes it in `managedBy`. */
export function parseOwner(managedBy: string): Owner | undefined {
  const [, stack, name] = written.exec(managedBy) ?? [];
  return stack === undefined || name === undefined ? undefined : { stack, name };
}

export function formatOwner(owner: Owner): string {
  return `${owner.stack}/${owner.name}`;
}

export function sameOwner(a: Owner, b: Owner): boolean {
  return a.stack === b.stack && a.name === b.name;
}

/** A group id has at most 48 bytes of printable ASCII (docs 33529, 34381). */
const maxIdBytes = 48;
const hashLength = 16;
const stackLength = 12;
const communityPrefix = "@TGS#_";

export interface DerivedFrom {
  readonly owner: Owner;
  readonly type: string;
  readonly supportTopic: boolean;
}

/**
 * The id of a group for which the program gives none: `<stack>-<name>-<hash>`. It is derived and not random, so that an
 * interrupted `pulumi up` that runs again finds the group it has already made; and whoever can compute it knows whose
 * the group is. Communities carry the prefix that the service demands of them (doc 33529).
 */
export function deriveGroupId({ owner, type, supportTopic }: DerivedFrom): string {
  const [organization = "", project = "", stack = ""] = owner.stack.split("/");
  const identity = JSON.stringify([organization, project, stack, owner.name, type, supportTopic]);
  const hash = base32(createHash("sha256").update(identity).digest()).slice(0, hashLength);
  const prefix = type === "Community" ? communityPrefix : "";
  const room = maxIdBytes - prefix.length - hashLength - 2;
  const stackPart = readable(stack).slice(0, stackLength);
  const namePart = readable(owner.name).slice(0, room - stackPart.length);
  return `${prefix}${stackPart}-${namePart}-${hash}`;
}

/** Every kind of group that an id can be derived for. */
const kinds = ["Private", "Public", "ChatRoom", "AVChatRoom", "Community"].flatMap((type) =>
  type === "Community"
    ? [
        { type, supportTopic: false },
        { type, supportTopic: true },
      ]
    : [{ type, supportTopic: false }],
);

/**
 * Whether an id is the derived one of some resource of this stack. It can tell where the id holds the whole name of the
 * resource, unchanged: of names that are long or have other characters only the resource itself can tell.
 */
export function certifies(groupId: string, stack: string): boolean {
  const [, , stackName = ""] = stack.split("/");
  const start = `${readable(stackName).slice(0, stackLength)}-`;
  const own = groupId.startsWith(communityPrefix) ? groupId.slice(communityPrefix.length) : groupId;
  const name = own.slice(start.length, -hashLength - 1);
  if (!own.startsWith(start) || name === "") return false;
  return kinds.some((kind) => deriveGroupId({ owner: { stack, name }, ...kind }) === groupId);
}

/**
 * `<name>-<hash>` of at most `maxBytes` letters, digits, `_` and `-`: the part of an id that is derived from its owner and
 * what else makes it another thing.
 */
export function derivedPart(owner: Owner, identity: readonly string[], maxBytes: number): string {
  const text = JSON.stringify([...owner.stack.split("/"), owner.name, ...identity]);
  const hash = base32(createHash("sha256").update(text).digest()).slice(0, hashLength);
  const name = owner.name.replace(/[^A-Za-z0-9_]+/g, "-").slice(0, maxBytes - hashLength - 1);
  return `${name}-${hash}`;
}

function readable(text: string): string {
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
