import type { GroupType } from "./groupTypes";

const MAX_BYTES = 48;
const PRINTABLE = /^[\x20-\x7e]+$/;
const RESERVED = "@TGS#";
const COMMUNITY = "@TGS#_";

/** Returns whether this can be a group id, generated or chosen by a caller: printable ASCII, 1 to 48 bytes (doc 33529). */
export function isGroupId(id: string): boolean {
  return id.length <= MAX_BYTES && PRINTABLE.test(id);
}

/** Returns why a caller may not choose this id for a group of this type; undefined if allowed (doc 33529). */
export function customIdProblem(id: string, type: GroupType): string | undefined {
  if (!isGroupId(id)) return `GroupId must be 1 to ${MAX_BYTES} printable ASCII characters`;
  if (type === "Community")
    return id.startsWith(COMMUNITY) && id.length > COMMUNITY.length
      ? undefined
      : `the GroupId of a community must start with ${COMMUNITY}`;
  return id.startsWith(RESERVED) ? `GroupId must not start with ${RESERVED}` : undefined;
}

/** Returns an id like those that the service generates (prefix: doc 33529; the remaining form is from samples). */
export function generatedId(type: GroupType, unique: string): string {
  if (type === "Community") return `${COMMUNITY}${RESERVED}c${unique}`;
  return `${RESERVED}${type === "AVChatRoom" ? "a" : "2"}${unique}`;
}
