import { stateChanged } from "../../webhooks/otherEvents";
import { refuse } from "../../wire/answer";
import { account, type Call, type Endpoint, endpoint } from "../endpoint";
import { integer, list, optional, text, withCode } from "../shape";
import { INVALID } from "./accounts";

const MISSING = 70107;

const QUERY = {
  To_Account: optional(withCode(90003, list(text({ min: 1 })))),
  IsNeedDetail: optional(integer(0, 1)),
};

/** Ends the sessions of an account (doc 34957): it is offline, and in no AVChatRoom. That the UserSig of an app admin stays valid is unconfirmed. */
export const kick = endpoint({
  path: "im_open_login_svc/kick",
  writes: true,
  invalid: INVALID,
  body: { UserID: account },
  run: ({ app }, { UserID: userId }) => {
    if (!app.accounts.has(userId)) refuse(MISSING, "Err_TLS_PT_Open_Login_Account_Not_Exist");
    if (app.onlineStatuses.delete(userId)) app.webhook.report(stateChanged(userId, "Logout"), "RESTAPI");
    for (const group of app.groups.values()) group.online.delete(userId);
    return {};
  },
});

/** Reads the login status of up to 500 accounts (doc 35477). Accounts that do not exist fail alone; if none exists, the call fails. */
export const queryOnlineStatus = statusQuery("openim/query_online_status", "Status");

/** The same by its older name, with State for Status (doc 35057). */
export const queryState = statusQuery("openim/querystate", "State");

function statusQuery(path: string, field: "Status" | "State"): Endpoint {
  return endpoint({
    path,
    writes: false,
    invalid: 90001,
    body: QUERY,
    run: (call, body) => answer(call, body.To_Account, body.IsNeedDetail, field),
  });
}

function answer(call: Call, accounts: readonly string[] = [], needsDetail = 0, field: "Status" | "State") {
  const { app } = call;
  if (accounts.length === 0) refuse(90001, "To_Account is missing or empty");
  if (accounts.length > 500) refuse(90011, `To_Account has ${accounts.length} entries, at most 500 are allowed`);
  const missing = accounts.filter((userId) => !app.accounts.has(userId));
  if (missing.length === accounts.length) refuse(MISSING, "no account of To_Account exists");
  const found = accounts.filter((userId) => !missing.includes(userId));
  return {
    QueryResult: found.map((userId) => {
      const online = app.onlineStatuses.get(userId);
      const detail = online === undefined ? [] : [{ Platform: online.platform, Status: online.status }];
      return {
        To_Account: userId,
        [field]: online?.status ?? "Offline",
        ...(needsDetail === 1 && online !== undefined ? { Detail: detail } : {}),
      };
    }),
    ErrorList: missing.map((userId) => ({ To_Account: userId, ErrorCode: MISSING })),
  };
}
