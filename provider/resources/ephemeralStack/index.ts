import { OperationError } from "../../errors";
import type { DiffResult, OperationContext, PlanContext, Properties, ResourceHandler } from "../../handler";
import { refuseOtherApp } from "../../ownership/app";
import { parseOwner } from "../../ownership/owner";
import { aText, commonState } from "../../state";
import type { Owned } from "../../sweep/claim";
import { type LeftGroup, sweepStack } from "../../sweep/sweep";
import { argument, checkProperties, lifetime, managedByShape } from "../../validation";

interface Inputs {
  /** How long the groups of the stack are meant to live, such as `48h`. */
  readonly ttl: string;
  readonly managedBy: string;
}

interface State extends Inputs {
  readonly sdkAppId: number;
}

const shape = { ttl: argument("ttl", lifetime), managedBy: managedByShape };

/**
 * A stack whose groups must not outlive it. Nothing of it exists in the service: it is made first and deleted last, and
 * the delete of a destroy disbands what carries the stack's mark by then, such as what an interrupted up left behind.
 */
export const ephemeralStackHandler: ResourceHandler<Inputs, State> = {
  describe: (_id, { managedBy }) => `ephemeral stack ${typeof managedBy === "string" ? stackOf(managedBy) : ""}`.trim(),
  stateSchema: { ...commonState, ttl: aText },
  check: (_olds, news) => ({ inputs: news as unknown as Inputs, failures: checkProperties(shape, news) }),
  diff,
  create: async (inputs, operation) => ({ id: stackOf(inputs.managedBy), outputs: stateOf(inputs, operation) }),
  read: async (id, state) => ({ id, inputs: inputsOf(state as State), outputs: state as State }),
  update: async (_id, _olds, news, operation) => stateOf(news, operation),
  delete: sweep,
};

function diff(olds: State, news: Inputs, plan: PlanContext): DiffResult {
  const movesApp = olds.sdkAppId !== plan.sdkAppId;
  const inputsDiffer = olds.ttl !== news.ttl || olds.managedBy !== news.managedBy;
  return {
    replaces: movesApp ? ["sdkAppId"] : [],
    changes: inputsDiffer ? "inputs" : movesApp ? "state" : "none",
    deleteBeforeReplace: false,
  };
}

async function sweep(_id: string, state: State, operation: OperationContext): Promise<void> {
  const stack = stackOf(state.managedBy);
  refuseOtherApp("delete", `ephemeral stack ${stack}`, state.sdkAppId, operation);
  if (operation.duringUpdate) {
    operation.log.info(
      `The ephemeral stack ${stack} is not swept: it was replaced or taken out of a program that may declare its groups still. ` +
        `Only a destroy sweeps; \`tencent-chat sweep --stack ${stack}\` lists what there is.`,
    );
    return;
  }
  const { looked, swept, failed, unproven } = await sweepStack(
    stack,
    { dryRun: false, wanted: isEphemeral },
    operation,
  );
  if (swept.length > 0) {
    const ids = swept.map(({ groupId }) => groupId).join(", ");
    operation.log.info(
      `Swept the stack ${stack}: of ${looked} groups of the app, ${swept.length} were its own and in no state, and are disbanded: ${ids}.`,
    );
  }
  for (const { groupId, why } of unproven) operation.log.warn(`The group ${groupId} is left alone: ${why}.`);
  if (failed.length > 0) throw leftovers(stack, failed);
}

/**
 * A mark without an expiry is of a group that was never part of an ephemeral stack, such as one that was declared before it;
 * a derived id without a mark is what a killed run left.
 */
function isEphemeral({ proof, expires }: Owned): boolean {
  return proof === "derived id" || expires;
}

function leftovers(stack: string, groups: readonly LeftGroup[]): OperationError {
  const lines = groups.map(({ groupId, why }) => `  - ${groupId}: ${why}`);
  return new OperationError(
    `Some groups of the stack ${stack} could not be disbanded:\n${lines.join("\n")}\nRun \`pulumi destroy\` again.`,
  );
}

function stateOf(inputs: Inputs, { settings }: OperationContext): State {
  return { ...inputs, sdkAppId: settings.sdkAppId };
}

function inputsOf({ ttl, managedBy }: State): Inputs {
  return { ttl, managedBy };
}

function stackOf(managedBy: Properties[string]): string {
  return parseOwner(String(managedBy))?.stack ?? "";
}
