import { describeCode } from "../../../chat/codes";
import { accountCodes } from "../../../chat/codes/account";
import { groupCodes } from "../../../chat/codes/group";
import { httpCodes } from "../../../chat/codes/http";
import type { CodeRow, ErrorClass } from "../../../chat/codes/row";
import type { Fault } from "../../../emulator";

/** One fault: a column of the matrix. */
export interface FaultColumn {
  /** Columns of one family are one table of the report. */
  readonly family: string;
  /** The head of the column. Columns with the same label and the same cells are merged in the report. */
  readonly label: string;
  /** The code that distinguishes columns with the same label. */
  readonly code?: number;
  readonly fault: Fault;
  /** Afterwards every call about the resource fails until the operation is run again. */
  readonly isThenDisconnected?: true;
  /** How many calls of each resource it hits. */
  readonly times: number;
  /** How many resources run the same operation at once. */
  readonly resourceCount: number;
  readonly worker: WorkerKind;
  /** False if the client handles another column's code identically. */
  readonly isFirstOfKind?: boolean;
}

/**
 * The process that a cell runs in. `normal`: enough time to recover. `shortDeadline`: for permanent faults. `throttled`: one
 * per code, because a throttle answer slows down all calls of a process; with a short deadline if only one resource is hit.
 * `cutOff`: short deadline, one cell at a time, because reads of several groups share a call. `fresh`: one process per cell,
 * because a process creates a new signature at most once a minute.
 */
export type WorkerKind = "normal" | "shortDeadline" | "throttled" | "throttledShortDeadline" | "fresh" | "cutOff";

const UNLIMITED = Number.POSITIVE_INFINITY;
/** 25 resources, each refused twice: a burst of 50 refusals. */
const BURST = { resourceCount: 25, times: 2 };

const transientCodes = codesOf("transient");
const throttleCodes = codesOf("throttled");
const moments = ["before", "after"] as const;

/** Every fault of the matrix. A new one is a line here. */
export const faultColumns: readonly FaultColumn[] = [
  ...moments.map((when) => column("No answer", `no answer once, ${when} the effect`, { kind: "hang", when })),
  ...moments.map((when) =>
    permanent("No answer", `no answer, permanently, ${when} the effect`, { kind: "hang", when }),
  ),
  column("No answer", "answer after 5 s", { kind: "delay", ms: 5000 }),
  ...moments.map((when) => column("Broken connection", `reset ${when} the effect`, { kind: "reset", when })),
  ...moments.map((when) =>
    column("Broken connection", `truncated answer, ${when} the effect`, { kind: "halfAnswer", when }),
  ),
  ...moments.map((when) =>
    column("Other answers", `502 with HTML, ${when} the effect`, { kind: "http", status: 502, when }),
  ),
  ...moments.map(
    (when): FaultColumn => ({
      ...column("Broken connection", `reset ${when} the effect, then no connection`, {
        kind: "reset",
        when,
      }),
      isThenDisconnected: true,
      worker: "cutOff",
    }),
  ),
  ...moments.map((when) => column("Other answers", `not JSON, ${when} the effect`, body("<html>Log in</html>", when))),
  ...moments.map((when) =>
    column("Other answers", `JSON with another schema, ${when} the effect`, body('{"ok":true}', when)),
  ),
  ...transientCodes
    .flatMap((code) => [
      column("Transient codes", "once", { kind: "errorCode", code }),
      column("Transient codes", "once, after the effect", { kind: "errorCode", code, effect: "before" }),
      permanent("Transient codes", "permanently", { kind: "errorCode", code }),
    ])
    .map((each) => ({ ...each, isFirstOfKind: kindsOf(transientCodes).includes(Number(each.code)) })),
  ...throttleCodes.map(
    (code): FaultColumn => ({
      ...column("Throttle codes", "50 times", { kind: "errorCode", code }),
      times: 50,
      worker: "throttledShortDeadline",
      isFirstOfKind: kindsOf(throttleCodes).includes(code),
    }),
  ),
  ...kindsOf(throttleCodes).map(
    (code): FaultColumn => ({
      ...column("Throttle codes", "50 times, shared by 25 resources", { kind: "errorCode", code }),
      ...BURST,
      worker: "throttled",
    }),
  ),
  { ...column("Signature", "refused once", { kind: "errorCode", code: 70001 }), worker: "fresh" },
  permanent("Signature", "refused permanently", { kind: "errorCode", code: 70001 }),
  permanent("Signature", "too many failed checks", { kind: "errorCode", code: 70050 }),
];

function column(family: string, label: string, fault: Fault): FaultColumn {
  const code = fault.kind === "errorCode" && { code: fault.code };
  return { family, label, ...code, fault, times: 1, resourceCount: 1, worker: "normal" };
}

function permanent(family: string, label: string, fault: Fault): FaultColumn {
  return { ...column(family, label, fault), times: UNLIMITED, worker: "shortDeadline" };
}

function body(text: string, when: "before" | "after"): Fault {
  return { kind: "body", body: text, when };
}

/** One code of each kind. The client handles the codes of a kind identically. */
function kindsOf(codes: readonly number[]): readonly number[] {
  const kinds = new Map(codes.map((code) => [JSON.stringify(describeCode(code).traits), code]));
  return [...kinds.values()];
}

/** The codes of a class that an API of groups can answer. Codes that must not be retried have columns of their own. */
function codesOf(wanted: ErrorClass): readonly number[] {
  return [...httpCodes, ...accountCodes, ...groupCodes]
    .filter(([, errorClass, , , traits]: CodeRow) => errorClass === wanted && !traits?.neverRetry)
    .flatMap(([code]) => (typeof code === "number" ? [code] : []));
}
