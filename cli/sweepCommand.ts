import { parseArgs } from "node:util";
import { operationContext } from "../provider/operation";
import { readSettings } from "../provider/settings";
import { type SweepReport, sweepStack } from "../provider/sweep/sweep";
import { type Command, type Output, UsageError } from "./command";

const HELP = `Usage: tencent-chat sweep --stack <organization/project/stack> [options]

Finds the groups of an app that belong to a stack, whatever a Pulumi state knows, and disbands them: what a killed
\`pulumi up\` left behind, or all of a stack whose state is lost. Without --yes it only lists them.
A group is the stack's by a valid owner mark, or by an id that only this stack's resource has. Others are not touched.
It knows no guards (disbandOnlyIf): they are in the state. Use \`pulumi destroy\` for what a state still knows.

The app is taken from the environment: TENCENT_CHAT_SDK_APP_ID, TENCENT_CHAT_SECRET_KEY, TENCENT_CHAT_ADMIN_USER_ID,
TENCENT_CHAT_REGION or TENCENT_CHAT_ENDPOINT, TENCENT_CHAT_OWNER_FIELD, as for the provider.

Options:
  --stack NAME   the whole name of the stack: organization/project/stack ("organization" with a backend of your own)
  --yes          disband what is found. This cannot be undone, and does not ask whether a state still knows a group
  --json         print one line of JSON: {"looked": N, "swept": [...], "failed": [...], "unproven": [...], "dryRun": ...}

Exit code: 0 when nothing of the stack is left, or nothing was to be disbanded; 1 when something could not be; 2 for bad options.
`;

const OPTIONS = { stack: { type: "string" }, yes: { type: "boolean" }, json: { type: "boolean" } } as const;

export const sweepCommand: Command = {
  summary: "disband the groups that a stack left behind",
  help: HELP,
  run: async (args, output) => {
    const { stack, dryRun, json } = read(args);
    const settings = readSettings(
      () => undefined,
      (variable) => process.env[variable],
    );
    const report = await untilInterrupted((startBy) =>
      sweepStack(stack, { dryRun }, operationContext(settings, { log: logTo(output), startBy, duringUpdate: false })),
    );
    output.out(json ? `${JSON.stringify({ dryRun, ...report })}\n` : inWords(stack, dryRun, report));
    return report.failed.length > 0 || report.stopped ? 1 : 0;
  },
};

function read(args: readonly string[]): { stack: string; dryRun: boolean; json: boolean } {
  const { stack, yes, json } = parse(args);
  if (stack === undefined) throw new UsageError("--stack is missing");
  if (!/^[^/\s]+\/[^/\s]+\/[^/\s]+$/.test(stack)) {
    throw new UsageError(`--stack must be organization/project/stack; got ${JSON.stringify(stack)}`);
  }
  return { stack, dryRun: yes !== true, json: json === true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function inWords(stack: string, dryRun: boolean, { looked, stopped, swept, failed, unproven }: SweepReport): string {
  const done = dryRun ? "would be disbanded" : "disbanded";
  return [
    ...swept.map(({ groupId, proof }) => `${done}: ${groupId} (by its ${proof})`),
    ...failed.map(({ groupId, why }) => `still there: ${groupId}: ${why}`),
    ...unproven.map(({ groupId, why }) => `left alone: ${groupId}: ${why}`),
    `${looked} groups looked at; of stack ${stack}: ${swept.length} ${done}, ${failed.length} still there, ${unproven.length} left alone.`,
    ...(stopped ? ["It was interrupted: there may be more."] : []),
    ...(dryRun && swept.length > 0 ? ["Nothing was changed. To disband them, run it again with --yes."] : []),
    "",
  ].join("\n");
}

function logTo({ err }: Output) {
  return {
    debug: () => {},
    info: (text: string) => err(`${text}\n`),
    warn: (text: string) => err(`warning: ${text}\n`),
  };
}

/** After an interruption nothing new is begun, and what is under way runs to its end. */
async function untilInterrupted<T>(work: (startBy: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stop = () => {
    process.stderr.write("Stopping after what is under way.\n");
    interrupted.abort(new Error("interrupted"));
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await work(interrupted.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
