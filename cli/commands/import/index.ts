import type { Command } from "commander";
import type { GroupDetails } from "../../../provider/inventory/groupDetails";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext } from "../../io";
import { identity } from "../../parsers";
import { declarationsOf } from "../adopt/declarations";
import {
  addSelectionOptions,
  forEachSelected,
  printSkipped,
  requireSelection,
  type SelectionFlags,
} from "../adopt/selection";
import { type Import, importLine, importsOf } from "./imports";

interface Flags extends SelectionFlags {
  readonly members: boolean;
  readonly identity?: string;
  readonly json?: boolean;
}

/** `tencent-chat import`. */
export function addImportCommand(program: Command, context: CommandContext): void {
  const { io } = context;
  const command = addSelectionOptions(describe(program.command("import [groupId...]"), texts))
    .option("--no-members", "do not import the members")
    .option("--identity <identity>", "also groups that this identity owns, whose state is lost", identity)
    .option("--json", "print the file that `pulumi import --file` reads")
    .action(async (groupIds: readonly string[], flags: Flags) => {
      requireSelection(command, groupIds, flags);
      const resources: Import[] = [];
      const use = async (group: GroupDetails) => {
        resources.push(...importsOf(declarationsOf(group, { withMembers: flags.members, isMarked: false })));
      };
      const skipped = await forEachSelected(groupIds, flags, context, use, flags.identity);
      io.out(
        flags.json ? `${JSON.stringify({ resources })}\n` : resources.map((each) => `${importLine(each)}\n`).join(""),
      );
      printSkipped(skipped, io);
    });
}

const texts: CommandTexts = {
  summary: "print commands that import existing groups",
  details: [
    "Prints `pulumi import` commands for groups as they are, with members, attributes and topics, for programs in any language with the plugin. It writes nothing into the service, and neither do the commands: the next `pulumi up` writes the owner marks. Groups that have an owner mark already are skipped, except those of --identity.",
    "For a TypeScript program, use `tencent-chat adopt`.",
  ],
  examples: [
    "tencent-chat import ops-room",
    "tencent-chat import --filter 'ops-*' --json > import.json && pulumi import --file import.json",
  ],
  exitCodes: "0 if all groups are in the output; 1 if one could not be read; 3 if groups were skipped.",
};
