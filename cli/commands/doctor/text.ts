import { createColors } from "picocolors";
import { oneLine } from "../../output/table";
import type { Check, CheckStatus } from "./check";

/** What a person reads: one line per check, and below it what to do. */
export function doctorText(checks: readonly Check[], isColored: boolean): string {
  const colors = createColors(isColored);
  const paint: Readonly<Record<CheckStatus, (text: string) => string>> = {
    ok: colors.green,
    warning: colors.yellow,
    problem: colors.red,
    skipped: colors.dim,
    unknown: colors.dim,
  };
  const widths = { status: "problem".length, id: Math.max(...checks.map(({ id }) => id.length)) };
  const lines = checks.flatMap(({ id, status, text, advice }) => [
    `${paint[status](status.padEnd(widths.status))}  ${id.padEnd(widths.id)}  ${oneLine(text)}`,
    ...(advice === undefined ? [] : [`${" ".repeat(widths.status + widths.id + 4)}-> ${oneLine(advice)}`]),
  ]);
  return `${lines.join("\n")}\n${summary(checks)}\n`;
}

function summary(checks: readonly Check[]): string {
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length;
  return `${count("problem")} problems, ${count("warning")} warnings`;
}
