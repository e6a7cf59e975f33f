import { objectSchema } from "../../../validation/objectSchema";
import { boolean, duration, integer, lifetime, utf8 } from "../../../validation/schema";
import { maxMembers, unsupportedGuards } from "../schema/typeRules";
import type { GroupType } from "../schema/types";

/** The guards and the farewell of a group, as inputs. */
export const disbandSchema = {
  disbandOnlyIf: objectSchema(
    {
      membersAtMost: integer(0, maxMembers).optional(),
      idleFor: lifetime.optional(),
      emptyOfMessages: boolean().optional(),
    },
    // An empty one is a mistake, such as a misspelt or missing setting.
    { empty: false },
  ),
  farewell: objectSchema({
    // Sources give 8 and 12 KB for a message (docs 33526, 34959); the page of notifications gives no limit (doc 34958).
    message: utf8(1, 8_000),
    wait: duration(0, 300).optional(),
  }),
};

/** Returns why a group of this type cannot have these guards; undefined if it can. */
export function guardsProblem(guards: unknown, type: GroupType, withTopics: boolean): string | undefined {
  if (typeof guards !== "object" || guards === null) return undefined;
  const reasons = unsupportedGuards[type === "Community" && withTopics ? "CommunityWithTopics" : type] ?? {};
  const [guard, why] = Object.entries(reasons).find(([name]) => Object.hasOwn(guards, name)) ?? [];
  return guard === undefined ? undefined : `cannot have ${guard} here: ${why}`;
}
