import { FACE_URL, isUserId, NICK, USER_ID_FORM } from "../../state/account";
import type { AppState } from "../../state/appState";
import { refuse } from "../../wire/answer";
import { endpoint } from "../endpoint";
import { InvalidField, list, object, optional, type Rule, text } from "../shape";

/** ErrorCode for invalid fields in the account API (doc 34953). */
export const INVALID = 70402;
export const BATCH_PER_SECOND = 100;
const batch = { min: 1, max: 100, code: 70206 };

const userId: Rule<string> = (value, at) => {
  if (typeof value !== "string") throw new InvalidField("body account invalid", 60015);
  return text({ min: 1 })(value, at);
};
/** Up to 100 UserIDs. */
export const userIds = list(object({ UserID: userId }), batch);
const profile = { Nick: optional(text({ max: 500, code: 40601 })), FaceUrl: optional(text({ max: 500, code: 40601 })) };

/** Imports one account (doc 34953). An existing account, including its profile, is left unchanged. */
export const accountImport = endpoint({
  path: "im_open_login_svc/account_import",
  writes: true,
  invalid: INVALID,
  body: { UserID: userId, ...profile },
  run: ({ app }, body) => {
    if (!isUserId(body.UserID)) throw new InvalidField(`UserID must be ${USER_ID_FORM}`);
    checkQuota(app, [body.UserID]);
    if (!app.accounts.has(body.UserID)) importOne(app, body);
    return {};
  },
});

/**
 * Imports up to 100 accounts; those that can't be imported are in FailAccounts (doc 34954). AccountList also updates the
 * nick and face of existing accounts (1047/34954 of 2024-12).
 */
export const multiaccountImport = endpoint({
  path: "im_open_login_svc/multiaccount_import",
  rate: BATCH_PER_SECOND,
  writes: true,
  invalid: INVALID,
  body: {
    Accounts: optional(list(userId, batch)),
    AccountList: optional(list(object({ UserID: userId, ...profile }), batch)),
  },
  run: ({ app }, { Accounts, AccountList }) => {
    if ((Accounts === undefined) === (AccountList === undefined))
      throw new InvalidField("give either Accounts or AccountList");
    const requested = AccountList ?? (Accounts ?? []).map((id) => ({ UserID: id }));
    const valid = requested.filter((item) => isUserId(item.UserID));
    checkQuota(
      app,
      valid.map((item) => item.UserID),
    );
    for (const item of valid) importOne(app, item);
    return { FailAccounts: requested.filter((item) => !valid.includes(item)).map((item) => item.UserID) };
  },
});

/** Checks whether up to 100 accounts exist (doc 34956). */
export const accountCheck = endpoint({
  path: "im_open_login_svc/account_check",
  rate: BATCH_PER_SECOND,
  writes: false,
  invalid: INVALID,
  body: { CheckItem: userIds },
  run: ({ app }, { CheckItem }) => ({
    ResultItem: CheckItem.map(({ UserID }) => ({
      UserID,
      ResultCode: 0,
      ResultInfo: "",
      AccountStatus: app.accounts.has(UserID) ? "Imported" : "NotImported",
    })),
  }),
});

function checkQuota(app: AppState, ids: readonly string[]): void {
  const added = new Set(ids.filter((id) => !app.accounts.has(id)));
  const { maxAccounts } = app.settings;
  if (app.accounts.size + added.size > maxAccounts) refuse(70398, `this app's plan allows ${maxAccounts} accounts`);
}

function importOne(
  app: AppState,
  item: { readonly UserID: string; readonly Nick?: string; readonly FaceUrl?: string },
): void {
  const profile = app.importAccount(item.UserID);
  if (item.Nick !== undefined) profile.set(NICK, item.Nick);
  if (item.FaceUrl !== undefined) profile.set(FACE_URL, item.FaceUrl);
}
