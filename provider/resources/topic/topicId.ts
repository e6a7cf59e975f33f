import { derivedPart } from "../../ownership/derivedId";
import type { Owner } from "../../ownership/owner";

/** doc 33529 */
const mostBytes = 96;
const mark = "@TOPIC#_";

/** What comes after the mark in a derived id: with the longest group id of 48 bytes, it fills the 96. */
const derivedBytes = 40;

/** `<groupId>@TOPIC#_<name>-<hash>`: whoever can compute it knows whose the topic is. */
export function deriveTopicId(owner: Owner, groupId: string): string {
  return `${groupId}${mark}${derivedPart(owner, [groupId], derivedBytes)}`;
}

/** The whole id of a topic that a program names by its own part or by the whole id. */
export function wholeTopicId(given: string, groupId: string): string {
  return given.startsWith(`${groupId}${mark}`) ? given : `${groupId}${mark}${given}`;
}

/** What is wrong with the id of a topic, be it the own part or the whole; undefined: nothing. */
export function topicIdProblem(given: string, groupId: string | undefined): string | undefined {
  const start = `${groupId ?? ""}${mark}`;
  const isWhole = groupId === undefined ? given.includes(mark) : given.startsWith(start);
  const own = isWhole ? given.slice(given.indexOf(mark) + mark.length) : given;
  if (own === "" || !/^[\x20-\x7e]+$/.test(given)) return "must be printable ASCII, at least 1 byte after @TOPIC#_";
  if (own.includes("@TOPIC#") || own.includes("@TGS#")) {
    return "must be what comes after <group id>@TOPIC#_, or all of it, of this very group, and hold no other @TOPIC# or @TGS#";
  }
  const bytes = groupId === undefined ? given.length : start.length + own.length;
  return bytes > mostBytes
    ? `must have at most ${mostBytes} bytes with <group id>@TOPIC#_; it has ${bytes}`
    : undefined;
}
