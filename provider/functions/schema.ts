import { z } from "zod";
import { mustBe, oneOf, utf8 } from "../validation/schema";

/** At most 48 bytes (doc 33529). */
export const groupId = utf8(1, 48);

/** At most 32 bytes (doc 34385). */
export const userId = utf8(1, 32);

/** Includes both names of the two types that have two. */
export const groupType = oneOf(["Private", "Work", "Public", "ChatRoom", "Meeting", "AVChatRoom", "Community"]);

export function uniqueList(item: z.ZodType, what: string) {
  return z.array(item, { error: (issue) => mustBe(`a list of ${what}`, issue.input) });
}
