import { ChatError, type DeletedAccount, describeCode } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { reconcile } from "../../reconcile/reconcile";
import type { AccountInputs, UserState } from "../user/types";

/**
 * Deletes an account permanently. Only free and trial apps can (71000): in other apps the account is kept, which is a
 * failure only with `requireDelete`.
 */
export async function deleteAccount(
  state: UserState<AccountInputs>,
  displayName: string,
  operation: OperationContext,
): Promise<void> {
  try {
    await deleteAndVerify(state, displayName, operation);
  } catch (error) {
    const isPlanError = error instanceof NotInPlan || (error instanceof ChatError && error.errorClass === "plan");
    if (!isPlanError) throw error;
    const kept = `The ${displayName} is kept in the service: ${error.message}`;
    if (state.requireDelete) throw new OperationError(`${kept} Since requireDelete is true, it stays in the state.`);
    operation.log.warn(`${kept} It is removed from the state only; set requireDelete to make this a failure.`);
  }
}

async function deleteAndVerify(
  { userId }: AccountInputs,
  displayName: string,
  operation: OperationContext,
): Promise<void> {
  const { client, startBy, log } = operation;
  let wasGone = false;
  await reconcile(
    "there",
    {
      diff: async () => (wasGone || !(await client.accounts.isImported(userId, operation.call)) ? undefined : "there"),
      apply: async (_there, call) => {
        const [result] = await client.accounts.delete([userId], { ...call, startBy });
        if (result?.outcome === "failed") throw refused(displayName, result);
        wasGone = result?.outcome === "alreadyGone";
        if (wasGone) log.info(`The ${displayName} is already gone (70107): nothing to delete.`);
      },
      notApplied: () => stillExists(displayName),
    },
    operation,
  );
}

/** The page does not say whether 71000 answers the call as a whole or each account. */
class NotInPlan extends OperationError {}

function refused(displayName: string, { code, info }: DeletedAccount & { outcome: "failed" }): OperationError {
  const { errorClass, action } = describeCode(code, "account_delete");
  const text = `account_delete answered ${code} ${JSON.stringify(info)} for it.`;
  if (errorClass === "plan") return new NotInPlan(`${text} What to do: ${action}.`);
  return new OperationError(
    `Could not delete the ${displayName}: ${text} It stays in the state. What to do: ${action}.`,
  );
}

function stillExists(displayName: string): OperationError {
  return new OperationError(
    `Could not delete the ${displayName}: account_delete answers success, but account_check still finds it. ` +
      "It stays in the state: run it again later.",
  );
}
