import { accountCodes } from "./account";
import { groupCodes } from "./group";
import { httpCodes } from "./http";
import { otherCodes } from "./other";
import type { CodeRow, CodeTraits, ErrorClass } from "./row";

export type { ErrorClass } from "./row";

/** What the client knows about an ErrorCode. */
export interface CodeInfo {
  readonly errorClass: ErrorClass;
  /** The meaning of the code, as a phrase. */
  readonly meaning: string;
  /** What to do next. */
  readonly action: string;
  readonly traits: CodeTraits;
}

/**
 * Every documented code and range (doc 34348 and the pages of the endpoints); all of them come with HTTP status 200. Those of the
 * class `notFound`, such as 10010 of groups, count as already gone.
 */
export const codeTable: readonly CodeRow[] = [...httpCodes, ...accountCodes, ...groupCodes, ...otherCodes];

/** Codes with another meaning at one endpoint. */
// biome-ignore format: one row per code
const exceptions: Readonly<Record<string, readonly CodeRow[]>> = {
  // docs 55280 to 55282: the general meaning, a bad signature, does not apply here
  create_robot: [[10008, "permission", "the caller is not an app admin, or the app's 20 chatbots are used up", "check `adminUserId`; delete a chatbot"]],
  delete_robot: [[10008, "permission", "the caller is not an app admin", "check `adminUserId`"]],
  get_all_robots: [[10008, "permission", "the caller is not an app admin", "check `adminUserId`"]],
  // doc 34955, as the code of an item
  account_delete: [[70107, "notFound", "the account does not exist", "nothing to do"]],
  // doc 49471 lists the code without an explanation: there are no AVChatRooms here, so it must count topics (not confirmed)
  create_topic: [[10036, "plan", "the plan's number of topics is used up", "destroy unused topics, or change the plan"]],
  // the page of this endpoint and doc 34348 disagree about the code
  import_topic: [[80005, "transient", "content moderation timed out", "try again"]],
};

const single = new Map<number, CodeInfo>();
const ranges: { readonly from: number; readonly to: number; readonly info: CodeInfo }[] = [];
for (const row of codeTable) {
  const [code] = row;
  if (typeof code === "number") single.set(code, toInfo(row));
  else ranges.push({ from: code[0], to: code[1], info: toInfo(row) });
}
// A narrow range takes precedence over a wider one.
ranges.sort((a, b) => a.to - a.from - (b.to - b.from));

/**
 * Returns the meaning of an ErrorCode and what to do. An unknown code has the class "invalid", because a blind retry
 * could do harm.
 *
 * @param api the last part of the path, for codes that differ by endpoint
 * @example describeCode(10010).errorClass // "notFound"
 */
export function describeCode(code: number, api?: string): CodeInfo {
  const special = api !== undefined && Object.hasOwn(exceptions, api) ? exceptions[api] : undefined;
  const row = special?.find(([own]) => own === code);
  if (row !== undefined) return toInfo(row);
  const range = ranges.find(({ from, to }) => code >= from && code <= to);
  return single.get(code) ?? range?.info ?? unknownCode;
}

const unknownCode: CodeInfo = {
  errorClass: "invalid",
  meaning: "an unknown error code",
  action: "check the service's error text and the list of error codes (doc 34348)",
  traits: {},
};

function toInfo([, errorClass, meaning, action, traits]: CodeRow): CodeInfo {
  return { errorClass, meaning, action, traits: traits ?? {} };
}
