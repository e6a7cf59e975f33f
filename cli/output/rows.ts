import stringWidth from "string-width";
import { oneLine } from "./table";

/** The columns of a list that is printed row by row: widths in characters of a terminal. */
export type Columns = readonly { readonly title: string; readonly width: number }[];

/**
 * Returns a function that formats one row. On a terminal, columns are aligned, and a text that is too long moves the rest of its
 * row; in a pipe they are separated by tabs.
 */
export function rowFormatter(
  columns: Columns,
  terminalWidth: number | undefined,
): (cells: readonly string[]) => string {
  if (terminalWidth === undefined) return (cells) => `${cells.map(oneLine).join("\t")}\n`;
  return (cells) => {
    const padded = cells.map((cell, index) => pad(oneLine(cell), columns[index]?.width ?? 0));
    return `${padded.join("  ").trimEnd()}\n`;
  };
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}
