import { contenders } from "../contenders";
import type { BenchRecord, Setting } from "../figures";
import { type Figure, median, programBytes, secondsOf, stateBytesPerGroup } from "../query";
import { byDefault, wide } from "../targets";
import type { Plot } from "./plot";

const modes = [
  { key: "", words: "parallel 64, without checkpoints", setting: wide },
  { key: "-default", words: "as by default", setting: byDefault },
] as const;

/** The plots, by the name of their file. A plot without lines is left out. */
export function plotsOf(record: BenchRecord): Readonly<Record<string, Plot>> {
  const timed = (["up", "refresh", "destroy"] as const).flatMap((step) =>
    modes.map(({ key, words, setting }) => [
      `${step}${key}`,
      plot(record, `${step}, ${words}`, "seconds", setting, secondsOf(step)),
    ]),
  );
  const all: readonly (readonly [string, Plot])[] = [
    ...(timed as [string, Plot][]),
    ["state", plot(record, "State, without indentation", "kilobytes", wide, (each) => stateKilobytes(each))],
    [
      "program",
      plot(record, "Peak memory of the program", "megabytes", wide, (each) => inMegabytes(programBytes(each))),
    ],
  ];
  return Object.fromEntries(all.filter(([, { lines }]) => lines.length > 0));
}

function plot(record: BenchRecord, title: string, unit: string, setting: Setting, figure: Figure): Plot {
  const sizes = [...new Set(record.measurements.map(({ groups }) => groups))].sort((a, b) => a - b);
  // The index of a line chooses its colour: a contender has the same one in all plots.
  const lines = contenders.map(({ key, label }) => ({
    label,
    points: sizes.flatMap((x) => {
      const y = median(record, key, { ...setting, groups: x }, figure);
      return y === undefined ? [] : [{ x, y }];
    }),
  }));
  return { title, unit, lines: lines.every(({ points }) => points.length === 0) ? [] : lines };
}

const stateKilobytes: Figure = (measurement) => {
  const each = stateBytesPerGroup(measurement);
  return each === undefined ? undefined : (each * measurement.groups) / 1e3;
};

function inMegabytes(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / 1e6;
}
