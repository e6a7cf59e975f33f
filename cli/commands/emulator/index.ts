import { type Command, Option } from "commander";
import type { Emulator, JournalEntry } from "../../../emulator";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext } from "../../io";
import { untilEnding } from "./ending";
import { execCommand } from "./exec";
import { addEmulatorOptions, readEmulatorOptions } from "./options";
import { requestLine } from "./requestLine";
import { exportLines, type Shell, shells } from "./shells";
import { type Started, startRequested } from "./start";

/** `tencent-chat emulator` and `tencent-chat emulator exec`. */
export function addEmulatorCommand(program: Command, { io, endWith }: CommandContext): void {
  const command = describe(addEmulatorOptions(program.command("emulator")), emulatorTexts)
    .addOption(
      new Option("--shell <name>", "the shell that the variables are printed for").choices(shells).default("bash"),
    )
    .option("--log", "print a line on stderr for each request")
    .option("--json", 'print one line of JSON instead: {"url": ..., "env": {...}, "lenient": ...}')
    .action(async ({ json, log, shell }: { json?: boolean; log?: boolean; shell: Shell }) => {
      const request = readEmulatorOptions(command);
      const ending = untilEnding(io);
      const onAnswered = log ? (entry: JournalEntry, ms: number) => io.err(`${requestLine(entry, ms)}\n`) : undefined;
      const started = await startRequested(request, io, { onAnswered });
      const isLenient = request.emulator.lenient === true;
      io.out(json ? jsonLine(started, isLenient) : shellText(started, isLenient, shell));
      await ending;
      const summary = summaryOf(started.emulator);
      await started.close();
      io.err(summary);
    });
  const exec = describe(command.command("exec <command...>"), execTexts).action(async (words: readonly string[]) => {
    const request = readEmulatorOptions(exec);
    // A free port by default: commands run side by side.
    const port = request.isPortGiven ? request.emulator.port : 0;
    const started = await startRequested({ ...request, emulator: { ...request.emulator, port } }, io);
    try {
      endWith(await execCommand(words, { ...io.env, ...started.env }));
    } finally {
      await started.close();
    }
  });
}

const emulatorTexts: CommandTexts = {
  summary: "run an in-memory Chat service to develop and test against",
  details: [
    "It speaks the real REST protocol over HTTP, until it is interrupted. It prints its URL and the environment variables to export. Open the URL in a browser to see and change its groups; tests in any language can do the same with the control API below /emulator/v1 (docs/control-api.md). It reads no variables of the service itself. It ends with npm or npx if one of them started it.",
  ],
  examples: [
    "tencent-chat emulator",
    "tencent-chat emulator --seed seed.yaml --state emulator.json --log",
    "tencent-chat emulator --account alice --custom-field team",
    "tencent-chat emulator --shell fish",
    "tencent-chat emulator exec -- npm test",
  ],
};

const execTexts: CommandTexts = {
  summary: "run a command against an emulator of its own",
  details: [
    "Starts the emulator, runs the command with its variables, stops the emulator, and ends with the command's exit code. Write -- before the command, so that its options are not taken as those of the emulator.",
  ],
  examples: ["tencent-chat emulator exec -- npm test", "tencent-chat emulator exec --account alice -- pulumi up --yes"],
  exitCodes: "that of the command; 1 if the emulator cannot start; 126 or 127 if the command cannot be run.",
};

function jsonLine({ emulator, env }: Started, lenient: boolean): string {
  return `${JSON.stringify({ url: emulator.url, env, lenient })}\n`;
}

/** Returns text that can be pasted into a shell: everything except the variables is a comment. */
function shellText({ emulator, env }: Started, lenient: boolean, shell: Shell): string {
  const mode = lenient ? "# Lenient mode: accepts requests that the service's documentation does not allow.\n" : "";
  return `# Chat emulator on ${emulator.url}: open it in a browser to see and change its state. Ctrl-C stops it.\n${mode}${exportLines(env, shell)}`;
}

function summaryOf(emulator: Emulator): string {
  const left = emulator.apps.reduce((sum, { sdkAppId }) => sum + emulator.app(sdkAppId).counts().left, 0);
  return `Stopped after ${count(emulator.journal.count(), "request")}, with ${count(left, "group")}.\n`;
}

function count(value: number, name: string): string {
  return `${value} ${name}${value === 1 ? "" : "s"}`;
}
