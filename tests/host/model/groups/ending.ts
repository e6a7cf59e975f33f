import assert from "node:assert/strict";
import { operationContext } from "../../../../provider/operationContext";
import { noProgram } from "../../../../provider/program/programView";
import { readSettings } from "../../../../provider/settings";
import { sweepGroups } from "../../../../provider/sweep/sweep";
import { knows } from "./memory";
import { conclusion, isSwept, readings } from "./rules";
import type { Side } from "./side";

/**
 * After a destroy, a stack leaves in the service only groups that its program said to leave, or that no state knew. A sweep
 * lists those, and disbands those with a valid mark of the identity, and no others.
 */
export async function assertSwept(side: Side, identity: string): Promise<void> {
  const { stack, world, ledger, snapshot } = side;
  const left = world.groups().filter((group) => ledger.of(group).claims.has(stack) && !knows(snapshot, group));
  for (const group of left) {
    const { isRetained, isForgotten } = ledger.of(group);
    assert.ok(isRetained || isForgotten, `${group.id} is left`);
  }
  if (left.every((group) => ledger.of(group).isRetained)) return;
  const reader = { identities: [identity], key: world.key, field: side.field };
  const before = world.groups();
  const listed = await sweep(side, { stack: side.names }, true);
  const named = before.filter((group) =>
    readings(group, reader, world.marks).some((each) => "stack" in each && each.stack === side.names),
  );
  for (const { id } of named) assert.ok(listed.has(id), `${id} names the stack, and the sweep does not list it`);
  const expected = before.filter((group) => {
    const isCertified = ledger.isCertified(group.id, identity);
    const found = readings(group, reader, world.marks);
    return conclusion(found, reader) === "ours" || isSwept(group, reader, world.marks, isCertified);
  });
  const swept = await sweep(side, { identity }, false);
  assert.deepEqual([...swept].sort(), expected.map(({ id }) => id).sort());
  for (const group of expected) {
    const truth = ledger.of(group);
    assert.ok(
      truth.claims.has(stack) || truth.isTampered,
      `the sweep disbands ${group.id}, which ${stack} does not own`,
    );
  }
  world.takeEffects();
}

/** The ids that `tencent-chat sweep` lists or disbands. */
async function sweep({ world, field }: Side, target: object, dryRun: boolean): Promise<ReadonlySet<string>> {
  const environment: Readonly<Record<string, string | undefined>> = {
    ...world.emulator.env(),
    TENCENT_CHAT_OWNER_FIELD: field,
  };
  const settings = readSettings(
    () => undefined,
    (variable) => environment[variable],
  );
  const log = { debug: () => {}, info: () => {}, warn: () => {} };
  const context = operationContext(settings, { log, startBy: new AbortController().signal, program: noProgram });
  const { swept, unproven } = await sweepGroups(target, { dryRun, search: true }, context);
  return new Set([...swept, ...(dryRun ? unproven : [])].map(({ groupId }) => groupId));
}
