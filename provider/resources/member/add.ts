import { type AddMemberResult, type CallOptions, ChatError, type ErrorClass } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { countText, listText } from "./listText";

/** A user who did not get in, and why. */
export interface RefusedUser {
  readonly userId: string;
  readonly why: string;
  /** The user may get in later, without any further call. */
  readonly isPending: boolean;
}

/** Users did not get in. */
export class MembersNotAdded extends OperationError {
  /** @param isPending one of them may get in later, without any further call */
  constructor(
    message: string,
    readonly isPending: boolean,
  ) {
    super(message);
  }
}

const inTooManyGroups =
  "in as many groups as the plan allows. Take the user out of some of them, or change the plan (doc 34381)";

/** Per-user results of an answer that is a success as a whole (doc 34921), and what to do. */
const resultReasons: Readonly<Record<Exclude<AddMemberResult, "added" | "alreadyMember">, string>> = {
  failed:
    "not added, and the service does not say why (Result 0). See whether the account exists and lets itself be added to groups",
  pending:
    "invited, and has to be approved of first (Result 3). Let the user or an admin of the group accept, then run `pulumi up` again",
  overLimit: `${inTooManyGroups} (Result 4)`,
};

/** Codes that mean something of their own here. */
const codeReasons: Readonly<Record<number, string>> = {
  10014: "refused because the group is full (10014). Raise maxMemberCount of the Group, or declare fewer members",
  10019: "no account of this app (10019). Import it first: declare an Account for it, and let this depend on it",
  10037: `${inTooManyGroups} (10037)`,
};

/** Refusals that are one user's; the client has asked for each by itself by then. */
const perUserErrors: ReadonlySet<ErrorClass> = new Set<ErrorClass>(["invalid", "permission", "plan"]);

/**
 * Adds users, in calls of at most 20 that all resources of the group share. One who is refused keeps nobody else out.
 *
 * @returns who did not get in
 * @throws ChatError when a call failed for another reason than a user
 */
export async function addMembers(
  groupId: string,
  userIds: readonly string[],
  call: CallOptions,
  { client }: OperationContext,
): Promise<readonly RefusedUser[]> {
  const outcomes = await Promise.allSettled(
    userIds.map(async (userId) => {
      const result = await client.members.join(groupId, userId, { silent: true }, call).catch(refusalOf);
      if (typeof result === "object") return { userId, why: result.why, isPending: false };
      if (result === "added" || result === "alreadyMember") return undefined;
      return { userId, why: resultReasons[result], isPending: result === "pending" };
    }),
  );
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value ?? [];
  });
}

/** Names every user who did not get in, by reason, and what to do. */
export function membersNotAdded(groupId: string, refused: readonly RefusedUser[]): MembersNotAdded {
  const byReason = new Map<string, string[]>();
  for (const { userId, why } of refused) byReason.set(why, [...(byReason.get(why) ?? []), userId]);
  const lines = [...byReason].map(([why, users]) => `\n  - ${listText(users)}: ${why}.`);
  return new MembersNotAdded(
    `${countText(refused.length, "user")} did not get into the group ${groupId}:${lines.join("")}`,
    refused.some(({ isPending }) => isPending),
  );
}

function refusalOf(error: unknown): { readonly why: string } {
  // Refused only when it was tried again, the user may have got in at first: a look tells.
  if (!(error instanceof ChatError) || error.isIndeterminate || !perUserErrors.has(error.errorClass)) throw error;
  const known = error.code === undefined ? undefined : codeReasons[error.code];
  return { why: known ?? error.message.replace(/\.$/, "") };
}
