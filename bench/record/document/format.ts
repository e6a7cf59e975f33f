/** How figures are written. An empty text: not measured. */

export function seconds(value: number | undefined): string {
  return written(value, (number) => `${number.toFixed(number < 10 ? 1 : 0)} s`);
}

export function megabytes(value: number | undefined): string {
  return written(value, (number) => `${(number / 1e6).toFixed(0)} MB`);
}

export function bytes(value: number | undefined): string {
  return written(value, (number) => `${grouped(Math.round(number))} B`);
}

export function count(value: number | undefined): string {
  return written(value, (number) => grouped(Number(number.toFixed(number < 100 ? 2 : 0))));
}

/** What one cost is compared with another, such as `1.92 × less`. Empty if there is nothing to compare with. */
export function compared(value: number | undefined, other: number | undefined): string {
  if (value === undefined || !other) return "";
  const ratio = value / other;
  if (ratio.toFixed(2) === "1.00") return "the same";
  return ratio < 1 ? `${(1 / ratio).toFixed(2)} × less` : `${ratio.toFixed(2)} × more`;
}

/** Such as 10,000. */
export function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

/** Returns a Markdown table, aligned as the formatter does it. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

function written(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? "" : text(value);
}
