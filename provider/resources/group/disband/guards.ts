import type { GroupInfo } from "../../../../chat";
import { OperationError } from "../../../errors";
import type { OperationContext } from "../../../handler";
import { groupDisplayName } from "../../../ownership/groupVerdict";
import { parseDuration } from "../../../validation/duration";
import type { DisbandGuards, GroupState } from "../schema/types";
import { overrideAdvice, overrideReason } from "./override";

/** Reads the group and throws unless its guards allow the disband. */
export type Guard = (operation: OperationContext) => Promise<void>;

/**
 * Returns the guards of a group, for one delete. They apply to every delete, including that of a replacement. They come
 * from the state, which is all that a delete sees.
 */
export function guardOf(state: GroupState): Guard {
  const guards = state.disbandOnlyIf;
  let isOverridden = guards === undefined;
  return async (operation) => {
    if (isOverridden || guards === undefined) return;
    const info = await operation.client.groups.getInfo(state.groupId, {}, operation.call);
    // Already gone: there is nothing to guard, and destroy_group will report it.
    const violated = info === undefined ? [] : violations(guards, info, operation.clock.now());
    if (violated.length === 0) return;
    if (!operation.settings.forcedGroups.includes(state.groupId)) {
      operation.program.refuseDisband(state.groupId);
      throw refusal(state, violated);
    }
    isOverridden = true;
    operation.log.info(
      `The guards of the ${groupDisplayName(state)} are overridden, ${overrideReason()}: ${violated.join("; ")}.`,
    );
  };
}

/** Returns what forbids the disband, one text for each violated guard. */
export function violations(guards: DisbandGuards, info: GroupInfo, now: number): string[] {
  const known = Object.keys(guardRules) as (keyof DisbandGuards)[];
  // The state may hold a guard of a later version.
  const unknownGuards = Object.keys(guards).filter((guard) => !Object.hasOwn(guardRules, guard));
  return [
    ...known.flatMap((guard) => guardRules[guard](guards, info, now) ?? []),
    ...unknownGuards.map((guard) => `${guard}: this version of pulumi-tencent-chat does not know it`),
  ];
}

/**
 * Returns why one guard forbids the disband; undefined if the guard is not set, or holds. A value that the service does
 * not report counts as a violation.
 */
type GuardRule = (guards: DisbandGuards, info: GroupInfo, now: number) => string | undefined;

const guardRules: Readonly<Record<keyof DisbandGuards, GuardRule>> = {
  membersAtMost({ membersAtMost: max }, { memberCount }) {
    if (max === undefined) return undefined;
    if (!isCount(memberCount))
      return `membersAtMost ${max}: the service did not report how many members it has (MemberNum)`;
    return memberCount <= max ? undefined : `membersAtMost ${max}: it has ${countText(memberCount, "member")}`;
  },

  /**
   * The times are the service's and the clock is this machine's: a fast clock makes every group seem idle for longer,
   * by as much. The service never reports its own time; a clock that is far off already fails at the UserSig.
   */
  idleFor({ idleFor }, { createTime, lastMessageTime }, now) {
    if (idleFor === undefined) return undefined;
    const required = parseDuration(idleFor);
    if (required === undefined) return `idleFor ${idleFor}: this is not a duration`;
    if (!isCount(lastMessageTime))
      return `idleFor ${idleFor}: the service did not report its last message (LastMsgTime)`;
    if (!isCount(createTime) || createTime === 0)
      return `idleFor ${idleFor}: the service did not report when it was created (CreateTime)`;
    // 0 means that it has had no message.
    const last = Math.max(createTime, lastMessageTime);
    const idle = Math.floor(now / 1000) - last;
    if (idle >= required) return undefined;
    const event = last === lastMessageTime ? "the last message came" : "it was created";
    return `idleFor ${idleFor}: ${event} ${ago(idle)}`;
  },

  /** The number of the next message starts at 1 and grows with each stored message (docs 33526, 33529); recalling one does not lower it. */
  emptyOfMessages({ emptyOfMessages }, { nextMessageNumber: next }) {
    if (emptyOfMessages !== true) return undefined;
    if (!isCount(next) || next === 0)
      return "emptyOfMessages: the service did not report whether it has had messages (NextMsgSeq)";
    return next === 1 ? undefined : `emptyOfMessages: it has had ${countText(next - 1, "message")}`;
  },
};

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function ago(seconds: number): string {
  if (seconds < 0) return "in the future by this machine's clock";
  const units = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "m"],
  ] as const;
  const [size, unit] = units.find(([least]) => seconds >= 2 * least) ?? [1, "s"];
  return `${Math.floor(seconds / size)}${unit} ago`;
}

function refusal(state: GroupState, violated: readonly string[]): OperationError {
  const concernsMessages = violated.some((text) => !text.startsWith("membersAtMost"));
  // Doc 33526 counts ordinary messages only. What updates the time of the last message is not documented.
  const farewellNote =
    concernsMessages && state.farewell !== undefined
      ? "\nIf no member wrote a message: it is not documented whether the service counts a farewell as one."
      : "";
  return new OperationError(
    `Refused to disband the ${groupDisplayName(state)}: its disbandOnlyIf is not satisfied.\n${violated.map((text) => `  - ${text}`).join("\n")}${farewellNote}\n` +
      `It was not disbanded. ${overrideAdvice(state.groupId)}`,
  );
}
