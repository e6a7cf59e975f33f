import type { GroupInfo } from "../../../../chat";
import { OperationError } from "../../../errors";
import type { OperationContext } from "../../../handler";
import { groupDisplayName } from "../../../ownership/groupVerdict";
import { parseDuration } from "../../../validation/duration";
import type { DisbandGuards, GroupState } from "../schema/types";
import { forcedText, overrideAdvice } from "./override";

/** Looks at the group as it is now, and throws unless its guards let it go. */
export type Guard = (operation: OperationContext) => Promise<void>;

/**
 * The guards of a group, for one delete. They count for every delete, also that of a replacement, and are read from the
 * state, which is all that a delete sees.
 */
export function guardOf(state: GroupState): Guard {
  const guards = state.disbandOnlyIf;
  let overridden = guards === undefined;
  return async (operation) => {
    if (overridden || guards === undefined) return;
    const info = await operation.client.groups.getInfo(state.groupId, {}, operation.call);
    // Gone already: there is nothing to guard, and destroy_group is to say so.
    const found = info === undefined ? [] : violations(guards, info, operation.clock.now());
    if (found.length === 0) return;
    if (!operation.settings.forcedGroups.includes(state.groupId)) {
      operation.program.refuseDisband(state.groupId);
      throw refusal(state, found);
    }
    overridden = true;
    operation.log.info(
      `The guards of the ${groupDisplayName(state)} are overridden, ${forcedText()}: ${found.join("; ")}.`,
    );
  };
}

/** What speaks against disbanding the group, a text for each guard. */
export function violations(guards: DisbandGuards, info: GroupInfo, now: number): string[] {
  const known = Object.keys(guardRules) as (keyof DisbandGuards)[];
  // A later version may have put a guard into the state that this one knows nothing of.
  const strange = Object.keys(guards).filter((guard) => !Object.hasOwn(guardRules, guard));
  return [
    ...known.flatMap((guard) => guardRules[guard](guards, info, now) ?? []),
    ...strange.map((guard) => `${guard}: this version of pulumi-tencent-chat does not know it`),
  ];
}

/** What speaks against it by one guard; undefined where the guard is not set, or holds. What the service does not tell speaks against it. */
type GuardRule = (guards: DisbandGuards, info: GroupInfo, now: number) => string | undefined;

const guardRules: Readonly<Record<keyof DisbandGuards, GuardRule>> = {
  membersAtMost({ membersAtMost: most }, { memberCount }) {
    if (most === undefined) return undefined;
    if (!isCount(memberCount))
      return `membersAtMost ${most}: the service did not say how many members it has (MemberNum)`;
    return memberCount <= most ? undefined : `membersAtMost ${most}: it has ${counted(memberCount, "member")}`;
  },

  /**
   * The times are the service's and the clock is this machine's: one that is ahead makes every group seem idle for longer,
   * by as much. No answer tells the service's time; a clock that is far off already fails at the UserSig.
   */
  idleFor({ idleFor }, { createTime, lastMessageTime }, now) {
    if (idleFor === undefined) return undefined;
    const wanted = parseDuration(idleFor);
    if (wanted === undefined) return `idleFor ${idleFor}: this is no duration`;
    if (!isCount(lastMessageTime))
      return `idleFor ${idleFor}: the service did not say when it was last written to (LastMsgTime)`;
    if (!isCount(createTime) || createTime === 0)
      return `idleFor ${idleFor}: the service did not say when it was made (CreateTime)`;
    // 0: nothing was ever said there.
    const last = Math.max(createTime, lastMessageTime);
    const idle = Math.floor(now / 1000) - last;
    if (idle >= wanted) return undefined;
    const what = last === lastMessageTime ? "the last message came" : "it was made";
    return `idleFor ${idleFor}: ${what} ${ago(idle)}`;
  },

  /** The number of the next message starts at 1 and grows with each that is kept (docs 33526, 33529); recalled ones leave it. */
  emptyOfMessages({ emptyOfMessages }, { nextMessageNumber: next }) {
    if (emptyOfMessages !== true) return undefined;
    if (!isCount(next) || next === 0)
      return "emptyOfMessages: the service did not say whether it has had messages (NextMsgSeq)";
    return next === 1 ? undefined : `emptyOfMessages: it has had ${counted(next - 1, "message")}`;
  },
};

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function ago(seconds: number): string {
  if (seconds < 0) return "later than this machine's clock says it is now";
  const units = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "m"],
  ] as const;
  const [size, unit] = units.find(([least]) => seconds >= 2 * least) ?? [1, "s"];
  return `${Math.floor(seconds / size)}${unit} ago`;
}

function refusal(state: GroupState, found: readonly string[]): OperationError {
  const ofMessages = found.some((text) => !text.startsWith("membersAtMost"));
  // doc 33526 counts ordinary messages only; of the time of the last message no page says what moves it.
  const doubt =
    ofMessages && state.farewell !== undefined
      ? "\nShould nobody have written there: it is not documented whether the service counts a farewell as a message."
      : "";
  return new OperationError(
    `Refused to disband the ${groupDisplayName(state)}: its disbandOnlyIf does not hold.\n${found.map((text) => `  - ${text}`).join("\n")}${doubt}\n` +
      `It was not disbanded. ${overrideAdvice(state.groupId)}`,
  );
}
