import type { Command } from "commander";
import type { Emulator } from "../../../emulator";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext } from "../../io";
import { execCommand } from "./exec";
import { addEmulatorOptions, readEmulatorOptions } from "./options";
import { startRequested } from "./start";

/** `tencent-chat emulator` and `tencent-chat emulator exec`. */
export function addEmulatorCommand(program: Command, { io, endWith }: CommandContext): void {
  const command = describe(addEmulatorOptions(program.command("emulator")), emulatorTexts)
    .option("--json", 'print one line of JSON instead: {"url": ..., "env": {...}, "lenient": ...}')
    .action(async () => {
      const request = readEmulatorOptions(command);
      const interrupted = untilSignal();
      const emulator = await startRequested(request);
      const isLenient = request.emulator.lenient === true;
      io.out(command.opts<{ json?: boolean }>().json ? jsonLine(emulator, isLenient) : shellText(emulator, isLenient));
      await interrupted;
      await emulator.close();
    });
  const exec = describe(command.command("exec <command...>"), execTexts).action(async (words: readonly string[]) => {
    const emulator = await startRequested(readEmulatorOptions(exec));
    try {
      endWith(await execCommand(words, { ...io.env, ...emulator.env() }));
    } finally {
      await emulator.close();
    }
  });
}

const emulatorTexts: CommandTexts = {
  summary: "run an in-memory Chat service to develop and test against",
  details: [
    "It speaks the real REST protocol over HTTP, until it is interrupted. It prints its URL and the environment variables to export. Open the URL in a browser to see the groups and the last requests. It reads no environment variables itself.",
  ],
  examples: [
    "tencent-chat emulator --port 8080",
    "tencent-chat emulator --account alice --custom-field team",
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

/** Resolves on the first SIGINT or SIGTERM. A second one terminates the process. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const signals = ["SIGINT", "SIGTERM"] as const;
    const onSignal = (): void => {
      for (const signal of signals) process.off(signal, onSignal);
      resolve();
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
}

function jsonLine(emulator: Emulator, lenient: boolean): string {
  return `${JSON.stringify({ url: emulator.url, env: emulator.env(), lenient })}\n`;
}

/** Returns text that can be pasted into a shell: everything except the exports is a comment. */
function shellText(emulator: Emulator, lenient: boolean): string {
  const mode = lenient ? "# Lenient mode: accepts requests that the service's documentation does not allow.\n" : "";
  const exports = Object.entries(emulator.env()).map(([name, value]) => `export ${name}=${shellQuote(value)}`);
  return `# Chat emulator on ${emulator.url}: open it in a browser to see its state. Ctrl-C stops it.\n${mode}${exports.join("\n")}\n`;
}

/** Quotes a value for a POSIX shell if needed. */
function shellQuote(value: string): string {
  return /^[A-Za-z0-9_./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
