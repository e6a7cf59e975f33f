import type { AppState } from "../../state/appState";
import { refuse } from "../../wire/answer";
import { endpoint } from "../endpoint";
import { BATCH_PER_SECOND, INVALID, userIds } from "./accounts";

/** Deletes up to 100 accounts permanently, on some plans only (doc 34955). They leave their groups. */
export const accountDelete = endpoint({
  path: "im_open_login_svc/account_delete",
  rate: BATCH_PER_SECOND,
  writes: true,
  invalid: INVALID,
  body: { DeleteItem: userIds },
  run: ({ app }, { DeleteItem }) => {
    if (!app.settings.accountDelete) refuse(71000, "accounts can be deleted on the free plan only");
    return { ResultItem: DeleteItem.map(({ UserID }) => ({ UserID, ...resultOf(app, UserID) })) };
  },
});

function resultOf(app: AppState, userId: string): object {
  if (!app.accounts.has(userId)) return { ResultCode: 70107, ResultInfo: "Err_TLS_PT_Open_Login_Account_Not_Exist" };
  // Unconfirmed; refused because the API could not be called afterwards.
  if (app.app.admins.includes(userId)) return { ResultCode: 70402, ResultInfo: "an app admin can't be deleted" };
  app.removeAccount(userId);
  return { ResultCode: 0, ResultInfo: "" };
}
