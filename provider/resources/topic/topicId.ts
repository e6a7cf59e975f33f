import { derivedPart } from "../../ownership/derivedId";
import type { Owner } from "../../ownership/owner";

/** doc 33529 */
const maxBytes = 96;
const separator = "@TOPIC#_";

/** The bytes after the mark in a derived id: with the longest group id of 48 bytes, it fills the 96. */
const derivedBytes = 40;

/** Returns `<groupId>@TOPIC#_<name>-<hash>`. Only the owner can compute it, so it proves who owns the topic. */
export function deriveTopicId(owner: Owner, groupId: string): string {
  return `${groupId}${separator}${derivedPart(owner, [groupId], derivedBytes)}`;
}

/** Returns the whole id of a topic whose program gives either the whole id or the part after the group's. */
export function wholeTopicId(given: string, groupId: string): string {
  return given.startsWith(`${groupId}${separator}`) ? given : `${groupId}${separator}${given}`;
}

/** Returns the id of the group, which a whole topic id begins with. */
export function groupIdOf(topicId: string): string {
  const end = topicId.indexOf(separator);
  return end === -1 ? topicId : topicId.slice(0, end);
}

/** Returns why a topic id, whole or without the group's part, is invalid; undefined if it is valid. */
export function topicIdProblem(given: string, groupId: string | undefined): string | undefined {
  const start = `${groupId ?? ""}${separator}`;
  const isWhole = groupId === undefined ? given.includes(separator) : given.startsWith(start);
  const ownPart = isWhole ? given.slice(given.indexOf(separator) + separator.length) : given;
  if (ownPart === "" || !/^[\x20-\x7e]+$/.test(given)) return "must be printable ASCII, at least 1 byte after @TOPIC#_";
  if (ownPart.includes("@TOPIC#") || ownPart.includes("@TGS#")) {
    return "must be the part after <group id>@TOPIC#_, or the whole id with this very group, without another @TOPIC# or @TGS#";
  }
  const bytes = groupId === undefined ? given.length : start.length + ownPart.length;
  return bytes > maxBytes ? `must have at most ${maxBytes} bytes with <group id>@TOPIC#_; it has ${bytes}` : undefined;
}
