import type { ResourceHandler } from "../../handler";
import { customSchema } from "../../validation/objectSchema";
import { failuresOf, failureText, mustBe } from "../../validation/schema";
import { commonStateSchema, isMap, isText, textMapSchema, textSchema } from "../../validation/stateSchema";
import { stateSchema as groupStateSchema } from "../group/schema/state";
import { refuseImport } from "../notImportable";
import { checkFleet } from "./check";
import { createFleet } from "./create";
import { deleteFleet } from "./delete";
import { diffFleet } from "./diff";
import { fleetDisplayName } from "./displayName";
import { parsePacked } from "./plan/pack";
import { rememberLast } from "./plan/rememberLast";
import { readFleet } from "./read";
import { fleetObjectsInState, fleetRemoteObjects } from "./remoteObjects";
import type { FleetInputs, FleetState } from "./types";
import { updateFleet } from "./update";

/** Each group must have what its delete needs, as in the state of a `Group`. */
const packedGroups = customSchema((value) =>
  typeof value === "string" ? packedProblem(value) : mustBe("the groups of a fleet as JSON", value),
);

const packedProblem = rememberLast((text) => {
  const groups = parsePacked(text);
  if (groups === undefined) return mustBe("the groups of a fleet as JSON", text);
  for (const [key, group] of groups) {
    const problem = groupProblem(group);
    if (problem !== undefined) return `key ${JSON.stringify(key)}: ${problem}`;
  }
  return undefined;
});

const leavingGroups = customSchema((value) => {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return mustBe("a list of groups", value);
  return value.map((group) => (isMap(group) ? groupProblem(group) : mustBe("a group", group))).find(Boolean);
});

const groupIds = customSchema((value) =>
  value === undefined || (Array.isArray(value) && value.every(isText))
    ? undefined
    : mustBe("a list of group ids", value),
);

function groupProblem(group: object): string | undefined {
  const [failure] = failuresOf(groupStateSchema, { ...group });
  return failure && failureText(failure);
}

/** Many groups as one resource: each is created, changed, read and disbanded as a `Group`, by the same code. */
export const groupFleetHandler: ResourceHandler<FleetInputs, FleetState> = {
  kind: "GroupFleet",
  displayName: (_id, properties) => fleetDisplayName(properties),
  remoteObjects: fleetRemoteObjects,
  objectsInState: fleetObjectsInState,
  stateSchema: {
    ...commonStateSchema,
    __id: textSchema,
    ids: textMapSchema,
    __groups: packedGroups,
    __leaving: leavingGroups,
    __leavingIds: groupIds,
    __incomplete: groupIds,
  },
  idOf: ({ __id }) => __id,
  computed: ["ids"],
  largeMaps: ["ids"],
  copies: { __groups: ["groups", "count", "template", "defaults"], __leaving: ["__groups"] },
  check: checkFleet,
  diff: diffFleet,
  create: createFleet,
  read: readFleet,
  find: refuseImport(
    "A GroupFleet",
    'Import its groups as `Group`, or declare the fleet with adopt: "always" in `defaults`, and run `pulumi up`.',
  ),
  update: updateFleet,
  delete: deleteFleet,
};
