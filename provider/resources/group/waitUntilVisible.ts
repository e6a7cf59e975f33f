import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { groupDisplayName } from "../../ownership/groupVerdict";
import { backOff, maxRounds } from "../../reconcile/backOff";
import type { GroupFields, GroupInputs } from "./schema/types";

/**
 * Reads a group that exists: at most six reads, 4 to 8 seconds of waiting in all. It is not documented that a group is
 * readable immediately after its creation.
 */
export async function waitUntilVisible(
  inputs: GroupInputs,
  before: Partial<GroupFields>,
  operation: OperationContext,
): Promise<GroupInfo> {
  const customFieldKeys = Object.keys({ ...before.customFields, ...inputs.customFields });
  for (let round = 0; ; round++) {
    const info = await operation.client.groups.getInfo(inputs.groupId, { customFieldKeys }, operation.call);
    if (info !== undefined) return info;
    if (round >= maxRounds || !(await backOff(round, operation))) {
      throw new OperationError(
        `The ${groupDisplayName(inputs)} was created or changed, but get_group_info does not find it: it may have been disbanded meanwhile. Run \`pulumi up --refresh\`.`,
      );
    }
  }
}
