import { type Contender, contenders } from "../contenders";
import { type BenchRecord, type Setting, steps } from "../figures";
import {
  callsPerGroup,
  type Figure,
  isAt,
  median,
  peakBytes,
  programBytes,
  programSeconds,
  refused,
  secondsOf,
  settingsOf,
  stateBytesPerGroup,
} from "../query";
import { byDefault, verdicts, wide } from "../targets";
import { bytes, compared, count, megabytes, seconds, table } from "./format";

const modes = [
  { words: "parallel 64, without checkpoints", setting: wide },
  { words: "by default", setting: byDefault },
] as const;

/** What ours costs, and how it compares with each of the others. */
export function ratioTable(record: BenchRecord, ours: Contender): string {
  const others = contenders.filter(({ isOurs }) => !isOurs);
  const row = (what: string, setting: Setting, figure: Figure, write: (value: number | undefined) => string) => {
    const own = median(record, ours.key, setting, figure);
    const cells = others.map(({ key }) => compared(own, median(record, key, setting, figure)));
    return [what, write(own), ...cells];
  };
  const rows = [
    ...modes.flatMap(({ words, setting }) =>
      steps.map((step) => row(`${step}, ${words}`, setting, secondsOf(step), seconds)),
    ),
    row("time of the program in a preview", wide, programSeconds, seconds),
    row("peak memory of the program", wide, programBytes, megabytes),
    row("state of a group", wide, stateBytesPerGroup, bytes),
    row("calls of a group", wide, callsPerGroup, count),
  ].filter(([, own]) => own !== "");
  return table([["", ours.label, ...others.map(({ label }) => label)], ...rows]);
}

export function targetTable(record: BenchRecord): string {
  const rows = verdicts(record).map(({ text, limit, value, isMet }) => [
    isMet === undefined ? "not measured" : isMet ? "met" : "**missed**",
    text,
    limit,
    count(value),
  ]);
  return table([["", "1,000 groups", "limit", "measured"], ...rows]);
}

/** The seconds of each step at each setting with so many groups. */
export function timeTable(record: BenchRecord, groups: number): string {
  const rows = settingsOf(record)
    .filter((setting) => setting.groups === groups)
    .flatMap((setting) =>
      measuredAt(record, setting).map(({ key, label }) => [
        setting.checkpoints ? "with" : "without",
        String(setting.parallel),
        label,
        ...steps.map(
          (step) => seconds(median(record, key, setting, secondsOf(step))) || missing(record, key, setting, step),
        ),
        count(median(record, key, setting, refused)),
        String(roundsOf(record, key, setting)),
      ]),
    );
  return table([["checkpoints", "parallel", "", ...steps, "refused", "rounds"], ...rows]);
}

/** What a contender needs besides time, with so many groups. */
export function sizeTable(record: BenchRecord, groups: number): string {
  const setting = { ...wide, groups };
  const columns: readonly (readonly [string, Figure, (value: number | undefined) => string])[] = [
    ["program's time", programSeconds, seconds],
    ["program's memory", programBytes, megabytes],
    ["provider's memory", peakBytes("provider"), megabytes],
    ["CLI's memory", peakBytes("cli"), megabytes],
    ["state of a group", stateBytesPerGroup, bytes],
    ["calls of a group", callsPerGroup, count],
  ];
  const rows = measuredAt(record, setting).map(({ key, label }) => [
    label,
    ...columns.map(([, figure, write]) => write(median(record, key, setting, figure))),
  ]);
  return table([["", ...columns.map(([title]) => title)], ...rows]);
}

function measuredAt(record: BenchRecord, setting: Setting): readonly Contender[] {
  return contenders.filter(({ key }) => roundsOf(record, key, setting) > 0);
}

function roundsOf(record: BenchRecord, contender: string, setting: Setting): number {
  return record.measurements.filter((each) => each.contender === contender && isAt(each, setting)).length;
}

/** A step that was taken without success, because the service refused calls. */
function missing(record: BenchRecord, contender: string, setting: Setting, step: (typeof steps)[number]): string {
  const isTaken = record.measurements.some(
    (each) => each.contender === contender && isAt(each, setting) && each.steps[step] !== undefined,
  );
  return isTaken ? "refused" : "";
}
