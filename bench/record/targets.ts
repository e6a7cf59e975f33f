import { contenders } from "./contenders";
import type { BenchRecord, Setting } from "./figures";
import {
  callsOf,
  callsPerGroup,
  type Figure,
  median,
  peakBytes,
  programBytes,
  programSeconds,
  refused,
  secondsOf,
  stateBytesPerGroup,
} from "./query";

/** A figure that must hold, and what the record says about it. */
export interface Verdict {
  readonly text: string;
  /** Such as `at most 1.15 ×`. */
  readonly limit: string;
  /** Undefined: not measured. */
  readonly value: number | undefined;
  readonly isMet: boolean | undefined;
}

export const wide: Setting = { groups: 1000, parallel: 64, checkpoints: false };
/** As the CLI runs by default: with 2 cores, 8 resources at a time. */
export const byDefault: Setting = { groups: 1000, parallel: 8, checkpoints: true };

/** With checkpoints, the engine's own writes of the state are the floor of any provider: the calls run beside them. */
const MAX_OVER_ENGINE = 1.15;

/** What a function that fails may cost more than a bare failing program, in processor seconds. */
const MAX_FAILURE_SECONDS = 1;

export function verdicts(record: BenchRecord): Verdict[] {
  const at = (setting: Setting, figure: Figure) => (key: string) => median(record, key, setting, figure);
  const wideDestroy = at(wide, secondsOf("destroy"));
  const wideUp = at(wide, secondsOf("up"));
  const destroy = at(byDefault, secondsOf("destroy"));
  const up = at(byDefault, secondsOf("up"));
  const refresh = at(wide, secondsOf("refresh"));
  const [time, memory, state] = [at(wide, programSeconds), at(wide, programBytes), at(wide, stateBytesPerGroup)];
  const { failure } = record;
  return [
    atMost(
      "destroy, parallel 64, without checkpoints, against the plain script",
      1.15,
      ratio(wideDestroy("group"), wideDestroy("script")),
    ),
    atMost(
      "up, parallel 64, without checkpoints, against the plain script",
      1.25,
      ratio(wideUp("group"), wideUp("script")),
    ),
    atLeast("destroy by default, faster than the documented style", 6, ratio(destroy("documented"), destroy("group"))),
    atLeast("up by default, faster than the documented style", 5, ratio(up("documented"), up("group"))),
    atMost("destroy by default, against the engine alone", MAX_OVER_ENGINE, ratio(destroy("group"), destroy("bare"))),
    atMost("up by default, against the engine alone", MAX_OVER_ENGINE, ratio(up("group"), up("bare"))),
    atMost("calls a group for up, refresh and destroy, with attribute marks", 5, at(wide, callsPerGroup)("group"), ""),
    atMost(
      "calls a group for up, refresh and destroy, with an owner field",
      3.3,
      at(wide, callsPerGroup)("ownerField"),
      "",
    ),
    atMost("calls of a refresh, with an owner field", 20, at(wide, callsOf("refresh"))("ownerField"), ""),
    atMost("refresh with an owner field, against the engine alone", 1.3, ratio(refresh("ownerField"), refresh("bare"))),
    atLeast("time of the program, faster than the documented style", 5, ratio(time("documented"), time("group"))),
    atLeast(
      "time of the program with a GroupFleet, faster than the documented style",
      5,
      ratio(time("documented"), time("fleet")),
    ),
    atMost(
      "up of a GroupFleet, without checkpoints, against the plain script",
      1.25,
      ratio(wideUp("fleet"), wideUp("script")),
    ),
    atMost(
      "destroy of a GroupFleet, without checkpoints, against the plain script",
      1.15,
      ratio(wideDestroy("fleet"), wideDestroy("script")),
    ),
    atMost("peak memory of the program, against bare resources", 1.1, ratio(memory("group"), memory("bare"))),
    atLeast("state of a group, smaller than in the documented style", 9, ratio(state("documented"), state("group"))),
    ...fleetVerdicts(record),
    atMost("calls of ours that were refused for their rate, at any setting", 0, refusedOfOurs(record), ""),
    atMost(
      "processor time of a failing function, beyond a bare failing program",
      MAX_FAILURE_SECONDS,
      failure && failure.ours - failure.bare,
      "s",
    ),
  ];
}

/** The calls a second that the service allows (doc 34381): each group takes one of the busiest API. */
const CALLS_PER_SECOND = 200;
const MAX_CHANGE_SECONDS = 2;
const MAX_PROVIDER_BYTES = 300e6;

/** Of a fleet, without what the same command takes with one group: the start of the CLI, the program and the provider. */
function fleetVerdicts(record: BenchRecord): Verdict[] {
  const fleet = (groups: number, figure: Figure) => median(record, "fleet", { ...wide, groups }, figure);
  const beyondOne = (groups: number, figure: Figure) => difference(fleet(groups, figure), fleet(1, figure));
  const floor = (groups: number) => groups / CALLS_PER_SECOND;
  const perGroup = (groups: number) => ratio(beyondOne(groups, secondsOf("up")), groups);
  const size = 10_000;
  return [
    atMost(
      "up of a GroupFleet of 10,000, against the floor of its calls",
      1.05,
      ratio(beyondOne(size, secondsOf("up")), floor(size)),
    ),
    atMost(
      "destroy of a GroupFleet of 10,000, against the floor of its calls",
      1.05,
      ratio(beyondOne(size, secondsOf("destroy")), floor(size)),
    ),
    atMost(
      "one-group change of a GroupFleet of 10,000, beyond the same command with one group",
      MAX_CHANGE_SECONDS,
      beyondOne(size, secondsOf("change")),
      "s",
    ),
    atMost(
      "peak memory of the provider with a GroupFleet of 10,000",
      MAX_PROVIDER_BYTES / 1e6,
      ratio(fleet(size, peakBytes("provider")), 1e6),
      "MB",
    ),
    atMost(
      "time for each group of a GroupFleet of 50,000, against one of 1,000",
      1.1,
      ratio(perGroup(50_000), perGroup(1000)),
    ),
  ];
}

function difference(value: number | undefined, base: number | undefined): number | undefined {
  return value === undefined || base === undefined ? undefined : value - base;
}

/** The verdicts as lines for a terminal. */
export function targetLines(record: BenchRecord): string[] {
  return verdicts(record).map(({ text, limit, value, isMet }) => {
    const word = isMet === undefined ? "?     " : isMet ? "met   " : "MISSED";
    return `${word}  ${text}: ${limit}; ${value === undefined ? "not measured" : value.toFixed(2)}`;
  });
}

function atMost(text: string, limit: number, value: number | undefined, unit = "×"): Verdict {
  return {
    text,
    limit: `at most ${limit} ${unit}`.trim(),
    value,
    isMet: value === undefined ? undefined : value <= limit,
  };
}

function atLeast(text: string, limit: number, value: number | undefined): Verdict {
  return { text, limit: `at least ${limit} ×`, value, isMet: value === undefined ? undefined : value >= limit };
}

function ratio(value: number | undefined, base: number | undefined): number | undefined {
  return value === undefined || base === undefined ? undefined : value / base;
}

function refusedOfOurs({ measurements }: BenchRecord): number | undefined {
  const ours = contenders.filter(({ isOurs }) => isOurs).map(({ key }) => key);
  const counts = measurements.filter(({ contender }) => ours.includes(contender)).map((each) => refused(each) ?? 0);
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}
