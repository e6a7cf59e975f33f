import { boolean, integer, object, oneOf, optional, text } from "../../api/shape";
import type { Emulator } from "../../emulator";
import type { JournalEntry } from "../../journal";
import { deadline } from "../../wire/deadline";
import { ControlError } from "../controlError";
import { param } from "../pathParameters";
import { DEFAULT_LIMIT, flag, LIMIT, number } from "../query";
import { route } from "../route";

const CRITERIA = {
  api: optional(text()),
  groupId: optional(text()),
  account: optional(text()),
  outcome: optional(oneOf("ok", "refused", "fault")),
};
const MAX_WAIT_MS = 60_000;

/** The requests that the emulator received. */
export const requestRoutes = [
  route(
    {
      method: "GET",
      path: "/requests",
      summary:
        "The requests that match, newest first; `before` continues a list, `after` selects what came since then.",
      query: {
        ...CRITERIA,
        sdkAppId: optional(number(1, Number.MAX_SAFE_INTEGER)),
        errorCode: optional(number(0, Number.MAX_SAFE_INTEGER)),
        effect: optional(flag),
        failed: optional(flag),
        search: optional(text()),
        before: optional(number(1, Number.MAX_SAFE_INTEGER)),
        after: optional(number(0, Number.MAX_SAFE_INTEGER)),
        ...LIMIT,
      },
    },
    ({ emulator, query }) => {
      const { search = "", before = Number.POSITIVE_INFINITY, after = 0, failed, ...rest } = query;
      const { limit = DEFAULT_LIMIT, ...criteria } = rest;
      const words = search.toLowerCase();
      const isListed = (entry: JournalEntry) =>
        entry.seq < before &&
        entry.seq > after &&
        (failed === undefined || (entry.outcome !== "ok") === failed) &&
        (words === "" || textOf(entry).includes(words));
      const { entries, isMore } = emulator.journal.latest(criteria, isListed, limit);
      return { requests: entries.map((entry) => summaryOf(emulator, entry)), isMore };
    },
  ),
  route(
    {
      method: "GET",
      path: "/requests/:seq",
      summary: "One request with its body; with its answer as well if it is one of the 500 most recent.",
    },
    ({ emulator, params }) => {
      const seq = Number(param(params, "seq"));
      const [entry] = emulator.journal.entries((one) => one.seq === seq);
      if (entry === undefined) throw new ControlError(404, `there is no request ${param(params, "seq").slice(0, 20)}`);
      const answer = emulator.journal.exchange(seq)?.answer;
      return { ...summaryOf(emulator, entry), body: entry.body, accounts: entry.accounts, answer };
    },
  ),
  route(
    {
      method: "POST",
      path: "/requests/wait",
      summary:
        "Waits for the next request that matches, at most `timeout` milliseconds (default 10,000): 408 if none came.",
      body: object({
        ...CRITERIA,
        sdkAppId: optional(integer(1, Number.MAX_SAFE_INTEGER)),
        errorCode: optional(integer(0, Number.MAX_SAFE_INTEGER)),
        effect: optional(boolean),
        timeout: optional(integer(1, MAX_WAIT_MS)),
      }),
    },
    async ({ emulator, body, signal }) => {
      const { timeout = 10_000, ...filter } = body;
      const limit = deadline(signal, timeout);
      const entry = await emulator.journal.next(filter, limit.signal).catch(() => undefined);
      limit.clear();
      if (entry === undefined) throw new ControlError(408, `no matching request came within ${timeout} milliseconds`);
      return summaryOf(emulator, entry);
    },
  ),
  route(
    {
      method: "DELETE",
      path: "/requests",
      summary: "Removes all requests from the list.",
    },
    ({ emulator }) => emulator.journal.clear(),
  ),
];

/** The text that `search` looks in. */
function textOf({ api, path, groupIds, accounts, errorCode, errorInfo }: JournalEntry): string {
  return [api, path, ...groupIds, ...accounts, errorCode ?? "", errorInfo].join(" ").toLowerCase();
}

function summaryOf({ journal }: Emulator, { body: _, accounts, ...entry }: JournalEntry): object {
  return { ...entry, accounts, durationMs: journal.exchange(entry.seq)?.durationMs };
}
