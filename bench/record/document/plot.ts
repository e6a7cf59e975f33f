/** A line of a plot: a contender's figures by size. */
export interface Line {
  readonly label: string;
  readonly points: readonly Point[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Plot {
  readonly title: string;
  /** What the values are, such as `seconds`. */
  readonly unit: string;
  readonly lines: readonly Line[];
}

const [width, height] = [720, 400];
const area = { left: 64, right: 560, top: 60, bottom: 352 };
const LABEL_HEIGHT = 16;

/** The colours of the lines, which can be told apart on a light and on a dark page, and by most people with colour blindness. */
const colours = {
  light: ["#0b6bcb", "#7b3fb5", "#c2410c", "#3f7d20", "#6b7280", "#b4206f", "#0f766e", "#8a6d00"],
  dark: ["#6cb6ff", "#c9a1ff", "#ff9d5c", "#8fd46a", "#a8b0bb", "#ff8bc4", "#5eead4", "#e3c04b"],
} as const;

const style = `text { font: 13px system-ui, sans-serif; fill: #1f2328 } .title { font-weight: 600 } .minor { fill: #59636e }
.grid { stroke: #d1d9e0 } path { fill: none; stroke-width: 2 } ${coloursOf("light")}
@media (prefers-color-scheme: dark) { text { fill: #f0f6fc } .minor { fill: #9198a1 } .grid { stroke: #3d444d } ${coloursOf("dark")} }`;

/** Draws cost against size as SVG, both axes logarithmic, each line named at its end. */
export function svgOf({ title, unit, lines }: Plot): string {
  const points = lines.flatMap((line) => line.points);
  const across = scale(
    points.map(({ x }) => x),
    area.left,
    area.right,
  );
  const up = scale(
    points.map(({ y }) => y),
    area.bottom,
    area.top,
  );
  const parts = [
    `<text class="title" x="${area.left}" y="22">${title}</text>`,
    `<text class="minor" x="${area.left}" y="42">${unit}, by number of groups; both axes logarithmic</text>`,
    ...across.ticks.map(
      (x) => grid(`M${across.at(x)} ${area.top}V${area.bottom}`) + text(across.at(x), area.bottom + 20, "middle", x),
    ),
    ...up.ticks.map(
      (y) => grid(`M${area.left} ${up.at(y)}H${area.right}`) + text(area.left - 8, up.at(y) + 4, "end", y),
    ),
    ...lines.map((line, index) => drawn(line, index, across.at, up.at)),
    ...labels(lines, across.at, up.at),
  ];
  const content = parts.filter((part) => part !== "").join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">\n<style>${style}</style>\n${content}\n</svg>\n`;
}

interface Scale {
  /** The powers of ten around the values. */
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

function scale(values: readonly number[], from: number, to: number): Scale {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
  const at = (value: number) => Math.round(from + ((Math.log10(value) - first) / (last - first)) * (to - from));
  return { ticks, at };
}

function drawn({ points }: Line, index: number, x: Scale["at"], y: Scale["at"]): string {
  if (points.length === 0) return "";
  const path = points.map((point, at) => `${at === 0 ? "M" : "L"}${x(point.x)} ${y(point.y)}`).join("");
  const dots = points.map((point) => `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="3"/>`).join("");
  return `<g class="line${index}"><path d="${path}"/>${dots}</g>`;
}

/** The names of the lines beside their ends, moved apart. */
function labels(lines: readonly Line[], x: Scale["at"], y: Scale["at"]): string[] {
  const ends = lines.flatMap(({ label, points }, index) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ label, index, x: x(last.x), y: y(last.y) }];
  });
  let lowest = 0;
  return ends
    .sort((a, b) => a.y - b.y)
    .map(({ label, index, x: end, y: wanted }) => {
      lowest = Math.max(wanted, lowest + LABEL_HEIGHT);
      return `<g class="line${index}"><text class="name" x="${end + 10}" y="${lowest + 4}">${label}</text></g>`;
    });
}

function grid(path: string): string {
  return `<path class="grid" d="${path}" style="stroke-width:1"/>`;
}

function text(x: number, y: number, anchor: "middle" | "end", value: number): string {
  return `<text class="minor" x="${x}" y="${y}" text-anchor="${anchor}">${value.toLocaleString("en-US")}</text>`;
}

function coloursOf(scheme: keyof typeof colours): string {
  return colours[scheme]
    .map(
      (colour, index) =>
        `.line${index} path { stroke: ${colour} } .line${index} circle, .line${index} .name { fill: ${colour} }`,
    )
    .join(" ");
}
