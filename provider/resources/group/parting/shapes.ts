import { z } from "zod";
import type { Properties } from "../../../handler";
import { checkProperties, duration, flag, integer, lifetime, utf8, wrong } from "../../../validation";
import { guardsNotFor, mostMembers } from "../rules";
import type { GroupType } from "../types";

/** The guards and the farewell of a group, as inputs. */
export const partingShape = {
  disbandOnlyIf: objectOf(
    {
      membersAtMost: integer(0, mostMembers).optional(),
      idleFor: lifetime.optional(),
      emptyOfMessages: flag().optional(),
    },
    // One that guards nothing is a mistake, such as a setting that is not there.
    { empty: false },
  ),
  farewell: objectOf({
    // Sources give 8 and 12 KB for a message (docs 33526, 34959), and the page of notifications nothing (doc 34958).
    message: utf8(1, 8_000),
    wait: duration(0, 300).optional(),
  }),
};

/** Why a group of this type cannot have these guards; undefined: nothing speaks against them. */
export function guardsProblem(guards: unknown, type: GroupType, withTopics: boolean): string | undefined {
  if (typeof guards !== "object" || guards === null) return undefined;
  const reasons = guardsNotFor[type === "Community" && withTopics ? "CommunityWithTopics" : type] ?? {};
  const [guard, why] = Object.entries(reasons).find(([name]) => Object.hasOwn(guards, name)) ?? [];
  return guard === undefined ? undefined : `cannot have ${guard} here: ${why}`;
}

/** An object that may be left out, each of its properties checked by itself; what is not known yet is left alone. */
function objectOf(shape: Readonly<Record<string, z.ZodType>>, { empty = true } = {}) {
  const names = Object.keys(shape).join(", ");
  return z.unknown().superRefine((value, context) => {
    const problem = value === undefined ? undefined : problemOf(value);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

  function problemOf(value: unknown): string | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return wrong(`an object with ${names}`, value);
    const keys = Object.keys(value);
    const stranger = keys.find((key) => !Object.hasOwn(shape, key));
    if (stranger !== undefined) return `has no property ${JSON.stringify(stranger.slice(0, 40))}: it has ${names}`;
    if (keys.length === 0 && !empty) return `must have at least one of ${names}`;
    const [failure] = checkProperties(shape, value as Properties);
    return failure && `${failure.property} ${failure.reason}`;
  }
}
