import { OperationError } from "../../errors";
import type { OperationContext, Properties } from "../../handler";
import { reconcile } from "../../reconcile/reconcile";
import { undefinedIfNotFound } from "../../reconcile/undefinedIfNotFound";
import { equalIgnoringOrder } from "../../reconcile/unordered";
import { isText, listOfSchema, textSchema } from "../../validation/stateSchema";
import { adoptionRefusal } from "../groupChild/parentGroup";
import type { GroupChild } from "../groupChild/types";
import { requireFeature } from "../member/features";
import { countText, listText } from "../member/listText";
import { groupIdOf } from "../topic/topicId";
import { type ActiveRestriction, diffRestrictions, managedUsers, type RestrictionDiff, usersOf } from "./diff";
import { remoteObjects, withoutObjects } from "./remoteObjects";
import type { RestrictionInputs, RestrictionKind } from "./types";
import { isExpired, isUntil, permanent, secondsOf, secondsUntil, untilSchema } from "./until";

/** Returns mutes or bans as a child resource: users who may not do something until a given time. */
export function restrictionChild(
  kind: RestrictionKind,
  check: GroupChild<RestrictionInputs>["check"],
): GroupChild<RestrictionInputs> {
  const { noun, participle } = kind;

  async function readActive(
    inputs: Pick<RestrictionInputs, "groupId" | "topicId">,
    { client, call }: OperationContext,
  ): Promise<ActiveRestriction> {
    const found = await kind.list(client, inputs, call);
    return new Map(found.map(({ userId, until }) => [userId, until]));
  }

  return {
    kind: kind.kind,
    remoteObjects: (inputs) => remoteObjects(noun, inputs),
    withoutObjects: (known, isOthers) => withoutObjects(noun, known, isOthers),
    displayName: ({ topicId }: Properties) =>
      typeof topicId === "string" ? `${noun}s in topic ${topicId}` : `${noun}s`,
    id: ({ groupId, topicId }) => topicId ?? groupId,
    // An end that a half-finished change left behind differs from every declaration, including the previous one.
    properties: ["userIds", "until", "adopt", "alsoUntil", "notAsDeclared", ...kind.properties],
    replaceOnChanges: kind.properties.filter((property) => property === "topicId"),
    stateSchema: {
      userIds: listOfSchema("UserIDs", isText),
      until: untilSchema,
      topicId: textSchema.optional(),
      notAsDeclared: listOfSchema("UserIDs", isText).optional(),
      alsoUntil: listOfSchema("ends", (end) => untilSchema.safeParse(end).success).optional(),
    },
    equals: { userIds: equalIgnoringOrder((userId) => userId) },
    check,

    async prepare(inputs, before, parent, operation) {
      requireFeature(kind.feature, `the ${noun}s`, parent.info);
      const active = await readActive(inputs, operation);
      const adopted = adoptedUsers(inputs, before, active, operation.clock.now());
      if (adopted.length > 0 && !(await parent.mayAdopt())) {
        throw adoptionRefusal(inputs, `${countText(adopted.length, noun)} of others (${listText(adopted)})`);
      }
      return () => reconcileRestrictions(kind, inputs, before, active, () => readActive(inputs, operation), operation);
    },

    async observe(known, _place, operation) {
      // A restriction that has ended counts as declared: no read, no drift.
      if (isExpired(known.until, operation.clock.now())) return known;
      const active = await undefinedIfNotFound(readActive(known, operation));
      return active && observed(known, active);
    },

    async remove(known, _place, operation) {
      const { client, call, log } = operation;
      const active = await undefinedIfNotFound(readActive(known, operation));
      if (active === undefined) {
        log.info(`The group or topic of the ${noun}s of the group ${known.groupId} is gone: nothing to end.`);
        return;
      }
      const own = managedUsers(known, active);
      const others = usersOf(known).filter((userId) => active.has(userId) && !own.includes(userId));
      if (others.length > 0) {
        log.info(
          `Left alone in the group ${known.groupId}: ${listText(others)}, since ${participle} until another time by someone else.`,
        );
      }
      if (own.length > 0) await undefinedIfNotFound(kind.end(client, known, own, call));
    },

    identify: (id) => {
      const groupId = groupIdOf(id);
      return groupId === id ? { groupId } : { groupId, topicId: id };
    },
    async discover({ groupId, topicId }, parent, operation) {
      requireFeature(kind.feature, `the ${noun}s`, parent.info);
      const place = { groupId, ...(topicId !== undefined && { topicId }) };
      const active = await undefinedIfNotFound(readActive(place, operation));
      if (active === undefined || active.size === 0) return undefined;
      return { ...place, userIds: [...active.keys()], until: commonEnd(kind, groupId, active) };
    },

    partialState,
  };
}

