import type { Command } from "commander";
import { readGroupDetails } from "../../provider/inventory/groupDetails";
import { setPersist } from "../../provider/inventory/persist";
import { CommandFailure } from "../commandFailure";
import { withApp } from "../connection";
import { type CommandTexts, describe } from "../help";
import type { CommandContext } from "../io";
import { detailsJson, detailsText } from "../output/detailsTexts";
import { nonEmpty } from "../parsers";

interface Flags {
  readonly persist?: boolean;
  readonly json?: boolean;
}

/** `tencent-chat show`. */
export function addShowCommand(program: Command, { io }: CommandContext): void {
  describe(program.command("show"), texts)
    .argument("<groupId>", "the id of the group", nonEmpty)
    .option("--persist", "write into the owner mark that sweeps leave the group alone")
    .option("--no-persist", "write into the owner mark that sweeps may disband the group")
    .option("--json", "print one line of JSON (docs/command.md)")
    .action((groupId: string, { persist, json }: Flags) =>
      withApp(io, async (operation) => {
        if (persist !== undefined) await setPersist(groupId, persist, operation);
        const details = await readGroupDetails(groupId, operation);
        if (details === undefined)
          throw new CommandFailure(`There is no group ${groupId} in the app ${operation.settings.sdkAppId}.`);
        io.out(json ? `${JSON.stringify(detailsJson(details))}\n` : detailsText(details, operation.clock.now()));
      }),
    );
}

const texts: CommandTexts = {
  summary: "show one group: whose it is, and why",
  details: [
    "Shows the owner mark decoded, every place that proves or disproves ownership, members, attributes, counters and topics. Guards (disbandOnlyIf) are in the state of the group's stack, which this command does not read; a guarded group has a mark that says persist.",
  ],
  examples: ["tencent-chat show ops-room", "tencent-chat show ops-room --persist"],
};
