import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { refuseOtherApp } from "../../ownership/appLocation";
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
  const groups = [
    ...unpackGroups(state.__groups),
    ...(state.__leaving ?? []).map((group) => [group.groupId, group] as const),
  ];
  const tasks = groups.map(([key, group]) => ({
    key,
    run: (context: OperationContext) => deleteGroup(group.groupId, group, context),
  }));
  const states = groups.map(([, group]) => group);
  const failure = failureText(
    await forEachGroup(`Disbanding the ${displayName}`, tasks, withGroupNames(states, operation), {
      waits: hasWaits(states),
    }),
  );
  if (failure === undefined) return;
  throw new OperationError(
    `The ${displayName} was not disbanded completely.${failure}\nIt stays in the state: run \`pulumi destroy\` again. To keep it instead, run \`pulumi up --refresh\`, which creates the groups again that are disbanded.`,
  );
}
