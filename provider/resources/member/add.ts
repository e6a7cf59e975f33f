import { type AddMemberResult, type CallOptions, ChatError, type ErrorClass } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { countText, listText } from "./listText";

/** A user who was not added, and why. */
export interface RefusedUser {
  readonly userId: string;
  readonly reason: string;
  /** Whether the user may still join later, without a further call. */
  readonly isPending: boolean;
}

/** Some users were not added. */
export class MembersNotAdded extends OperationError {
  /** @param isPending whether one of them may still join later, without a further call */
  constructor(
    message: string,
    readonly isPending: boolean,
  ) {
    super(message);
  }
}

const inTooManyGroups =
  "in as many groups as the plan allows. Remove the user from some of them, or change the plan (doc 34381)";

/** The reason for each user's result in an answer that is a success as a whole (doc 34921), and what to do. */
const resultReasons: Readonly<Record<Exclude<AddMemberResult, "added" | "alreadyMember">, string>> = {
  failed:
    "not added, and the service does not say why (Result 0). Check that the account exists and can be added to groups",
  pending:
    "invited, and approval is pending (Result 3). The user or an admin of the group must accept; then run `pulumi up` again",
  overLimit: `${inTooManyGroups} (Result 4)`,
};

/** Codes with a specific meaning here. */
const codeReasons: Readonly<Record<number, string>> = {
  10014: "refused because the group is full (10014). Raise maxMemberCount of the Group, or declare fewer members",
  10019:
    "no account of this app (10019). Import it first: declare an Account for it, and make this resource depend on it",
  10037: `${inTooManyGroups} (10037)`,
};

/** Refusals that concern one user; the client has already split the batch and asked for each user alone. */
const perUserErrors: ReadonlySet<ErrorClass> = new Set<ErrorClass>(["invalid", "permission", "plan"]);

/**
 * Adds users, at most 20 per call; all resources of the group share the calls. A refused user does not keep others out.
 *
 * @returns the users who were not added
 * @throws ChatError if a call failed for a reason other than a user
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
      if (typeof result === "object") return { userId, reason: result.reason, isPending: false };
      if (result === "added" || result === "alreadyMember") return undefined;
      return { userId, reason: resultReasons[result], isPending: result === "pending" };
    }),
  );
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value ?? [];
  });
}

/** Returns an error that names every user who was not added, by reason, and what to do. */
export function membersNotAdded(groupId: string, refused: readonly RefusedUser[]): MembersNotAdded {
  const byReason = new Map<string, string[]>();
  for (const { userId, reason } of refused) byReason.set(reason, [...(byReason.get(reason) ?? []), userId]);
  const lines = [...byReason].map(([reason, users]) => `\n  - ${listText(users)}: ${reason}.`);
  return new MembersNotAdded(
    `Could not add ${countText(refused.length, "user")} to the group ${groupId}:${lines.join("")}`,
    refused.some(({ isPending }) => isPending),
  );
}

function refusalOf(error: unknown): { readonly reason: string } {
  // If only a retry was refused, the first attempt may have added the user: a read tells.
  if (!(error instanceof ChatError) || error.isIndeterminate || !perUserErrors.has(error.errorClass)) throw error;
  const known = error.code === undefined ? undefined : codeReasons[error.code];
  return { reason: known ?? error.message.replace(/\.$/, "") };
}
