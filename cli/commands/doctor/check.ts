/**
 * `ok`: it works. `warning`: it works, but not as one would expect, or not for long. `problem`: it does not work.
 * `skipped`: it depends on a check that found a problem. `unknown`: only a write could tell, and doctor writes nothing.
 */
export type CheckStatus = "ok" | "warning" | "problem" | "skipped" | "unknown";

/** What was looked at, what was found, and what to do. */
export interface Check {
  /** What was looked at, such as `dns`. Several findings about it have the same id. */
  readonly id: string;
  readonly status: CheckStatus;
  readonly text: string;
  /** What to do; where possible, a command. */
  readonly advice?: string;
}

export function ok(id: string, text: string): Check {
  return { id, status: "ok", text };
}

export function warning(id: string, text: string, advice: string): Check {
  return { id, status: "warning", text, advice };
}

export function problem(id: string, text: string, advice: string): Check {
  return { id, status: "problem", text, advice };
}

export function unknown(id: string, text: string): Check {
  return { id, status: "unknown", text: `not known: ${text}` };
}

/** A check, or a few, that make sense only if the earlier steps found no problem that stops them. */
export interface Step {
  readonly ids: readonly string[];
  /** The check whose problem stops the later steps. Default: the first. */
  readonly stopsBy?: string;
  run(): Promise<readonly Check[]>;
}

/** Runs the steps in order. After a problem that stops them, the others are skipped. */
export async function runSteps(steps: readonly Step[], failed?: Check): Promise<readonly Check[]> {
  const checks: Check[] = [];
  let cause = failed;
  for (const { ids, run, stopsBy = ids[0] } of steps) {
    const found = cause === undefined ? await run() : ids.map((id) => skippedAfter(id, cause?.id ?? ""));
    checks.push(...found);
    cause ??= found.find(({ id, status }) => status === "problem" && id === stopsBy);
  }
  return checks;
}

export function skippedAfter(id: string, cause: string): Check {
  return { id, status: "skipped", text: `not checked: first solve the problem of "${cause}"` };
}
