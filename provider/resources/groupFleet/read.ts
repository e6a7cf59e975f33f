import { OperationError } from "../../errors";
import type { OperationContext, ReadResult } from "../../handler";
import { refuseOtherApp } from "../../ownership/appLocation";
import { groupDisplayName } from "../../ownership/groupVerdict";
import { readGroup } from "../group/read";
import type { GroupState } from "../group/schema/types";
import { listText } from "../member/listText";
import { stateOf } from "./apply";
import { fleetDisplayName } from "./displayName";
import { unpackGroups } from "./plan/pack";
import { failureText, forEachGroup } from "./pool/pool";
import type { FleetInputs, FleetState } from "./types";

/** Reads every group of a fleet. One that is gone is dropped, and the next update creates it again. */
export async function readFleet(
  id: string,
  state: Partial<FleetState>,
  operation: OperationContext,
): Promise<ReadResult<FleetInputs, FleetState> | undefined> {
  const known = state as FleetState;
  const displayName = fleetDisplayName(known);
  refuseOtherApp("read", displayName, known, operation.settings);
  const groups = new Map(unpackGroups(known.__groups));
  const leaving = new Map((known.__leaving ?? []).map((group) => [group.groupId, group]));
  const incomplete = new Set(known.__incomplete);
  const gone: string[] = [];
  const reading = (found: Map<string, GroupState>, key: string, group: GroupState) => ({
    doing: `Could not read the ${groupDisplayName(group)}`,
    async run(context: OperationContext) {
      const result = await readGroup(group.groupId, group, context);
      if (result !== undefined) found.set(key, result.outputs);
      else {
        found.delete(key);
        incomplete.delete(group.groupId);
        if (found === groups) gone.push(key);
      }
    },
  });
  const tasks = [groups, leaving].flatMap((found) => Array.from(found, ([key, group]) => reading(found, key, group)));
  const failure = failureText(await forEachGroup(`Reading the ${displayName}`, tasks, operation));
  if (failure !== undefined)
    throw new OperationError(`Could not read the ${displayName} completely. Nothing was changed.${failure}`);
  if (gone.length > 0)
    operation.log.warn(
      `Groups of the ${displayName} no longer exist, and the next \`pulumi up\` creates them again: ${listText(gone)}.`,
    );
  if (groups.size + leaving.size === 0 && tasks.length > 0) return undefined;
  return { id, outputs: stateOf(id, { groups, leaving, incomplete }, known, operation) };
}
