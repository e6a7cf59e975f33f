import type { ResourceHandler } from "../../handler";
import { checkGroup } from "./check";
import { createGroup } from "./create";
import { deleteGroup } from "./delete";
import { diffGroup } from "./diff";
import { called } from "./ownership";
import { readGroup } from "./read";
import { stateSchema } from "./stateSchema";
import { groupThings } from "./things";
import type { GroupInputs, GroupState } from "./types";
import { updateGroup } from "./update";

/** A Chat group: create_group, get_group_info, modify_group_base_info, change_group_owner and destroy_group as one resource. */
export const groupHandler: ResourceHandler<GroupInputs, GroupState> = {
  kind: "Group",
  things: groupThings,
  describe: (id, { groupId = id, managedBy }) =>
    called({ groupId: text(groupId) ?? "of unknown id", managedBy: text(managedBy) }),
  stateSchema,
  idOf: ({ groupId }) => groupId,
  // What `Group.get` has read is not ours.
  isReadOnly: ({ managedBy }) => managedBy === undefined,
  check: checkGroup,
  diff: diffGroup,
  create: createGroup,
  read: readGroup,
  update: updateGroup,
  delete: deleteGroup,
};

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
