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

/** How many members are changed at a time: the service takes one a call (doc 34900). */
const maxConcurrentChanges = 50;

/**
 * Makes the members what the program says. Users who cannot be added stop nobody else: what can be done is done, and then
 * they are told of, all at once.
 *
 * @param found what differs by a look just before
 * @param difference looks again
 * @param latest the member as it was seen last
 */
export function reconcileMembers(
  groupId: string,
  found: MembersDiff | undefined,
  difference: () => Promise<MembersDiff | undefined>,
  latest: (userId: string) => MemberInfo | undefined,
  operation: OperationContext,
): Promise<void> {
  return reconcile(
    found,
    {
      diff: difference,
      async apply({ undeclared, missing, changes }, call) {
        // First who goes: there may be no room for who comes (10014).
        await removeUndeclared(groupId, undeclared, call, operation);
        const refused = await addMembers(groupId, missing, call, operation);
        const out = new Set(refused.map(({ userId }) => userId));
        const members = changes.filter(({ userId }) => !out.has(userId));
        await forEachConcurrently(members, maxConcurrentChanges, operation.startBy, (member) =>
          changeMember(groupId, member, call, operation),
        );
        if (refused.length > 0) throw membersNotAdded(groupId, refused);
      },
      notApplied: (rest) => notApplied(groupId, rest, latest),
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
    `Removing ${countText(userIds.length, "member")} of the group ${groupId} that the program does not name: ${listText(userIds)}.`,
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
    ? " Also see that the keys of its customFields are declared as member fields in the console."
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
    ...(undeclared.length > 0 ? [`to be removed and still there: ${listText(undeclared)}`] : []),
    ...(missing.length > 0 ? [`added and not there: ${listText(missing)}`] : []),
    ...(changed.length > 0 ? [`changed and not as declared: ${listText(changed.map(changedText))}`] : []),
    ...changed.slice(0, maxExplained).flatMap((member) => storedValueLines(member, latest(member.userId))),
  ];
  return new OperationError(
    `The group ${groupId} does not take its members: the service answered success, and this differs.\n  - ${lines.join("\n  - ")}\n` +
      "A client, a bot or another stack may change the same members: see who does, then run `pulumi up` again.",
  );
}

/** Of more members than these, most have the same. */
const maxExplained = 5;

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
