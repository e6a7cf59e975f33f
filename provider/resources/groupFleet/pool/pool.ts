import { CancelledError, ChatError, type ErrorClass } from "../../../../chat";
import { linkSignals } from "../../../../chat/base/abort";
import { withContext } from "../../../errors";
import type { OperationContext } from "../../../handler";
import { windowWithin, withNewDeadline } from "../../../operationContext";
import { forEachConcurrently } from "../../../reconcile/concurrency";
import { countText } from "../../member/listText";
import { limitedLogger } from "./limitedLogger";
import { Progress } from "./progress";

/** How many groups are worked on at a time. The limit of 200 calls a second sets the pace. */
const width = 128;
/** With a wait after a farewell, most groups wait and make no calls. */
const widthWithWaits = 5_000;
/** How long reads of different groups wait for each other: 50 share a call (doc 34961). */
const batchWindowMs = 200;
/** After so many failures, most others would fail as well. */
const maxFailures = 20;
/** Every other group would fail in the same way. */
const generalClasses: readonly ErrorClass[] = ["authentication", "plan", "permission"];

export interface GroupTask {
  /** What a failure of the service is reported with, such as `Could not create the group lobby (…)`. */
  readonly doing: string;
  run(operation: OperationContext): Promise<void>;
}

/** How the work on many groups ended. */
export interface PoolResult {
  readonly failures: readonly string[];
  /** How many groups were not started. */
  readonly remaining: number;
}

/**
 * Works on many groups at a time, each with a deadline of its own. A failure of one group stops no other, unless it
 * concerns all, or there are many. After Ctrl-C, and if the engine is gone, no further group is started.
 */
export async function forEachGroup(
  title: string,
  tasks: readonly GroupTask[],
  operation: OperationContext,
  { waits = false }: { readonly waits?: boolean } = {},
): Promise<PoolResult> {
  const failures: string[] = [];
  const stop = linkSignals(operation.startBy, operation.cancelled);
  const progress = new Progress(title, tasks.length, operation);
  const { log, end } = limitedLogger(operation.log);
  let started = 0;
  const work = async ({ doing, run }: GroupTask) => {
    started += 1;
    const { call, ...rest } = withNewDeadline(operation);
    try {
      await run({ ...rest, log, call: { ...call, batchWindowMs: windowWithin(operation.settings, batchWindowMs) } });
    } catch (error) {
      if (stop.signal.aborted && isNotSent(error)) {
        started -= 1;
        return;
      }
      failures.push(withContext(doing, error));
      const isGeneral = error instanceof ChatError && generalClasses.includes(error.errorClass);
      if (isGeneral || failures.length >= maxFailures) stop.abort(new Error("no further group is started"));
    }
    progress.step();
  };
  try {
    await forEachConcurrently(tasks, waits ? widthWithWaits : width, stop.signal, work);
  } finally {
    stop.unlink();
    end();
  }
  return { failures, remaining: tasks.length - started };
}

/** Whether the call that changes the group was still waiting for the limit, so that nothing was begun. */
function isNotSent(error: unknown): boolean {
  return error instanceof CancelledError && !error.isIndeterminate;
}

/** Returns one text for all failures; undefined if all groups were worked on without any. */
export function failureText({ failures, remaining }: PoolResult): string | undefined {
  if (failures.length === 0 && remaining === 0) return undefined;
  const shown = failures.slice(0, 10).map((text) => `\n  - ${text.replaceAll("\n", "\n    ")}`);
  const more = failures.length > 10 ? `\n  - and ${failures.length - 10} more` : "";
  const stopped =
    remaining === 0 ? "" : `\n  ${countText(remaining, "group")} ${remaining === 1 ? "was" : "were"} not begun.`;
  return `${shown.join("")}${more}${stopped}`;
}
