import type { Profile } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { backOff } from "../../reconcile/backOff";
import { profileFields } from "../user/diff";
import { userHandler } from "../user/handler";
import type { AccountInputs, UserKind } from "../user/types";
import { checkAccount } from "./check";
import { deleteAccount } from "./delete";

const account: UserKind<AccountInputs> = {
  kind: "Account",
  lostOnReplace:
    "a new account is imported, and this one is deleted permanently if this stack imported it, with its friends, messages and memberships",
  word: "account",
  properties: ["requireDelete"],
  declarable: profileFields,
  check: checkAccount,
  isDerived: () => false,
  exists: (userId, { client, call }) => client.accounts.isImported(userId, call),
  create: ({ userId, nick, faceUrl }, client, call) => client.accounts.import({ userId, nick, faceUrl }, call),
  readProfile,
  remove: deleteAccount,
};

/** An account: account_check, account_import, portrait_get, portrait_set and account_delete as one resource. */
export const accountHandler = userHandler(account);

/** How often a profile is read: it is not documented that it is readable as soon as the account exists. */
const maxReads = 5;

async function readProfile(userId: string, operation: OperationContext): Promise<Profile> {
  for (let round = 0; ; round++) {
    const profile = await operation.client.profiles.find(userId, operation.call);
    if (profile !== undefined) return profile;
    if (round + 1 >= maxReads || !(await backOff(round, operation))) throw unreadable(userId);
  }
}

function unreadable(userId: string): OperationError {
  return new OperationError(
    `Could not read the profile of the account ${userId}: account_check finds it, but portrait_get does not. Run it again in a minute.`,
  );
}
