import type { Properties } from "../../handler";
import type { RemoteObject } from "../../program/declarations";
import { groupRemoteObjects } from "../group/remoteObjects";
import { declaredGroups, expandFleet } from "./expand";
import type { FleetInputs } from "./types";

/** Returns the remote objects of all groups of a fleet: each is that of a `Group`, so that the two can hand a group over. */
export function fleetRemoteObjects(inputs: Partial<FleetInputs>, given: object = inputs): readonly RemoteObject[] {
  if (typeof inputs.ids !== "object") return [];
  const declared = new Map((expandFleet(given as Properties) ?? []).map(({ key, settings }) => [key, settings]));
  return Array.from(declaredGroups(inputs as FleetInputs) ?? []).flatMap(([key, group]) =>
    groupRemoteObjects(group, declared.get(key) ?? group).map((object) => ({ ...object, property: "groupId" })),
  );
}
