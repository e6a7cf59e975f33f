import Table from "cli-table3";

const noBorders = {
  ...Object.fromEntries(
    ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"].map((at) => [
      at,
      "",
    ]),
  ),
  ...Object.fromEntries(["left", "left-mid", "mid", "mid-mid", "right", "right-mid"].map((at) => [at, ""])),
  middle: "  ",
};

/** Returns aligned columns without borders, also for names in wide letters. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const style = { "padding-left": 0, "padding-right": 0, head: [], border: [] };
  const lines = new Table({ head: [...head], chars: noBorders, style });
  for (const row of rows) lines.push(row.map(oneLine));
  return `${lines
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}

/** Returns a text without control characters: a name that users have chosen must not move the cursor of a terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}
