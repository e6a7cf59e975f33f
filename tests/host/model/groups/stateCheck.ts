import assert from "node:assert/strict";
import type { Outcome } from "../engine/deployment";
import type { Snapshot } from "../engine/snapshot";
import type { StackName } from "./constants";
import type { Environment } from "./environment";
import type { GroupHistory, GroupRecord } from "./history";
import type { Group } from "./rules";

/** A stack and its state. */
interface StackState {
  readonly stack: StackName;
  readonly environment: Environment;
  readonly history: GroupHistory;
  readonly snapshot: Snapshot;
}

interface Ending {
  readonly status: Outcome["status"];
  readonly checkpoints: boolean;
  readonly left?: Outcome["dropped"];
  /** The groups that the last step has created or adopted. */
  readonly last?: GroupRecord | undefined;
}

/** A state never forgets a group of its stack, unless nobody could write it down, or the program says to leave it. */
export function assertNothingForgotten(testStack: StackState, ending: Ending): void {
  const { stack, environment, history, snapshot } = testStack;
  for (const group of environment.groups()) {
    const record = history.of(group);
    if (!record.owners.has(stack)) continue;
    if (knows(snapshot, group)) {
      record.isForgotten = false;
      record.isRetained = false;
    } else if (!record.isForgotten && !record.isRetained) {
      forget(stack, record, group, ending);
    }
  }
}

/** Whether a state has a group, other than as deleted to make room for another. */
export function knows(
  { resources }: Pick<Snapshot, "resources">,
  { id, createdAt }: Pick<Group, "id" | "createdAt">,
): boolean {
  return resources.some(
    ({ outputs: { groupId, createTime }, isPendingReplacement }) =>
      groupId === id && (createTime ?? createdAt) === createdAt && !isPendingReplacement,
  );
}

function forget(
  stack: string,
  record: GroupRecord,
  group: Group,
  { status, checkpoints, left = [], last }: Ending,
): void {
  if (left.some(({ outputs }) => outputs["groupId"] === group.id)) {
    record.isRetained = true;
    return;
  }
  const isUnsaved = status === "killed" && (!checkpoints || record === last);
  assert.ok(isUnsaved, `the state of ${stack} forgets ${group.id}`);
  record.isForgotten = true;
}
