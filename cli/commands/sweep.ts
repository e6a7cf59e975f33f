import type { Command } from "commander";
import { systemClock } from "../../chat";
import type { SweepTarget } from "../../provider/sweep/claim";
import type { SweepReport } from "../../provider/sweep/report";
import { sweepGroups } from "../../provider/sweep/sweep";
import { withApp } from "../connection";
import { type ExitCode, exitCodes } from "../exitCodes";
import { type CommandTexts, describe } from "../help";
import type { CommandContext } from "../io";
import { showProgress } from "../output/progress";
import { sweepJson, sweepText } from "../output/sweepTexts";
import { duration, identity, stackPattern, wholeNumber } from "../parsers";

interface Flags extends Omit<SweepTarget, "groupIds"> {
  readonly yes?: boolean;
  readonly maxFailures: number;
  readonly json?: boolean;
}

/** `tencent-chat sweep`. */
export function addSweepCommand(program: Command, { io, endWith }: CommandContext): void {
  const command = describe(program.command("sweep [groupId...]"), texts)
    .option(
      "--stack <pattern>",
      "groups whose owner marks name this stack: organization/project/stack; * stands for any text",
      stackPattern,
    )
    .option("--identity <identity>", "groups with a valid owner mark of this identity", identity)
    .option("--expired", "only groups whose owner mark says that they have expired")
    .option(
      "--older-than <duration>",
      "only groups that were created at least so long ago, such as 48h or 7d",
      duration,
    )
    .option("--yes", "disband them. This cannot be undone, and does not check whether a group is still in a state")
    .option(
      "--max-failures <number>",
      "stop after so many groups could not be disbanded",
      wholeNumber(1, 1_000_000),
      20,
    )
    .option("--json", "print one line of JSON (docs/command.md)")
    .action(async (groupIds: readonly string[], flags: Flags) => {
      const { yes = false, maxFailures, json = false, ...conditions } = flags;
      const target = { ...conditions, ...(groupIds.length > 0 && { groupIds }) };
      refuseEmpty(command, target);
      const progress = showProgress(io);
      const steps = { check: "Checking groups", disband: "Disbanding groups" };
      const report = await withApp(io, (operation) =>
        sweepGroups(
          target,
          {
            dryRun: !yes,
            search: true,
            maxFailures,
            onProgress: ({ step, done, total }) => progress.update(steps[step], done, total),
          },
          operation,
        ),
      ).finally(() => progress.stop());
      io.out(
        json ? `${JSON.stringify(sweepJson(report, !yes))}\n` : sweepText(report, target, !yes, systemClock.now()),
      );
      endWith(exitCode(report));
    });
}

const texts: CommandTexts = {
  summary: "disband the groups that stacks left behind",
  details: [
    'Finds groups of an app by their owner marks, without any Pulumi state: groups that a killed "pulumi up" left behind, all groups of a stack whose state is lost, and preview environments that have expired. Without --yes it only lists them. With --yes it reads each mark again right before it disbands the group.',
    'It leaves alone: groups of other owners, groups whose mark does not verify, groups whose mark says "persist" (the program, or "tencent-chat show --persist", sets it), and groups without a mark, unless you name their ids. Two backends can have stacks with the same name: if the groups of a name have several identities, choose one with --identity. The identity of a stack is the id of the provider tencent-chat-default in "pulumi stack export", or the value of tencent-chat:identity.',
    'Use "pulumi destroy" for groups that are in a state. A sweep that was stopped can be run again.',
  ],
  examples: [
    "tencent-chat sweep --stack 'acme/chat/pr-*' --expired --yes",
    "tencent-chat sweep --identity acme/chat/pr-123 --yes",
    "tencent-chat sweep --stack acme/chat/pr-123 --older-than 48h",
    "tencent-chat sweep old-room --yes",
  ],
  exitCodes:
    "0 if all groups were listed or disbanded; 1 if a group could not be read or disbanded, or it was stopped; 2 for invalid options; 3 if groups are left that resemble the target without proof.",
};

function refuseEmpty(command: Command, { stack, identity, expired, groupIds }: SweepTarget): void {
  if (stack ?? identity ?? expired ?? groupIds) return;
  command.error("error: say which groups: give --stack, --identity, --expired or group ids");
}

function exitCode({ failed, unreadable, stopped, unproven }: SweepReport): ExitCode {
  if (failed.length + unreadable.length > 0 || stopped) return exitCodes.failure;
  return unproven.length > 0 ? exitCodes.found : exitCodes.success;
}