/** Returns the end that all restrictions have. One resource declares one end. */
function commonEnd({ kind, participle }: RestrictionKind, groupId: string, active: ActiveRestriction): string {
  const ends = [...active.values()];
  const latest = Math.max(...ends);
  const until = isUntil(permanent, latest) ? permanent : new Date(latest * 1000).toISOString();
  if (ends.every((end) => isUntil(until, end))) return until;
  throw new OperationError(
    `Cannot import the ${kind} of the group ${groupId}: its users are ${participle} until different times, and one resource declares one time. ` +
      'Declare a resource for each time, with adopt: "always", and run `pulumi up`.',
  );
}

/** Returns users who are already restricted and were not declared until now: the restriction belongs to someone else. */
function adoptedUsers(
  inputs: RestrictionInputs,
  before: RestrictionInputs | undefined,
  active: ActiveRestriction,
  now: number,
): readonly string[] {
  if (isExpired(inputs.until, now)) return [];
  const named = new Set(before === undefined ? [] : usersOf(before));
  return inputs.userIds.filter((userId) => active.has(userId) && !named.has(userId));
}

/** Moves users whose restriction is no longer as declared to `notAsDeclared`: to restore that one later adopts nothing. */
function observed(known: RestrictionInputs, active: ActiveRestriction): RestrictionInputs {
  const { notAsDeclared: _, ...inputs } = known;
  const userIds = managedUsers(known, active);
  const others = usersOf(known).filter((userId) => !userIds.includes(userId));
  return { ...inputs, userIds, ...(others.length > 0 && { notAsDeclared: others }) };
}

/**
 * Returns the state after a partial change: with the previous end and description, so that the next up has a change to
 * make, and with every end, so that a destroy knows all.
 */
function partialState({ description: _, ...inputs }: RestrictionInputs, before: RestrictionInputs): RestrictionInputs {
  const { until, description, alsoUntil = [] } = before;
  const others = new Set([...alsoUntil, inputs.until].filter((each) => each !== until));
  return {
    ...inputs,
    userIds: [...new Set([...inputs.userIds, ...usersOf(before)])],
    until,
    ...(others.size > 0 && { alsoUntil: [...others] }),
    ...(description !== undefined && { description }),
  };
}

/**
 * Reconciles the restrictions. The service counts from the moment of the call by its own clock, and reports the end by
 * it: the first reported end shows how far this machine's clock is off.
 */
function reconcileRestrictions(
  kind: RestrictionKind,
  inputs: RestrictionInputs,
  before: RestrictionInputs | undefined,
  active: ActiveRestriction,
  readActive: () => Promise<ActiveRestriction>,
  operation: OperationContext,
): Promise<void> {
  const { client, clock } = operation;
  let begun: readonly string[] = [];
  let skewSeconds = 0;
  const updateSkew = (now: ActiveRestriction) => {
    const reported = begun.map((userId) => now.get(userId)).find((end) => end !== undefined);
    if (reported === undefined || inputs.until === permanent || isUntil(inputs.until, reported)) return;
    skewSeconds += reported - secondsOf(inputs.until);
  };
  const found = diffRestrictions(inputs, before, active, clock.now());
  return reconcile(
    withNewDescription(inputs, before, found, clock.now()),
    {
      async diff() {
        const now = await readActive();
        updateSkew(now);
        return diffRestrictions(inputs, before, now, clock.now());
      },
      async apply({ begin, end }, call) {
        begun = begin;
        if (end.length > 0) await kind.end(client, inputs, end, call);
        const seconds = secondsUntil(inputs.until, clock.now(), skewSeconds);
        if (begin.length > 0) await kind.begin(client, inputs, begin, seconds, call);
      },
      notApplied: (difference) => notApplied(kind, inputs, difference),
    },
    operation,
  );
}

/** A description cannot be read back: a changed one is sent once, for all users. */
function withNewDescription(
  inputs: RestrictionInputs,
  before: RestrictionInputs | undefined,
  found: RestrictionDiff | undefined,
  now: number,
): RestrictionDiff | undefined {
  const isSame = before === undefined || before.description === inputs.description;
  return isSame || isExpired(inputs.until, now) ? found : { begin: inputs.userIds, end: found?.end ?? [] };
}

function notApplied(
  { noun, participle }: RestrictionKind,
  { groupId, until }: RestrictionInputs,
  { begin, end }: RestrictionDiff,
): OperationError {
  const lines = [
    ...(begin.length > 0 ? [`not ${participle} until ${until}: ${listText(begin)}`] : []),
    ...(end.length > 0 ? [`still ${participle}: ${listText(end)}`] : []),
  ];
  return new OperationError(
    `The group ${groupId} did not accept its ${noun}s: the service answered success, but this differs.\n  - ${lines.join("\n  - ")}\n` +
      "A client or another stack may change the same users, or the service's clock may have changed: find the cause, then run `pulumi up` again.",
  );
}
