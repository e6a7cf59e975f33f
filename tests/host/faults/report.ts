import type { Cell, Outcome, Row } from "./cell";
import type { FaultColumn } from "./faults";
import type { Result } from "./matrix";

/** The matrix as Markdown. The same results give the same text: no times, no ids. */
export function reportOf(results: readonly Result[]): string {
  const families = [...new Set(results.map(({ cell }) => cell.column.family))];
  const tables = families.map((family) =>
    tableOf(
      family,
      results.filter(({ cell }) => cell.column.family === family),
    ),
  );
  return `${[INTRODUCTION, summaryOf(results), ...tables].join("\n\n")}\n`;
}

const INTRODUCTION = `# What happens when something goes wrong

This page is written by \`npm run test:faults\`, and a test holds it to what a run gives.

The rows are the APIs that change something, by the operation of Pulumi that calls them. The columns are what goes wrong
with the call. Everything is real but the service, which is the emulator: the provider runs in Pulumi's own process.

- **recovers**: the operation succeeds all the same.
- **fails, then repaired**: it fails and says what to do; the same command again succeeds.
- **fails half-way, then repaired**: the same, and meanwhile the half-made or half-changed resource is in the state, so that
  a destroy removes it. A create that nobody knows the outcome of counts here: the next command looks.

Every cell also ends with this, or the run fails: what the service has, the state and the program agree; the next refresh
finds nothing to do; one resource was made; after a destroy nothing is left; groups of others in the same app are exactly as
before; the failure named the resource, said what to do, and held no key and no signature; nothing took longer than its
deadline.

An empty cell: the client treats the code like another one of its table, with which the cell was run.`;

function summaryOf(results: readonly Result[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of results) counts.set(textOf(outcome), (counts.get(textOf(outcome)) ?? 0) + 1);
  const parts = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, count]) => `${count} × ${text}`);
  return `${results.length} cells: ${parts.join(", ")}.`;
}

function tableOf(family: string, results: readonly Result[]): string {
  const rows = [...new Set(results.map(({ cell }) => cell.row))];
  const columns = [...new Set(results.map(({ cell }) => cell.column))].map((column) => ({
    column,
    cells: rows.map((row) => textOf(outcomeOf(results, row, column))),
  }));
  const heads = ["API", "operation", "resource", ...merged(columns).map(({ title }) => title)];
  const lines = rows.map(({ api, operation, subject }, index) => [
    api,
    operation.name,
    subject.name,
    ...merged(columns).map(({ cells }) => cells[index] ?? ""),
  ]);
  return `## ${family}\n\n${markdown([heads, ...lines])}`;
}

/** What the page says of a cell; undefined: nothing, or the cell is new. */
export function expectationsOf(page: string): (cell: Cell) => string | undefined {
  const texts = new Map<string, string>();
  for (const section of page.split("\n## ").slice(1)) {
    const [family = "", ...lines] = section.split("\n");
    const [heads = [], , ...rows] = lines.filter((line) => line.startsWith("|")).map(cellsOfLine);
    for (const row of rows) {
      for (const [index, head] of heads.entries()) {
        const [label, codes = ""] = splitHead(head);
        for (const code of codes.split(", ")) {
          texts.set(JSON.stringify([family, row.slice(0, 3), label, code]), row[index] ?? "");
        }
      }
    }
  }
  return ({ row: { api, operation, subject }, column: { family, label, code = "" } }) =>
    texts.get(JSON.stringify([family, [api, operation.name, subject.name], label, String(code)]));
}

function cellsOfLine(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((text) => text.trim());
}

/** The label of a column, and the codes that it stands for. */
function splitHead(head: string): readonly [label: string, codes?: string] {
  const [, label = head, codes] = /^(.*): ([\d, ]+)$/.exec(head) ?? [];
  return codes === undefined ? [label] : [label, codes];
}

interface ColumnOfCells {
  readonly column: FaultColumn;
  readonly cells: readonly string[];
}

/** Codes with which everything goes the same way are one column. */
function merged(columns: readonly ColumnOfCells[]): readonly { title: string; cells: readonly string[] }[] {
  const groups = new Map<string, { label: string; codes: number[]; cells: readonly string[] }>();
  for (const { column, cells } of columns) {
    const key = JSON.stringify([column.label, cells]);
    const group = groups.get(key) ?? { label: column.label, codes: [], cells };
    if (column.code !== undefined) group.codes.push(column.code);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ label, codes, cells }) => ({
    title: codes.length === 0 ? label : `${label}: ${codes.sort((a, b) => a - b).join(", ")}`,
    cells,
  }));
}

function outcomeOf(results: readonly Result[], row: Row, column: FaultColumn): Outcome | Error | undefined {
  return results.find(({ cell }) => cell.row === row && cell.column === column)?.outcome;
}

function textOf(outcome: Outcome | Error | undefined): string {
  if (outcome === undefined) return "";
  return outcome instanceof Error ? "**BROKEN**" : outcome;
}

/** Columns of one width, as a person reads it in a terminal, too. */
function markdown([heads = [], ...lines]: readonly (readonly string[])[]): string {
  const widths = heads.map((head, index) => Math.max(head.length, ...lines.map((line) => line[index]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lineOf(heads), rule, ...lines.map(lineOf)].join("\n");
}
