import type { BenchRecord, Measurement, Setting, Step } from "./figures";

/** Reads one figure of a measurement. Undefined: it was not measured, or the step did not succeed. */
export type Figure = (measurement: Measurement) => number | undefined;

/** Returns the median over the rounds of one contender at one setting. Undefined if a round lacks the figure, or there is none. */
export function median(record: BenchRecord, contender: string, setting: Setting, figure: Figure): number | undefined {
  const values = record.measurements
    .filter((each) => each.contender === contender && isAt(each, setting))
    .map(figure)
    .filter((value, _, all) => value !== undefined && !all.includes(undefined))
    .map(Number)
    .sort((a, b) => a - b);
  const half = values.length / 2;
  const middle = values.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return middle.length === 0 ? undefined : middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** Returns the settings of the record in their order, each once. */
export function settingsOf({ measurements }: BenchRecord): Setting[] {
  const settings = measurements.map(({ groups, parallel, checkpoints }) => ({ groups, parallel, checkpoints }));
  return settings
    .filter((setting, index) => settings.findIndex((other) => isAt(other, setting)) === index)
    .sort((a, b) => a.groups - b.groups || Number(a.checkpoints) - Number(b.checkpoints) || a.parallel - b.parallel);
}

export function isAt(some: Setting, other: Setting): boolean {
  return some.groups === other.groups && some.parallel === other.parallel && some.checkpoints === other.checkpoints;
}

export function secondsOf(step: Step): Figure {
  return ({ steps: { [step]: cost } }) => (cost?.succeeded ? cost.seconds : undefined);
}

export function callsOf(step: Step): Figure {
  return ({ steps: { [step]: cost } }) => cost?.calls;
}

/** The calls of a group's life: `up`, `refresh` and `destroy`, for each group. */
export const callsPerGroup: Figure = ({ steps: { up, refresh, destroy }, groups }) =>
  up && refresh && destroy && (up.calls + refresh.calls + destroy.calls) / groups;

export const refused: Figure = ({ steps }) => Object.values(steps).reduce((sum, cost) => sum + cost.refused, 0);

/** The program alone, when no provider works: in the preview. */
export const programSeconds: Figure = ({ steps: { preview } }) => preview?.program?.seconds;
export const programBytes: Figure = ({ steps: { up } }) => up?.program?.bytes;
export const stateBytesPerGroup: Figure = ({ stateBytes, groups }) => stateBytes && stateBytes / groups;

/** The largest peak of all steps. */
export function peakBytes(role: "cli" | "provider"): Figure {
  return ({ steps }) => {
    const peaks = Object.values(steps).flatMap(({ memory }) => memory[role] ?? []);
    return peaks.length === 0 ? undefined : Math.max(...peaks);
  };
}
