import type { JournalEntry } from "../../../emulator";
import { oneLine } from "../../output/table";

/** The line of `--log` for one request: time, API, group or account, result and duration. */
export function requestLine(entry: JournalEntry, durationMs: number): string {
  const time = new Date(entry.at).toISOString().slice(11, 23);
  const [first, ...others] = entry.groupIds.length > 0 ? entry.groupIds : entry.accounts;
  const target = first === undefined ? "" : ` ${first}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  const call = entry.api || `${entry.method} ${entry.path}`;
  return oneLine(`${time} ${call}${target} -> ${resultOf(entry)} (${durationMs.toFixed(1)} ms)`);
}

function resultOf({ fault, errorCode, errorInfo, httpStatus }: JournalEntry): string {
  if (fault !== undefined) return `fault ${fault}${errorCode === undefined ? "" : ` ${errorCode}`}`;
  if (errorCode === undefined) return `HTTP ${httpStatus ?? "none"}`;
  return errorInfo === "" ? String(errorCode) : `${errorCode} ${errorInfo}`;
}
