import type { Properties } from "../../handler";
import type { RemoteObject } from "../../program/declarations";
import { groupRemoteObjects } from "../group/remoteObjects";
import { declaredGroups, expandFleet } from "./plan/expand";
import { unpackGroups } from "./plan/pack";
import type { FleetInputs, FleetState } from "./types";

/** Returns the remote objects of all groups of a fleet: each is that of a `Group`, so that the two can hand a group over. */
export function fleetRemoteObjects(inputs: Partial<FleetInputs>, given: object = inputs): readonly RemoteObject[] {
  if (typeof inputs.ids !== "object") return [];
  const declared = new Map((expandFleet(given as Properties) ?? []).map(({ key, settings }) => [key, settings]));
  return Array.from(declaredGroups(inputs as FleetInputs) ?? []).flatMap(([key, group]) =>
    groupRemoteObjects(group, declared.get(key) ?? group).map((object) => ({ ...object, property: "groupId" })),
  );
}

/** Returns the remote objects that exist: after a partial failure, not all that are declared. */
export function fleetObjectsInState({ __groups, __leaving = [] }: FleetState): readonly RemoteObject[] {
  return [...unpackGroups(__groups).values(), ...__leaving].flatMap((group) => groupRemoteObjects(group));
}
