import assert from "node:assert/strict";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { FaultHandle } from "../../../emulator";
import { HostError } from "../support/errors";
import type { FaultColumn } from "./faults";
import type { Operation, Target } from "./operations";
import { type FaultFilter, type Subject, withoutInternal } from "./subjects/subject";
import type { Worker } from "./worker";

/** An API that an operation on a resource calls: a row of the matrix. */
export interface Row {
  readonly subject: Subject;
  readonly operation: Operation;
  readonly api: string;
}

export interface Cell {
  readonly row: Row;
  readonly column: FaultColumn;
}

/** The result of a cell, from best to worst. Each ends as declared, and with nothing left after a destroy. */
const OUTCOMES = ["recovers", "fails, rerun succeeds", "fails partway, rerun succeeds"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The machine may be busy. An operation that ignores its deadline takes much longer. */
const TOLERANCE_MS = 7000;

/** Time limit of a whole cell; beyond it the cell hangs. */
const CELL_TIMEOUT_MS = 150_000;

/** The advice that every failure must contain. */
const ADVICE =
  /(\b(check|try again|wait|slow down|look|set|go on|run it again)\b|run `pulumi |the next `pulumi up` finishes it|give it more time)/i;

/**
 * Injects the fault, runs again without it as the engine would, and destroys. Whatever the fault: the service and the state
 * agree in the end, one object was created, one deleted, and no foreign object was touched.
 */
export async function runCell(worker: Worker, { row, column }: Cell, name: string): Promise<Outcome> {
  const names = Array.from({ length: column.resourceCount }, (_, index) =>
    column.resourceCount === 1 ? name : `${name}-${index}`,
  );
  return withTimeout(CELL_TIMEOUT_MS, runAll(worker, { row, column }, names));
}

async function runAll(worker: Worker, { row, column }: Cell, names: readonly string[]): Promise<Outcome> {
  const targets = await Promise.all(names.map((each) => worker.target(row.subject, each)));
  const outcomes = await Promise.all(targets.map((target) => runOne(worker, target, row, column)));
  worker.assertBystandersUntouched();
  return OUTCOMES[Math.max(...outcomes.map((outcome) => OUTCOMES.indexOf(outcome)))] ?? "recovers";
}

async function runOne(worker: Worker, target: Target, { operation, api }: Row, column: FaultColumn): Promise<Outcome> {
  const { subject, app, inputs } = target;
  const foreign = subject.foreign?.(app, inputs);
  await operation.prepare(target);
  const rules = injectFault(worker, subject.faultFilter(inputs), api, column);
  const outcome = await runWithFault(worker, target, { operation, api }, rules);
  await letPendingRequestsArrive();
  for (const rule of rules) rule.remove();
  if (outcome !== "recovers") await operation.run(target);
  if (operation.name !== "destroy") {
    await assertConsistent(target, operation);
    await target.resource.destroy();
  }
  assertDeleted(worker, target);
  assert.deepEqual(subject.foreign?.(app, inputs), foreign, "foreign objects have changed");
  return outcome;
}

function injectFault({ emulator }: Worker, aim: FaultFilter, api: string, column: FaultColumn): FaultHandle[] {
  const { fault, times, isThenDisconnected } = column;
  const rules = [emulator.faults.add({ api, ...aim, times, fault })];
  if (isThenDisconnected) {
    const outage = { ...aim, times: Number.POSITIVE_INFINITY, fault: { kind: "reset", when: "before" } } as const;
    // Requests before the fault succeed.
    void emulator.journal.next({ api, ...aim, outcome: "fault" }).then(() => rules.push(emulator.faults.add(outage)));
  }
  return rules;
}

async function runWithFault(
  worker: Worker,
  target: Target,
  { operation, api }: Pick<Row, "operation" | "api">,
  rules: readonly FaultHandle[],
): Promise<Outcome> {
  const started = performance.now();
  const failure = await operation.run(target).then(
    () => undefined,
    (error: unknown) => error,
  );
  const elapsed = performance.now() - started;
  assert.ok((rules[0]?.hits ?? 0) > 0, "the fault did not strike");
  assert.ok(elapsed < worker.deadlineSeconds * 1000 + TOLERANCE_MS, `it took ${Math.round(elapsed)} ms`);
  if (failure === undefined) return "recovers";
  assertHelpful(worker, target, failure);
  assert.ok(String(failure).includes(api), `it does not name ${api}, which failed: ${String(failure)}`);
  const { resource, subject, app, inputs } = target;
  if (resource.state === undefined) assert.ok(!subject.exists(app, inputs), "it is created, and in no state");
  return resource.state?.isUnfinished ? "fails partway, rerun succeeds" : "fails, rerun succeeds";
}

function assertHelpful(worker: Worker, { subject, inputs }: Target, failure: unknown): void {
  assert.ok(failure instanceof HostError, `an unexpected failure: ${String(failure)}`);
  const { message } = failure;
  const { groupId, account } = subject.faultFilter(inputs);
  assert.ok(message.includes(String(groupId ?? account)), `it does not name the resource: ${message}`);
  assert.match(message, ADVICE, "it does not say what to do");
  assert.doesNotMatch(message, /This is a defect/, "it is reported as a defect");
  worker.assertSafeToShow("the failure", message);
}

/** The service has what the program declares, the state agrees, and a refresh finds no drift. */
async function assertConsistent(target: Target, operation: Operation): Promise<void> {
  const { resource, subject, app, inputs } = target;
  const declared = await resource.checkedInputs(operation.declared(target));
  assert.deepEqual(withoutInternal(subject.actual(app, declared)), withoutInternal(declared));
  const before = { state: resource.state, mark: subject.mark?.(app, inputs) };
  await resource.refresh();
  assert.deepEqual(resource.state?.outputs, before.state?.outputs, "the state and the service differ");
  assert.deepEqual(resource.state?.inputs, before.state?.inputs, "the service and the program differ");
  assert.deepEqual(subject.mark?.(app, inputs), before.mark, "the refresh had to restore a mark");
}

/** A cancelled request may still take effect later, so only the APIs that are unsafe to repeat are counted. */
function assertDeleted(worker: Worker, { subject, app, inputs }: Target): void {
  assert.ok(!subject.exists(app, inputs), "it exists after the destroy");
  const effects = worker.emulator.journal.entries({ ...subject.faultFilter(inputs), effect: true });
  for (const api of subject.exactlyOnce) {
    assert.equal(effects.filter((entry) => entry.api === api).length, 1, `${api} took effect once`);
  }
}

/** A request that the provider has cancelled may be in the service's queue: the fault applies to it as well. */
async function letPendingRequestsArrive(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await nextTurn();
}

async function withTimeout<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const hanging = wait(ms, undefined, { signal: over.signal }).then(() => assert.fail(`it hangs for ${ms} ms`));
  hanging.catch(() => undefined);
  return Promise.race([work, hanging]).finally(() => over.abort());
}
