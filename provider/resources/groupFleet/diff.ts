import type { DiffResult, PlanContext } from "../../handler";
import { isStateOutdated, refuseOtherService } from "../../ownership/appLocation";
import { ownerInputNames } from "../../ownership/owner";
import { isUnknown } from "../../validation/schema";
import { fleetDisplayName } from "./displayName";
import { declaredGroups } from "./plan/expand";
import { planFleet } from "./plan/plan";
import { planText } from "./plan/planText";
import type { FleetInputs, FleetState } from "./types";

/** Compares each group of the state with its declaration, without any call, and says which ones an update changes. */
export function diffFleet(olds: FleetState, news: FleetInputs, context: PlanContext): DiffResult {
  refuseOtherService(fleetDisplayName(olds), olds, context);
  const movesApp = olds.sdkAppId !== context.sdkAppId;
  const groups = isUnknown(news.ids) ? undefined : declaredGroups(news);
  if (groups === undefined || movesApp)
    return { replaces: movesApp ? ["sdkAppId"] : [], changes: "inputs", deleteBeforeReplace: movesApp };
  const plan = planFleet(olds, groups, context);
  const isOwnerChanged = (["__ttl", ...ownerInputNames] as const).some((property) => olds[property] !== news[property]);
  const { creates, updates, deletes } = plan;
  const isChanged = creates.length + updates.length + deletes.length > 0 || isOwnerChanged;
  return {
    replaces: [],
    // The engine itself would compare the whole map, and miss what a refresh found.
    changes: isChanged || isStateOutdated(olds, context) ? "state" : "none",
    deleteBeforeReplace: false,
    ...(creates.length + updates.length + deletes.length > 0 && { summary: planText(olds, plan) }),
  };
}
