import { isObject, type JsonObject } from "./shape";

/** Names of fields with a UserID or a list of UserIDs. Identifier is an older name of UserID. */
const ACCOUNT = /^(UserID|Identifier|Accounts|.+_Account)$/;

/** Returns the groups that a request names. */
export function groupIdsOf(body: JsonObject): readonly string[] {
  return strings(body.GroupIdList ?? body.GroupId);
}

/** Returns the accounts that a request names in any field, at the top level or in the entries of a list. No duplicates. */
export function accountsOf(body: JsonObject): readonly string[] {
  const entries = Object.values(body).flatMap((value) => (Array.isArray(value) ? value.filter(isObject) : []));
  return [...new Set([body, ...entries].flatMap(accountsIn))];
}

function accountsIn(object: JsonObject): readonly string[] {
  return Object.entries(object).flatMap(([name, value]) => (ACCOUNT.test(name) ? strings(value) : []));
}

function strings(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((entry) => typeof entry === "string");
}
