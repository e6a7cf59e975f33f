import { type Command, Option } from "commander";
import type { OperationContext } from "../../../provider/handler";
import { type GroupDetails, readGroupDetails } from "../../../provider/inventory/groupDetails";
import { type GroupFilter, matchesFilter } from "../../../provider/inventory/groupFilter";
import { readInventory } from "../../../provider/inventory/inventory";
import { markUnowned } from "../../../provider/inventory/markUnowned";
import { wildcard } from "../../../provider/inventory/wildcard";
import { withNewDeadline } from "../../../provider/operationContext";
import { ownerText } from "../../../provider/ownership/owner";
import { mapInOrder } from "../../../provider/reconcile/concurrency";
import { typeNames } from "../../../provider/resources/group/schema/typeRules";
import { withApp } from "../../connection";
import { exitCodes } from "../../exitCodes";
import { filterOf } from "../../filterOptions";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext } from "../../io";
import { oneLine } from "../../output/table";
import { duration, identity, nonEmpty, stackName } from "../../parsers";
import { type Declaration, declarationsOf } from "./declarations";
import { programText } from "./programText";

/** How many groups are read at a time. */
const width = 20;

interface Flags extends Pick<GroupFilter, "type" | "olderThan"> {
  readonly filter?: string;
  readonly members: boolean;
  readonly mark?: string;
  readonly identity?: string;
  readonly json?: boolean;
}

interface Skipped {
  readonly groupId: string;
  readonly why: string;
}

/** `tencent-chat adopt`. */
export function addAdoptCommand(program: Command, { io, endWith }: CommandContext): void {
  const command = describe(program.command("adopt [groupId...]"), texts)
    .option("--filter <pattern>", "all groups whose id matches; * stands for any text", nonEmpty)
    .addOption(new Option("--type <type>", "with --filter: only groups of this type").choices(Object.keys(typeNames)))
    .option("--older-than <duration>", "with --filter: only groups that were created at least so long ago", duration)
    .option("--no-members", "do not declare the members")
    .option(
      "--mark <stack>",
      "write an owner mark for this stack (organization/project/stack) and the identity of --identity",
      stackName,
    )
    .option("--identity <identity>", "with --mark: the identity of the program (tencent-chat:identity)", identity)
    .option("--json", "print one line of JSON (docs/command.md)")
    .action(async (groupIds: readonly string[], flags: Flags) => {
      if (groupIds.length === 0 && flags.filter === undefined) command.error("error: name groups, or give --filter");
      if ((flags.mark === undefined) !== (flags.identity === undefined))
        command.error("error: --mark and --identity belong together");
      const skipped: Skipped[] = [];
      const declared: (readonly Declaration[])[] = [];
      await withApp(io, async (operation) => {
        const ids = [...new Set([...groupIds, ...(await matchingIds(flags, operation))])];
        const read = async (groupId: string) => ({ groupId, details: await detailsOf(groupId, operation) });
        for await (const { groupId, details } of mapInOrder(ids, width, operation.startBy, read)) {
          const why = reasonToSkip(details);
          if (why !== undefined || details === undefined) skipped.push({ groupId, why: String(why) });
          else declared.push(await declare(details, flags, operation));
        }
        if (operation.startBy.aborted) endWith(exitCodes.failure);
      });
      if (skipped.length > 0) endWith(exitCodes.found);
      const text = declared.length === 0 ? "" : programText(declared);
      if (flags.json) {
        const adopted = declared.map(([group]) => group?.name);
        io.out(`${JSON.stringify({ program: text, adopted, skipped })}\n`);
      } else {
        io.out(text);
        for (const { groupId, why } of skipped) io.err(`Skipped ${oneLine(groupId)}: ${why}\n`);
      }
    });
}

const texts: CommandTexts = {
  summary: "print a program that declares existing groups",
  details: [
    'Prints TypeScript for groups as they are, with members, attributes and topics. It declares them with adopt: "always" and, as `pulumi import` does, with protect: true. It writes nothing into the service, unless --mark asks for it; the next `pulumi up` with the program writes the owner marks. Groups that have an owner mark already are skipped: remove them from their program first.',
    "Review the program before you run it: from its first `pulumi up` on, the groups belong to its stack.",
  ],
  examples: [
    "tencent-chat adopt ops-room sales-room > rooms.ts",
    "tencent-chat adopt --filter 'ops-*' --no-members > ops.ts",
    "tencent-chat adopt ops-room --mark acme/chat/prod --identity acme/chat/prod",
  ],
  exitCodes: "0 if all groups were declared; 1 if one could not be read; 3 if groups were skipped.",
};

async function matchingIds({ filter, type, olderThan }: Flags, operation: OperationContext): Promise<string[]> {
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

function detailsOf(groupId: string, operation: OperationContext): Promise<GroupDetails | undefined> {
  return readGroupDetails(groupId, withNewDeadline(operation));
}

function reasonToSkip(details: GroupDetails | undefined): string | undefined {
  if (details === undefined) return "it does not exist";
  const { owner, ownerStatus } = details.record;
  if (!Object.hasOwn(typeNames, details.info.type)) return `its type ${details.info.type} cannot be declared`;
  if (ownerStatus === "unmarked") return undefined;
  if (owner === undefined) return "it has an owner mark of another version of this package";
  const unverified = ownerStatus === "marked" ? "" : ", by a mark that does not verify or contradicts another";
  return `it belongs to ${ownerText(owner)}, identity ${owner.identity}${unverified}`;
}

async function declare(
  details: GroupDetails,
  { members, mark: stack, identity: marked }: Flags,
  operation: OperationContext,
): Promise<readonly Declaration[]> {
  const { groupId } = details.info;
  const isMarked = stack !== undefined && marked !== undefined;
  if (isMarked) await markUnowned(groupId, { identity: marked, stack, name: groupId }, withNewDeadline(operation));
  return declarationsOf(details, { withMembers: members, isMarked });
}
