import { type Command, Option } from "commander";
import type { OperationContext } from "../../../provider/handler";
import { type GroupDetails, readGroupDetails } from "../../../provider/inventory/groupDetails";
import { type GroupFilter, matchesFilter } from "../../../provider/inventory/groupFilter";
import { readInventory } from "../../../provider/inventory/inventory";
import { wildcard } from "../../../provider/inventory/wildcard";
import { withNewDeadline } from "../../../provider/operationContext";
import { ownerText } from "../../../provider/ownership/owner";
import { mapInOrder } from "../../../provider/reconcile/concurrency";
import { typeNames } from "../../../provider/resources/group/schema/typeRules";
import { withApp } from "../../connection";
import { exitCodes } from "../../exitCodes";
import { filterOf } from "../../filterOptions";
import type { CommandContext, Io } from "../../io";
import { oneLine } from "../../output/table";
import { duration, nonEmpty } from "../../parsers";

/** How many groups are read at a time. */
const width = 20;

export interface SelectionFlags extends Pick<GroupFilter, "type" | "olderThan"> {
  readonly filter?: string;
}

/** A group that is left out. */
interface Skipped {
  readonly groupId: string;
  readonly why: string;
}

/** Adds the options that select groups beside those that are named. */
export function addSelectionOptions(command: Command): Command {
  return command
    .option("--filter <pattern>", "all groups whose id matches; * stands for any text", nonEmpty)
    .addOption(new Option("--type <type>", "with --filter: only groups of this type").choices(Object.keys(typeNames)))
    .option("--older-than <duration>", "with --filter: only groups that were created at least so long ago", duration);
}

/** Ends the command if nothing is selected. */
export function requireSelection(command: Command, groupIds: readonly string[], { filter }: SelectionFlags): void {
  if (groupIds.length === 0 && filter === undefined) command.error("error: name groups, or give --filter");
}

/**
 * Uses each selected group that a program can declare, and sets the exit code for the others.
 *
 * @returns those that are left out
 */
export async function forEachSelected(
  groupIds: readonly string[],
  flags: SelectionFlags,
  { io, endWith }: CommandContext,
  use: (group: GroupDetails, operation: OperationContext) => Promise<void>,
  identity?: string,
): Promise<readonly Skipped[]> {
  const skipped: Skipped[] = [];
  await withApp(io, async (operation) => {
    for await (const group of selectedGroups(groupIds, flags, operation, identity)) {
      if ("why" in group) skipped.push(group);
      else await use(group, operation);
    }
    if (operation.startBy.aborted) endWith(exitCodes.failure);
  });
  if (skipped.length > 0) endWith(exitCodes.found);
  return skipped;
}

export function printSkipped(skipped: readonly Skipped[], io: Io): void {
  for (const { groupId, why } of skipped) io.err(`Skipped ${oneLine(groupId)}: ${why}\n`);
}

/** Reads the selected groups: those that a program can declare, and why the others are left out. */
async function* selectedGroups(
  groupIds: readonly string[],
  flags: SelectionFlags,
  operation: OperationContext,
  identity?: string,
): AsyncGenerator<GroupDetails | Skipped> {
  const ids = [...new Set([...groupIds, ...(await matchingIds(flags, operation))])];
  const read = async (groupId: string) => ({
    groupId,
    details: await readGroupDetails(groupId, withNewDeadline(operation)),
  });
  for await (const { groupId, details } of mapInOrder(ids, width, operation.startBy, read)) {
    const why = reasonToSkip(details, identity);
    if (why !== undefined || details === undefined) yield { groupId, why: String(why) };
    else yield details;
  }
}

async function matchingIds(
  { filter, type, olderThan }: SelectionFlags,
  operation: OperationContext,
): Promise<string[]> {
  if (filter === undefined) return [];
  const matches = wildcard(filter);
  const ids: string[] = [];
  const conditions = filterOf({ type, olderThan });
  for await (const group of readInventory(operation)) {
    if ("why" in group || !matches(group.groupId)) continue;
    if (matchesFilter(group, conditions, operation.clock.now())) ids.push(group.groupId);
  }
  return ids;
}

/** @param identity the program that may already own the group */
function reasonToSkip(details: GroupDetails | undefined, identity: string | undefined): string | undefined {
  if (details === undefined) return "it does not exist";
  const { owner, ownerStatus } = details.record;
  if (!Object.hasOwn(typeNames, details.info.type)) return `its type ${details.info.type} cannot be declared`;
  if (ownerStatus === "unmarked") return undefined;
  if (owner === undefined) return "it has an owner mark of another version of this package";
  if (ownerStatus === "marked" && owner.identity === identity) return undefined;
  const unverified = ownerStatus === "marked" ? "" : ", by a mark that does not verify or contradicts another";
  return `it belongs to ${ownerText(owner)}, identity ${owner.identity}${unverified}`;
}
