import type { ResourceHandler } from "../../handler";
import { groupDisplayName } from "../../ownership/groupVerdict";
import { checkGroup } from "./check";
import { createGroup } from "./create";
import { deleteGroup } from "./delete";
import { diffGroup } from "./diff";
import { findGroup } from "./find";
import { readGroup } from "./read";
import { groupRemoteObjects } from "./remoteObjects";
import { stateSchema } from "./schema/state";
import type { GroupInputs, GroupState } from "./schema/types";
import { updateGroup } from "./update";

/** A Chat group: create_group, get_group_info, modify_group_base_info, change_group_owner and destroy_group as one resource. */
export const groupHandler: ResourceHandler<GroupInputs, GroupState> = {
  kind: "Group",
  lostOnReplace: "a new group is created, and this one is disbanded, with its messages and members",
  remoteObjects: groupRemoteObjects,
  displayName: (id, { groupId = id, __managedBy: managedBy }) =>
    groupDisplayName({ groupId: text(groupId) ?? "of unknown id", __managedBy: text(managedBy) }),
  stateSchema,
  computed: ["groupId", "createTime"],
  idOf: ({ groupId }) => groupId,
  // Read by `Group.get`, so not managed here.
  isReadOnly: ({ __managedBy: managedBy }) => managedBy === undefined,
  check: checkGroup,
  diff: diffGroup,
  create: createGroup,
  read: readGroup,
  find: findGroup,
  update: updateGroup,
  delete: deleteGroup,
};

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
