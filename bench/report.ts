import { type Cost, commands, type Figures } from "./measure";

/** The service's limit of calls per second for each API (doc 34381). */
const CALLS_PER_SECOND = 200;

export interface Pair {
  readonly documented: Figures;
  readonly ours: Figures;
}

/** Returns the figures of both contenders side by side. Compare only the ratios between machines, not the seconds. */
export function table(title: string, { documented, ours }: Pair): string {
  const compare = (name: string, of: (figures: Figures) => number, show: (value: number) => string) =>
    [name, show(of(documented)), show(of(ours)), times(of(documented) / of(ours))] as const;
  const compareCosts = (name: string, theirs: Cost, own: Cost) =>
    [
      name,
      outcome(theirs),
      outcome(own),
      theirs.succeeded && own.succeeded ? times(theirs.seconds / own.seconds) : "",
    ] as const;
  const count = (name: string, of: (cost: Cost) => number) =>
    [name, total(documented, of), total(ours, of), ""] as const;
  const rows = [
    ["", "documented style", "Group", "ratio"],
    ...commands.map((command) => compareCosts(command, documented[command], ours[command])),
    compare("state as exported", (figures) => figures.stateBytes, bytes),
    compare("state without indentation", (figures) => figures.compactStateBytes, bytes),
    compare("program's peak memory", (figures) => figures.programBytes, bytes),
    count("calls to the service", (cost) => cost.calls),
    count("refused by rate limit", (cost) => cost.refused),
    count("runs needed", (cost) => cost.runs),
  ] as const;
  return [
    title,
    ...rows.map(([name, ...cells]) => `  ${name.padEnd(26)}${cells.map((cell) => cell.padStart(18)).join("")}`),
  ].join("\n");
}

/** Returns the targets, and whether this run met them. */
export function targets(groups: number, normal: Pair, fast: Pair): string {
  const floor = groups / CALLS_PER_SECOND;
  const fastDestroy = fast.ours.destroy.seconds;
  const refused = Number(total(fast.ours, (cost) => cost.refused));
  const destroyRatio = normal.documented.destroy.seconds / normal.ours.destroy.seconds;
  const stateShare = normal.ours.compactStateBytes / normal.documented.compactStateBytes;
  const lines: readonly (readonly [boolean, string])[] = [
    [destroyRatio >= 3, `destroy at least 3 x faster: ${times(destroyRatio)}`],
    [stateShare <= 1 / 5, `state without indentation at most a fifth: 1/${(1 / stateShare).toFixed(1)}`],
    [
      fastDestroy <= 2 * floor,
      `without checkpoints, destroy within 2 x the service's floor (${seconds(floor)} for ${groups} calls at ${CALLS_PER_SECOND} per second): ${times(fastDestroy / floor)}`,
    ],
    [refused === 0, `without checkpoints, no calls refused by the rate limit: ${refused}`],
  ];
  return ["Targets, set for 400 groups", ...lines.map(([met, text]) => `  ${met ? "met   " : "MISSED"}  ${text}`)].join(
    "\n",
  );
}

function total(figures: Figures, of: (cost: Cost) => number): string {
  return String(commands.reduce((sum, command) => sum + of(figures[command]), 0));
}

function outcome(cost: Cost): string {
  return cost.succeeded ? seconds(cost.seconds) : `refused in ${seconds(cost.seconds)}`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function bytes(value: number): string {
  return `${(value / 1e6).toFixed(2)} MB`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} x`;
}
