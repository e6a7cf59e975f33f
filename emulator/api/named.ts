import { isObject, type JsonObject } from "./shape";

/** Fields that hold a UserID, or a list of them; Identifier is an older name of the first. */
const ACCOUNT = /^(UserID|Identifier|Accounts|.+_Account)$/;

/** The groups that a request names. */
export function groupIdsOf(body: JsonObject): readonly string[] {
  return strings(body.GroupIdList ?? body.GroupId);
}

/** The accounts that a request names, by whatever field: itself, or in the entries of a list. Each once. */
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
