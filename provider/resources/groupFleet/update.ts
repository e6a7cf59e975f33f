import { PartialFailure } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/appLocation";
import { applyPlan } from "./apply";
import { nextStep } from "./create";
import { fleetDisplayName } from "./displayName";
import { knownGroups } from "./plan/expand";
import { planFleet } from "./plan/plan";
import type { FleetInputs, FleetState } from "./types";

/** Creates, changes and disbands the groups that differ from their declaration, and no others. */
export async function updateFleet(
  id: string,
  olds: FleetState,
  news: FleetInputs,
  operation: OperationContext,
): Promise<FleetState> {
  const displayName = fleetDisplayName(olds);
  refuseOtherApp("update", displayName, olds, operation.settings);
  const { settings, keyId, clock } = operation;
  const context = { ...settings, keyId, now: clock.now() };
  const plan = planFleet(olds, knownGroups(news), context);
  const { state, failure } = await applyPlan(
    `Updating the ${displayName}`,
    id,
    plan,
    news,
    operation,
    olds.__incomplete,
  );
  if (failure === undefined) return state;
  throw new PartialFailure(`The ${displayName} was not updated completely.${failure}\n${nextStep}`, id, state);
}
