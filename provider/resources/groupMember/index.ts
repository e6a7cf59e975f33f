import type { MemberInfo } from "../../../chat";
import type { OperationContext } from "../../handler";
import { undefinedIfNotFound } from "../../reconcile/notFound";
import { isUnknown } from "../../validation/schema";
import { textMapSchema, textSchema } from "../../validation/stateSchema";
import { groupChildHandler } from "../groupChild/handler";
import { adoptionRefusal } from "../groupChild/parentGroup";
import { type GroupChild, NotCreated } from "../groupChild/types";
import { MembersNotAdded } from "../member/add";
import { customFieldKeysOf, diffMembers, isOwner, observedMember, withRemovedFields } from "../member/diff";
import { requireFeature } from "../member/features";
import { reconcileMembers } from "../member/reconcile";
import { memberObject } from "../member/remoteObjects";
import type { DeclaredMember } from "../member/types";
import { checkGroupMember } from "./check";
import type { GroupMemberInputs } from "./types";

const groupMember: GroupChild<GroupMemberInputs> = {
  kind: "GroupMember",
  remoteObjects: ({ groupId, userId }) =>
    groupId === undefined || userId === undefined || isUnknown(groupId) || isUnknown(userId)
      ? []
      : [memberObject(groupId, userId, "userId")],
  withoutObjects: (known) => known,
  displayName: ({ userId }) => `member ${typeof userId === "string" ? userId.slice(0, 40) : "of unknown id"}`,
  id: ({ groupId, userId }) => `${groupId}/${userId}`,
  properties: ["userId", "role", "nameCard", "customFields", "adopt"],
  replacedBy: ["userId"],
  stateSchema: { userId: textSchema, customFields: textMapSchema.optional() },
  check: checkGroupMember,

  async prepare(inputs, before, place, operation) {
    const { groupId, userId } = inputs;
    requireFeature("members", `the member ${userId}`, place.info);
    if (inputs.role === "Admin") requireFeature("admins", `the admin ${userId}`, place.info);
    const declared = [memberOf(inputs)];
    const earlier = before === undefined ? [] : [memberOf(before)];
    const look = () => find(groupId, userId, [...declared, ...earlier], operation);
    const differs = (member: MemberInfo | undefined) =>
      diffMembers(declared, earlier, new Map(member && [[userId, member]]), place.info, { exact: false });
    let found = await look();
    const difference = differs(found);
    const differsNow = async () => {
      found = await look();
      return differs(found);
    };
    // A destroy would remove a member that this program did not add. The owner is never removed.
    const takes = found !== undefined && (!isOwner(found, place.info) || difference !== undefined);
    if (before === undefined && takes && !(await place.mayAdopt())) {
      throw adoptionRefusal(inputs, `the member ${userId}`);
    }
    return () => reconcileMembers(groupId, difference, differsNow, () => found, operation).catch(withNothingMade);
  },

  async observe(known, place, operation) {
    const declared = memberOf(known);
    const member = await undefinedIfNotFound(find(known.groupId, known.userId, [declared], operation));
    return member && { ...known, ...observedMember(declared, member, place.info) };
  },

  async remove({ groupId, userId }, { info }, { client, call, log }) {
    if (isOwner({ userId }, info)) {
      log.info(
        `The member ${userId} is the owner of the group ${groupId} and is not removed. Set another owner on the Group.`,
      );
      return;
    }
    await client.members.leave(groupId, userId, { silent: true }, call);
  },

  partialState: (inputs, before) => withRemovedFields(inputs, before),
};

/** One member of a group: add_group_member, delete_group_member, get_specified_group_member_info and modify_group_member_info as one resource. */
export const groupMemberHandler = groupChildHandler(groupMember);

/** Kept in the state, a destroy would remove a user whom someone else has added since. */
function withNothingMade(error: unknown): never {
  throw error instanceof MembersNotAdded && !error.isPending ? new NotCreated(error.message) : error;
}

function find(
  groupId: string,
  userId: string,
  members: readonly DeclaredMember[],
  { client, call }: OperationContext,
): Promise<MemberInfo | undefined> {
  const query = { fields: ["role", "nameCard"], customFieldKeys: customFieldKeysOf(members) } as const;
  return client.members.findOne(groupId, userId, query, call);
}

function memberOf({ userId, role, nameCard, customFields }: GroupMemberInputs): DeclaredMember {
  return {
    userId,
    ...(role !== undefined && { role }),
    ...(nameCard !== undefined && { nameCard }),
    ...(customFields !== undefined && { customFields }),
  };
}
