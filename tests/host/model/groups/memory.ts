import assert from "node:assert/strict";
import type { Outcome } from "../engine/deployment";
import type { Snapshot } from "../engine/snapshot";
import type { Truth } from "./ledger";
import type { Group } from "./rules";
import type { Side } from "./side";

interface Ending {
  readonly status: Outcome["status"];
  readonly checkpoints: boolean;
  readonly left?: Outcome["left"];
  /** The groups that the last step has created or adopted. */
  readonly last?: Truth | undefined;
}

/** A state never forgets a group of its stack, unless nobody could write it down, or the program says to leave it. */
export function assertKept(side: Side, ending: Ending): void {
  const { stack, world, ledger, snapshot } = side;
  for (const group of world.groups()) {
    const truth = ledger.of(group);
    if (!truth.claims.has(stack)) continue;
    if (knows(snapshot, group)) {
      truth.isForgotten = false;
      truth.isRetained = false;
    } else if (!truth.isForgotten && !truth.isRetained) {
      forget(stack, truth, group, ending);
    }
  }
}

/** Whether a state has a group, other than as deleted to make room for another. */
export function knows({ resources }: Pick<Snapshot, "resources">, { id, born }: Pick<Group, "id" | "born">): boolean {
  return resources.some(
    ({ outputs: { groupId, createTime }, isPendingReplacement }) =>
      groupId === id && (createTime ?? born) === born && !isPendingReplacement,
  );
}

function forget(stack: string, truth: Truth, group: Group, { status, checkpoints, left = [], last }: Ending): void {
  if (left.some(({ outputs }) => outputs["groupId"] === group.id)) {
    truth.isRetained = true;
    return;
  }
  const isUnsaved = status === "killed" && (!checkpoints || truth === last);
  assert.ok(isUnsaved, `the state of ${stack} forgets ${group.id}`);
  truth.isForgotten = true;
}
