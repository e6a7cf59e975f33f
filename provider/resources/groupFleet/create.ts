import { OperationError, PartialFailure } from "../../errors";
import type { OperationContext } from "../../handler";
import { applyPlan } from "./apply";
import { fleetDisplayName } from "./displayName";
import { knownGroups } from "./plan/expand";
import type { FleetInputs, FleetState } from "./types";

/** Creates the groups of a fleet, or adopts those that an interrupted run of the same program created. */
export async function createFleet(
  inputs: FleetInputs,
  operation: OperationContext,
): Promise<{ id: string; outputs: FleetState }> {
  const creates = Array.from(knownGroups(inputs), ([key, news]) => ({ key, news }));
  const plan = { creates, updates: [], unchanged: [], deletes: [] };
  const id = fleetId(inputs);
  const { state, size, failure } = await applyPlan(
    `Creating the ${fleetDisplayName(inputs)}`,
    id,
    plan,
    inputs,
    operation,
  );
  if (failure === undefined) return { id, outputs: state };
  const text = `The ${fleetDisplayName(inputs)} was not created completely: ${size} of ${creates.length} groups exist.${failure}`;
  if (size === 0) throw new OperationError(`${text}\nNothing is in the state.`);
  throw new PartialFailure(`${text}\n${nextStep}`, id, state);
}

export const nextStep =
  "What exists stays in the state: the next `pulumi up` continues from there, and `pulumi destroy` disbands it.";

/** A fleet is nothing in the service: its id is the name that the resource has when it is created. */
function fleetId(inputs: object): string {
  return fleetDisplayName(inputs).replace(/^group fleet /, "");
}
