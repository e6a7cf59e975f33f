import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/appLocation";
import { groupDisplayName } from "../../ownership/groupVerdict";
import { deleteGroup } from "../group/delete";
import { fleetDisplayName } from "./displayName";
import { withGroupNames } from "./handover";
import { unpackGroups } from "./plan/pack";
import { hasWaits } from "./pool/farewells";
import { failureText, forEachGroup } from "./pool/pool";
import type { FleetState } from "./types";

/** Disbands every group of a fleet. After a failure the whole state stays: the next delete finds what is already gone. */
export async function deleteFleet(_id: string, state: FleetState, operation: OperationContext): Promise<void> {
  const displayName = fleetDisplayName(state);
  refuseOtherApp("disband", displayName, state, operation.settings);
  const groups = [...unpackGroups(state.__groups).values(), ...(state.__leaving ?? [])];
  const tasks = groups.map((group) => ({
    doing: `Could not delete the ${groupDisplayName(group)}`,
    run: (context: OperationContext) => deleteGroup(group.groupId, group, context),
  }));
  const failure = failureText(
    await forEachGroup(`Disbanding the ${displayName}`, tasks, withGroupNames(groups, operation), {
      waits: hasWaits(groups),
    }),
  );
  if (failure === undefined) return;
  throw new OperationError(
    `The ${displayName} was not disbanded completely.${failure}\nIt stays in the state: run \`pulumi destroy\` again. To keep it instead, run \`pulumi up --refresh\`, which creates the groups again that are disbanded.`,
  );
}
