import type { CallOptions, MemberInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { forEachConcurrently } from "../../reconcile/concurrency";
import { chatErrorOf } from "../../reconcile/indeterminate";
import { reconcile } from "../../reconcile/reconcile";
import { storedValueText } from "../../reconcile/storedValue";
import { addMembers, membersNotAdded } from "./add";
import type { ChangedMember, MembersDiff } from "./diff";
import { countText, listText } from "./listText";

/** How many members are changed at a time: the service takes one per call (doc 34900). */
const maxConcurrentChanges = 50;

/**
 * Reconciles the members with the declared ones. Users who cannot be added do not stop the others: everything possible
 * is done first, then one error names them all.
 *
 * @param found what differs, as read just before
 * @param diffAgain reads again what differs
 * @param latest returns a member as last read
 */
export function reconcileMembers(
  groupId: string,
  found: MembersDiff | undefined,
  diffAgain: () => Promise<MembersDiff | undefined>,
  latest: (userId: string) => MemberInfo | undefined,
  operation: OperationContext,
): Promise<void> {
  return reconcile(
    found,
    {
      diff: diffAgain,
      async apply({ undeclared, missing, changes }, call) {
        // Removals come first: otherwise there may be no room for new members (10014).
        await removeUndeclared(groupId, undeclared, call, operation);
        const refused = await addMembers(groupId, missing, call, operation);
        const refusedIds = new Set(refused.map(({ userId }) => userId));
        const members = changes.filter(({ userId }) => !refusedIds.has(userId));
        await forEachConcurrently(members, maxConcurrentChanges, operation.startBy, (member) =>
          changeMember(groupId, member, call, operation),
        );
        if (refused.length > 0) throw membersNotAdded(groupId, refused);
      },
      notApplied: (diff) => notApplied(groupId, diff, latest),
    },
    operation,
  );
}

async function removeUndeclared(
  groupId: string,
  userIds: readonly string[],
  call: CallOptions,
  { client, log }: OperationContext,
): Promise<void> {
  if (userIds.length === 0) return;
  log.info(
    `Removing ${countText(userIds.length, "undeclared member")} from the group ${groupId}: ${listText(userIds)}.`,
  );
  await client.members.remove(groupId, userIds, { silent: true }, call);
}

async function changeMember(
  groupId: string,
  { userId, changes }: ChangedMember,
  call: CallOptions,
  { client }: OperationContext,
): Promise<void> {
  const failure = await chatErrorOf(client.members.modify(groupId, userId, changes, call));
  if (failure === undefined) return;
  if (failure.isIndeterminate || failure.errorClass === "authentication") throw failure;
  const hint = changes.customFields
    ? " Also check that the keys of its customFields are declared as member fields in the console."
    : "";
  throw new OperationError(
    `Could not change the member ${userId} of the group ${groupId} (${Object.keys(changes).join(", ")}): ${failure.message}${hint}`,
  );
}

function notApplied(
  groupId: string,
  { undeclared, missing, changes }: MembersDiff,
  latest: (userId: string) => MemberInfo | undefined,
): OperationError {
  const changed = changes.filter(({ userId }) => !missing.includes(userId));
  const lines = [
    ...(undeclared.length > 0 ? [`removed but still a member: ${listText(undeclared)}`] : []),
    ...(missing.length > 0 ? [`added but not a member: ${listText(missing)}`] : []),
    ...(changed.length > 0 ? [`changed but not as declared: ${listText(changed.map(changedText))}`] : []),
    ...changed.slice(0, maxDetailed).flatMap((member) => storedValueLines(member, latest(member.userId))),
  ];
  return new OperationError(
    `The group ${groupId} did not accept its members: the service answered success, but this differs.\n  - ${lines.join("\n  - ")}\n` +
      "A client, a bot or another stack may change the same members: find out which one does, then run `pulumi up` again.",
  );
}

/** More members than these mostly have the same cause. */
const maxDetailed = 5;

function storedValueLines({ userId, changes }: ChangedMember, actual: MemberInfo | undefined): readonly string[] {
  const { nameCard, customFields = {} } = changes;
  const texts = [
    ...(nameCard === undefined ? [] : [{ name: "nameCard", sent: nameCard, stored: actual?.nameCard }]),
    ...Object.entries(customFields).map(([key, sent]) => ({
      name: `customFields["${key}"]`,
      sent,
      stored: actual?.customFields[key],
    })),
  ];
  return texts.map((text) => `${userId}: ${storedValueText({ ...text, isOptional: true })}`);
}

function changedText({ userId, changes }: ChangedMember): string {
  return `${userId} (${Object.keys(changes).join(", ")})`;
}
