import { parseArgs } from "node:util";
import { operationContext } from "../provider/operationContext";
import { identityText, isIdentity } from "../provider/ownership/owner";
import { noProgram } from "../provider/program/programView";
import { readSettings } from "../provider/settings";
import type { SweepTarget } from "../provider/sweep/claim";
import { type SweepReport, sweepGroups } from "../provider/sweep/sweep";
import { type Command, type Output, UsageError } from "./command";

const HELP = `Usage: tencent-chat sweep (--stack <organization/project/stack> | --identity <identity>) [options]

Finds the groups of an app that belong to a stack, independent of any Pulumi state: groups that a killed \`pulumi up\`
left behind, or all groups of a stack whose state is lost.

With --stack it lists the groups whose owner marks name that stack, with their identities, and groups that look like the
stack's. It disbands none: a name proves nothing, since two backends can have stacks with the same name.
With --identity it lists the groups with a valid mark of that identity, and disbands them with --yes. The identity of a
stack is the id of the provider tencent-chat-default in \`pulumi stack export\`, or the value of tencent-chat:identity.
It does not know guards (disbandOnlyIf), which are in the state. Use \`pulumi destroy\` for groups that are in a state.

The app is read from the environment: TENCENT_CHAT_SDK_APP_ID, TENCENT_CHAT_SECRET_KEY, TENCENT_CHAT_ADMIN_USER_ID,
TENCENT_CHAT_REGION or TENCENT_CHAT_ENDPOINT, TENCENT_CHAT_OWNER_FIELD, as for the provider.

Options:
  --stack NAME      the full name of the stack: organization/project/stack ("organization" with a self-managed backend)
  --identity ID     the identity of the stack's program
  --yes             disband the groups with a valid mark of the identity. This cannot be undone, and does not check whether
                    a group is still in a state
  --json            print one line of JSON: {"looked": N, "swept": [...], "failed": [...], "unproven": [...], ...}

Exit code: 0 if no group of the stack is left, or the owned groups were listed; 1 if a group could not be disbanded or
read, or the sweep was interrupted; 2 for invalid options; 3 if unproven groups are left.
`;

const OPTIONS = {
  stack: { type: "string" },
  identity: { type: "string" },
  yes: { type: "boolean" },
  json: { type: "boolean" },
} as const;

export const sweepCommand: Command = {
  summary: "disband the groups that a stack left behind",
  help: HELP,
  run: async (args, output) => {
    const { target, dryRun, json } = read(args);
    const settings = readSettings(
      () => undefined,
      (variable) => process.env[variable],
      { kind: "command" },
    );
    const report = await untilInterrupted((startBy) =>
      sweepGroups(
        target,
        { dryRun, search: true },
        operationContext(settings, { log: logTo(output), startBy, program: noProgram }),
      ),
    );
    output.out(json ? `${JSON.stringify({ dryRun, ...report })}\n` : reportText(target, dryRun, report));
    return exitCode(report);
  },
};

function exitCode({ failed, unreadable, stopped, unproven }: SweepReport): number {
  if (failed.length + unreadable.length > 0 || stopped) return 1;
  return unproven.length > 0 ? 3 : 0;
}

interface Arguments {
  readonly target: SweepTarget;
  readonly dryRun: boolean;
  readonly json: boolean;
}

function read(args: readonly string[]): Arguments {
  const { stack, identity, yes = false, json = false } = parse(args);
  if (stack === undefined && identity === undefined) throw new UsageError("--stack or --identity is missing");
  // The parts of a name can contain spaces and any letters, but no slash.
  if (stack !== undefined && !/^[^/]+\/[^/]+\/[^/]+$/.test(stack)) {
    throw new UsageError(`--stack must be organization/project/stack; got ${JSON.stringify(stack)}`);
  }
  if (identity !== undefined && !isIdentity(identity)) throw new UsageError(`--identity must be ${identityText}`);
  if (yes && identity === undefined) {
    throw new UsageError(
      "--yes needs --identity: a name alone proves nothing. Run the command without --yes to see the identities",
    );
  }
  return { target: { stack, identity }, dryRun: !yes, json };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function reportText(target: SweepTarget, dryRun: boolean, report: SweepReport): string {
  const { looked, stopped, swept, failed, unproven, unreadable } = report;
  const action = dryRun ? "would be disbanded" : "disbanded";
  const identities = [...new Set(unproven.flatMap(({ identity }) => identity ?? []))];
  const targetText = target.identity === undefined ? `stack ${target.stack}` : `identity ${target.identity}`;
  return [
    ...swept.map(({ groupId, proof }) => `${action}: ${groupId} (by its ${proof})`),
    ...failed.map(({ groupId, why }) => `still there: ${groupId}: ${why}`),
    ...unproven.map(
      ({ groupId, why, identity }) =>
        `left alone: ${groupId}: ${why}${identity === undefined ? "" : ` (identity ${identity})`}`,
    ),
    ...unreadable.map(({ groupId, why }) => `not readable: ${groupId}: ${why}`),
    `${looked} groups checked; of ${targetText}: ${swept.length} ${action}, ${failed.length} still there, ${unproven.length} left alone; ${unreadable.length} not readable.`,
    ...(stopped ? ["The sweep was interrupted: there may be more groups."] : []),
    ...(dryRun && swept.length > 0 ? ["Nothing was changed. To disband them, run the command again with --yes."] : []),
    ...(target.identity === undefined
      ? identities.map((identity) => `To continue with one of them: tencent-chat sweep --identity ${identity}`)
      : []),
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

/** After an interruption, no new work is started, and running work is finished. */
async function untilInterrupted<T>(work: (startBy: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stop = () => {
    process.stderr.write("Stopping after the running calls.\n");
    interrupted.abort(new Error("interrupted"));
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await work(interrupted.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
