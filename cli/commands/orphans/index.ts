import type { Command } from "commander";
import { findOrphans } from "../../../provider/inventory/orphans";
import { withApp } from "../../connection";
import { exitCodes } from "../../exitCodes";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext } from "../../io";
import { orphansJson, orphansText } from "../../output/orphansTexts";
import { showProgress } from "../../output/progress";
import { nonEmpty, stackName } from "../../parsers";
import { readStackState } from "./stackState";

interface Flags {
  readonly stack: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** `tencent-chat orphans`. */
export function addOrphansCommand(program: Command, { io, endWith }: CommandContext): void {
  describe(program.command("orphans"), texts)
    .requiredOption("--stack <name>", "the full name of the stack: organization/project/stack", stackName)
    .option(
      "--state <file>",
      "the output of `pulumi stack export`; - reads stdin. Default: runs it in this folder",
      nonEmpty,
    )
    .option("--json", "print one line of JSON (docs/command.md)")
    .action(async ({ stack, state, json }: Flags) => {
      const known = await readStackState(stack, state, io);
      const progress = showProgress(io);
      const report = await withApp(io, (operation) =>
        findOrphans(stack, known, operation, ({ done, total }) => progress.update("Checking groups", done, total)),
      ).finally(() => progress.stop());
      io.out(json ? `${JSON.stringify(orphansJson(report))}\n` : orphansText(report));
      const { orphans, unproven, lost, unreadable, stopped } = report;
      if (unreadable.length > 0 || stopped) endWith(exitCodes.failure);
      else if (orphans.length + unproven.length + lost.length > 0) endWith(exitCodes.found);
    });
}

const texts: CommandTexts = {
  summary: "compare the groups of a stack with its state",
  details: [
    "Shows what the service has with the mark of the stack and its state does not know, and what the state has that the service lost. It changes nothing. Groups of another program whose stack has the same name are shown apart.",
    'Run it in the folder of the program, logged in to its backend, or give the state with --state. The name has three parts; with a backend of your own, the first is "organization".',
  ],
  examples: [
    "tencent-chat orphans --stack organization/chat-rooms/dev",
    "pulumi stack export | tencent-chat orphans --stack acme/chat/dev --state -",
  ],
  exitCodes: "0 if service and state agree; 1 if a group could not be read; 3 if they do not agree.",
};
