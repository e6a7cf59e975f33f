import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/appLocation";
import { deleteGroup } from "../group/delete";
import { fleetDisplayName } from "./displayName";
import { hasWaits } from "./farewells";
import { unpackGroups } from "./pack";
import { failureText, forEachGroup } from "./pool";
import type { FleetState } from "./types";

/** Disbands every group of a fleet. After a failure the whole state stays: the next delete finds what is already gone. */
export async function deleteFleet(_id: string, state: FleetState, operation: OperationContext): Promise<void> {
  const displayName = fleetDisplayName(state);
  refuseOtherApp("disband", displayName, state, operation.settings);
  const groups = [
    ...unpackGroups(state.__groups),
    ...(state.__leaving ?? []).map((group) => [group.groupId, group] as const),
  ];
  const tasks = groups.map(([key, group]) => ({
    key,
    run: (context: OperationContext) => deleteGroup(group.groupId, group, context),
  }));
  const waits = hasWaits(groups.map(([, group]) => group));
  const failure = failureText(await forEachGroup(`Disbanding the ${displayName}`, tasks, operation, { waits }));
  if (failure === undefined) return;
  throw new OperationError(
    `The ${displayName} was not disbanded completely.${failure}\nIt stays in the state: run \`pulumi destroy\` again.`,
  );
}
