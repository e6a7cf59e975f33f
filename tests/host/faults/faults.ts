import { accountCodes } from "../../../chat/codes/account";
import { groupCodes } from "../../../chat/codes/group";
import { httpCodes } from "../../../chat/codes/http";
import type { CodeRow, ErrorClass } from "../../../chat/codes/row";
import { describeCode } from "../../../chat/errorCodes";
import type { Fault } from "../../../emulator";

/** One thing that goes wrong: a column of the matrix. */
export interface FaultColumn {
  /** Columns of one family are one table of the report. */
  readonly family: string;
  /** What happens, as the head of the column. Columns of one label whose cells are all equal are one in the report. */
  readonly label: string;
  /** What tells columns of one label apart: the code. */
  readonly code?: number;
  readonly fault: Fault;
  /** After that nothing about the resource gets through any more, until it is run again. */
  readonly isThenCutOff?: true;
  /** How many calls of each resource it hits. */
  readonly times: number;
  /** How many resources do the same at once. */
  readonly crowd: number;
  readonly lane: LaneKind;
  /** False: another column has a code that the client treats alike. */
  readonly isOfKind?: boolean;
}

/**
 * Which process a cell runs in. `patient`: one that has the time to get over a fault. `hasty`: a short deadline, for what
 * never ends. `throttled`: one for each code, because a throttle answer slows down all calls of a process; hasty where it
 * is for one resource alone. `cutOff`: hasty, one cell at a time, because reads of several groups share a call. `fresh`:
 * one for each cell, because a process makes a new signature once a minute at most.
 */
export type LaneKind = "patient" | "hasty" | "throttled" | "throttledHasty" | "fresh" | "cutOff";

const FOR_EVER = Number.POSITIVE_INFINITY;
/** 25 resources, each refused twice: a burst of 50 refusals. */
const BURST = { crowd: 25, times: 2 };

const transientCodes = codesOf("transient");
const throttleCodes = codesOf("throttled");
const moments = ["before", "after"] as const;

/** Every fault of the matrix. A new one is a line here. */
export const faultColumns: readonly FaultColumn[] = [
  ...moments.map((when) => column("No answer", `none, once, ${when} the effect`, { kind: "hang", when })),
  ...moments.map((when) => forEver("No answer", `none, for ever, ${when} the effect`, { kind: "hang", when })),
  column("No answer", "after 5 s", { kind: "delay", ms: 5000 }),
  ...moments.map((when) => column("Broken connection", `reset ${when} the effect`, { kind: "reset", when })),
  ...moments.map((when) =>
    column("Broken connection", `half an answer, ${when} the effect`, { kind: "halfAnswer", when }),
  ),
  ...moments.map((when) =>
    column("Other answers", `502 with HTML, ${when} the effect`, { kind: "http", status: 502, when }),
  ),
  ...moments.map(
    (when): FaultColumn => ({
      ...column("Broken connection", `reset ${when} the effect, and nothing more gets through`, {
        kind: "reset",
        when,
      }),
      isThenCutOff: true,
      lane: "cutOff",
    }),
  ),
  ...moments.map((when) => column("Other answers", `no JSON, ${when} the effect`, body("<html>Log in</html>", when))),
  ...moments.map((when) =>
    column("Other answers", `JSON of another shape, ${when} the effect`, body('{"ok":true}', when)),
  ),
  ...transientCodes
    .flatMap((code) => [
      column("Transient codes", "once", { kind: "errorCode", code }),
      column("Transient codes", "once, although it was carried out", { kind: "errorCode", code, effect: "before" }),
      forEver("Transient codes", "for ever", { kind: "errorCode", code }),
    ])
    .map((each) => ({ ...each, isOfKind: kindsOf(transientCodes).includes(Number(each.code)) })),
  ...throttleCodes.map(
    (code): FaultColumn => ({
      ...column("Throttle codes", "50 times", { kind: "errorCode", code }),
      times: 50,
      lane: "throttledHasty",
      isOfKind: kindsOf(throttleCodes).includes(code),
    }),
  ),
  ...kindsOf(throttleCodes).map(
    (code): FaultColumn => ({
      ...column("Throttle codes", "50 times, shared by 25 resources", { kind: "errorCode", code }),
      ...BURST,
      lane: "throttled",
    }),
  ),
  { ...column("Signature", "refused once", { kind: "errorCode", code: 70001 }), lane: "fresh" },
  forEver("Signature", "refused for ever", { kind: "errorCode", code: 70001 }),
  forEver("Signature", "too many failed checks", { kind: "errorCode", code: 70050 }),
];

function column(family: string, label: string, fault: Fault): FaultColumn {
  const code = fault.kind === "errorCode" && { code: fault.code };
  return { family, label, ...code, fault, times: 1, crowd: 1, lane: "patient" };
}

function forEver(family: string, label: string, fault: Fault): FaultColumn {
  return { ...column(family, label, fault), times: FOR_EVER, lane: "hasty" };
}

function body(text: string, when: "before" | "after"): Fault {
  return { kind: "body", body: text, when };
}

/** One code of each kind: the client treats those of one kind alike. */
function kindsOf(codes: readonly number[]): readonly number[] {
  const kinds = new Map(codes.map((code) => [JSON.stringify(describeCode(code).traits), code]));
  return [...kinds.values()];
}

/** The codes of a class that an API of groups can answer; those that nobody may try again have columns of their own. */
function codesOf(wanted: ErrorClass): readonly number[] {
  return [...httpCodes, ...accountCodes, ...groupCodes]
    .filter(([, errorClass, , , traits]: CodeRow) => errorClass === wanted && !traits?.neverRetry)
    .flatMap(([code]) => (typeof code === "number" ? [code] : []));
}
