import assert from "node:assert/strict";
import { operationContext } from "../../../../provider/operationContext";
import { noProgram } from "../../../../provider/program/programView";
import { readSettings } from "../../../../provider/settings";
import { sweepGroups } from "../../../../provider/sweep/sweep";
import { combinedReading, isPersistent, isSwept, readings } from "./rules";
import { knows } from "./stateCheck";
import type { TestStack } from "./testStack";

/**
 * After a destroy, a stack leaves in the service only groups that its program said to leave, or that no state knew. A sweep
 * lists those, and disbands those with a valid mark of the identity unless it says that they are persistent, and no others.
 */
export async function assertSwept(testStack: TestStack, identity: string): Promise<void> {
  const { stack, environment, history, snapshot } = testStack;
  const left = environment.groups().filter((group) => history.of(group).owners.has(stack) && !knows(snapshot, group));
  for (const group of left) {
    const { isRetained, isForgotten } = history.of(group);
    assert.ok(isRetained || isForgotten, `${group.id} is left`);
  }
  if (left.every((group) => history.of(group).isRetained)) return;
  const reader = { identities: [identity], key: environment.key, field: testStack.field };
  const before = environment.groups();
  const listed = await sweep(testStack, { stack: testStack.names }, true);
  const named = before.filter((group) =>
    readings(group, reader, environment.marks).some((each) => "stack" in each && each.stack === testStack.names),
  );
  for (const { id } of named) assert.ok(listed.has(id), `${id} names the stack, and the sweep does not list it`);
  const expected = before.filter((group) => {
    const isCertified = history.isCertified(group.id, identity);
    const found = readings(group, reader, environment.marks);
    if (isPersistent(found)) return false;
    return combinedReading(found, reader) === "owned" || isSwept(group, reader, environment.marks, isCertified);
  });
  const swept = await sweep(testStack, { identity }, false);
  assert.deepEqual([...swept].sort(), expected.map(({ id }) => id).sort());
  for (const group of expected) {
    const record = history.of(group);
    assert.ok(
      record.owners.has(stack) || record.isTampered,
      `the sweep disbands ${group.id}, which ${stack} does not own`,
    );
  }
  environment.takeEffects();
}

/** The ids that `tencent-chat sweep` lists or disbands. */
async function sweep({ environment, field }: TestStack, target: object, dryRun: boolean): Promise<ReadonlySet<string>> {
  const variables: Readonly<Record<string, string | undefined>> = {
    ...environment.emulator.env(),
    TENCENT_CHAT_OWNER_FIELD: field,
  };
  const settings = readSettings(
    () => undefined,
    (variable) => variables[variable],
  );
  const log = { debug: () => {}, info: () => {}, warn: () => {} };
  const context = operationContext(settings, { log, startBy: new AbortController().signal, program: noProgram });
  const { swept, unproven, persistent } = await sweepGroups(target, { dryRun, search: true }, context);
  return new Set([...swept, ...(dryRun ? [...unproven, ...persistent] : [])].map(({ groupId }) => groupId));
}
