import type { CallOptions, MemberInfo } from "../../../chat";
import { failureOf } from "../../attempts";
import { converge } from "../../converge";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { keptForm } from "../../keptForm";
import { eachOf } from "../../sweep/pool";
import { admit, notAdmitted } from "./admit";
import type { ChangedMember, Difference } from "./difference";
import { counted, few } from "./names";

/** How many members are changed at a time: the service takes one a call (doc 34900). */
const changedAtOnce = 50;

/**
 * Makes the members what the program says. Users who cannot be added stop nobody else: what can be done is done, and then
 * they are told of, all at once.
 *
 * @param found what differs by a look just before
 * @param difference looks again
 * @param latest the member as it was seen last
 */
export function bring(
  groupId: string,
  found: Difference | undefined,
  difference: () => Promise<Difference | undefined>,
  latest: (userId: string) => MemberInfo | undefined,
  operation: OperationContext,
): Promise<void> {
  return converge(
    found,
    {
      difference,
      async write({ strangers, missing, changes }, call) {
        // First who goes: there may be no room for who comes (10014).
        await removeStrangers(groupId, strangers, call, operation);
        const refused = await admit(groupId, missing, call, operation);
        const out = new Set(refused.map(({ userId }) => userId));
        const members = changes.filter(({ userId }) => !out.has(userId));
        await eachOf(members, changedAtOnce, operation.startBy, (member) =>
          changeMember(groupId, member, call, operation),
        );
        if (refused.length > 0) throw notAdmitted(groupId, refused);
      },
      notTaken: (rest) => notTaken(groupId, rest, latest),
    },
    operation,
  );
}

async function removeStrangers(
  groupId: string,
  userIds: readonly string[],
  call: CallOptions,
  { client, log }: OperationContext,
): Promise<void> {
  if (userIds.length === 0) return;
  log.info(
    `Removing ${counted(userIds.length, "member")} of the group ${groupId} that the program does not name: ${few(userIds)}.`,
  );
  await client.members.remove(groupId, userIds, { silent: true }, call);
}

async function changeMember(
  groupId: string,
  { userId, changes }: ChangedMember,
  call: CallOptions,
  { client }: OperationContext,
): Promise<void> {
  const failure = await failureOf(client.members.modify(groupId, userId, changes, call));
  if (failure === undefined) return;
  if (failure.mayHaveHappened || failure.errorClass === "authentication") throw failure;
  const hint = changes.customFields
    ? " Also see that the keys of its customFields are declared as member fields in the console."
    : "";
  throw new OperationError(
    `Could not change the member ${userId} of the group ${groupId} (${Object.keys(changes).join(", ")}): ${failure.message}${hint}`,
  );
}

function notTaken(
  groupId: string,
  { strangers, missing, changes }: Difference,
  latest: (userId: string) => MemberInfo | undefined,
): OperationError {
  const changed = changes.filter(({ userId }) => !missing.includes(userId));
  const lines = [
    ...(strangers.length > 0 ? [`to be removed and still there: ${few(strangers)}`] : []),
    ...(missing.length > 0 ? [`added and not there: ${few(missing)}`] : []),
    ...(changed.length > 0 ? [`changed and not as declared: ${few(changed.map(changedText))}`] : []),
    ...changed.slice(0, mostExplained).flatMap((member) => keptLines(member, latest(member.userId))),
  ];
  return new OperationError(
    `The group ${groupId} does not take its members: the service answered success, and this differs.\n  - ${lines.join("\n  - ")}\n` +
      "A client, a bot or another stack may change the same members: see who does, then run `pulumi up` again.",
  );
}

/** Of more members than these, most have the same. */
const mostExplained = 5;

function keptLines({ userId, changes }: ChangedMember, actual: MemberInfo | undefined): readonly string[] {
  const { nameCard, customFields = {} } = changes;
  const texts = [
    ...(nameCard === undefined ? [] : [{ name: "nameCard", sent: nameCard, kept: actual?.nameCard }]),
    ...Object.entries(customFields).map(([key, sent]) => ({
      name: `customFields["${key}"]`,
      sent,
      kept: actual?.customFields[key],
    })),
  ];
  return texts.map((text) => `${userId}: ${keptForm({ ...text, canBeLeftOut: true })}`);
}

function changedText({ userId, changes }: ChangedMember): string {
  return `${userId} (${Object.keys(changes).join(", ")})`;
}
