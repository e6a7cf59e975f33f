import type { Command } from "commander";
import type { OperationContext } from "../../../provider/handler";
import type { GroupDetails } from "../../../provider/inventory/groupDetails";
import { markUnowned } from "../../../provider/inventory/markUnowned";
import { withNewDeadline } from "../../../provider/operationContext";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext } from "../../io";
import { identity, stackName } from "../../parsers";
import { importLine, importsOf } from "../import/imports";
import { type Declaration, declarationsOf } from "./declarations";
import { programText } from "./programText";
import { addSelectionOptions, forEachSelected, printSkipped, requireSelection, type SelectionFlags } from "./selection";

interface Flags extends SelectionFlags {
  readonly members: boolean;
  readonly mark?: string;
  readonly identity?: string;
  readonly json?: boolean;
}

/** `tencent-chat adopt`. */
export function addAdoptCommand(program: Command, context: CommandContext): void {
  const { io } = context;
  const command = addSelectionOptions(describe(program.command("adopt [groupId...]"), texts))
    .option("--no-members", "do not declare the members")
    .option(
      "--mark <stack>",
      "write an owner mark for this stack (organization/project/stack) and the identity of --identity",
      stackName,
    )
    .option("--identity <identity>", "with --mark: the identity of the program (tencent-chat:identity)", identity)
    .option("--json", "print one line of JSON (docs/command.md)")
    .action(async (groupIds: readonly string[], flags: Flags) => {
      requireSelection(command, groupIds, flags);
      if ((flags.mark === undefined) !== (flags.identity === undefined))
        command.error("error: --mark and --identity belong together");
      const declared: (readonly Declaration[])[] = [];
      const skipped = await forEachSelected(groupIds, flags, context, async (group, operation) => {
        declared.push(await declare(group, flags, operation));
      });
      const text = declared.length === 0 ? "" : programText(declared);
      if (flags.json) {
        const adopted = declared.map(([group]) => group?.name);
        const imports = declared.flatMap(importsOf).map(importLine);
        io.out(`${JSON.stringify({ program: text, adopted, imports, skipped })}\n`);
      } else {
        io.out(text);
        printSkipped(skipped, io);
      }
    });
}

const texts: CommandTexts = {
  summary: "print a program that declares existing groups",
  details: [
    'Prints TypeScript for groups as they are, with members, attributes and topics. It declares them with adopt: "always" and, as `pulumi import` does, with protect: true. It writes nothing into the service, unless --mark asks for it; the next `pulumi up` with the program writes the owner marks. Groups that have an owner mark already are skipped: remove them from their program first.',
    "For another language, `tencent-chat import` prints commands in its place. Review the program before you run it: from its first `pulumi up` on, the groups belong to its stack.",
  ],
  examples: [
    "tencent-chat adopt ops-room sales-room > rooms.ts",
    "tencent-chat adopt --filter 'ops-*' --no-members > ops.ts",
    "tencent-chat adopt ops-room --mark acme/chat/prod --identity acme/chat/prod",
  ],
  exitCodes: "0 if all groups were declared; 1 if one could not be read; 3 if groups were skipped.",
};

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
