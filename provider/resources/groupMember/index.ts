import type { MemberInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { undefinedIfNotFound } from "../../reconcile/undefinedIfNotFound";
import { isUnknown } from "../../validation/schema";
import { textMapSchema, textSchema } from "../../validation/stateSchema";
import { groupChildHandler } from "../groupChild/handler";
import { adoptionRefusal } from "../groupChild/parentGroup";
import { type GroupChild, NotCreated } from "../groupChild/types";
import { MembersNotAdded } from "../member/add";
import {
  customFieldKeysOf,
  diffMembers,
  discoveredProfile,
  isOwner,
  observedMember,
  withRemovedFields,
} from "../member/diff";
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
  replaceOnChanges: ["userId"],
  stateSchema: { userId: textSchema, customFields: textMapSchema.optional() },
  check: checkGroupMember,

  async prepare(inputs, before, parent, operation) {
    const { groupId, userId } = inputs;
    requireFeature("members", `the member ${userId}`, parent.info);
    if (inputs.role === "Admin") requireFeature("admins", `the admin ${userId}`, parent.info);
    const declared = [memberOf(inputs)];
    const previous = before === undefined ? [] : [memberOf(before)];
    const readMember = () => find(groupId, userId, [...declared, ...previous], operation);
    const diff = (member: MemberInfo | undefined) =>
      diffMembers(declared, previous, new Map(member && [[userId, member]]), parent.info, { exact: false });
    let found = await readMember();
    const difference = diff(found);
    const diffAgain = async () => {
      found = await readMember();
      return diff(found);
    };
    // A destroy would remove a member that this program did not add. The owner is never removed.
    const adopts = found !== undefined && (!isOwner(found, parent.info) || difference !== undefined);
    if (before === undefined && adopts && !(await parent.mayAdopt())) {
      throw adoptionRefusal(inputs, `the member ${userId}`);
    }
    return () => reconcileMembers(groupId, difference, diffAgain, () => found, operation).catch(asNotCreated);
  },

  async observe(known, parent, operation) {
    const declared = memberOf(known);
    const member = await undefinedIfNotFound(find(known.groupId, known.userId, [declared], operation));
    return member && { ...known, ...observedMember(declared, member, parent.info) };
  },

  /** A group id may contain a slash: then the shortest possible group id is read, and the member is not found. */
  identify(id) {
    const slash = id.indexOf("/");
    if (slash < 1 || slash === id.length - 1) throw malformedId(id);
    return { groupId: id.slice(0, slash), userId: id.slice(slash + 1) };
  },
  async discover({ groupId, userId = "" }, parent, operation) {
    requireFeature("members", `the member ${userId}`, parent.info);
    const member = await undefinedIfNotFound(find(groupId, userId, [], operation));
    return member && { userId, ...discoveredProfile(member) };
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
function asNotCreated(error: unknown): never {
  throw error instanceof MembersNotAdded && !error.isPending ? new NotCreated(error.message) : error;
}

function malformedId(id: string): OperationError {
  return new OperationError(
    `The id of a GroupMember is <group id>/<UserID>, such as ops-room/alice; got ${JSON.stringify(id.slice(0, 100))}.`,
  );
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
