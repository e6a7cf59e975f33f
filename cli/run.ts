import { readFileSync } from "node:fs";
import { type Command, UsageError } from "./command";
import { COMMANDS } from "./commands";

const OK = 0;
const FAILED = 1;
const MISUSED = 2;

/** Runs `tencent-chat` with these arguments and resolves to its exit code: 0 done, 1 failed, 2 misused. */
export async function run(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === "--version") return print(version());
  if (first === "--help" || first === "-h") return print(overview());
  if (first === undefined) return complain(`${overview()}\nName a command.`, MISUSED);
  const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (command === undefined) return complain(`tencent-chat has no command ${JSON.stringify(first)}. See: tencent-chat --help`, MISUSED);
  if (rest.includes("--help") || rest.includes("-h")) return print(command.help);
  return runCommand(first, command, rest);
}

async function runCommand(name: string, command: Command, args: readonly string[]): Promise<number> {
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof UsageError) return complain(`${error.message}\nSee: tencent-chat ${name} --help`, MISUSED);
    return complain(`tencent-chat ${name} failed: ${error instanceof Error ? error.message : String(error)}`, FAILED);
  }
}

function overview(): string {
  const lines = Object.entries(COMMANDS).map(([name, command]) => `  ${name.padEnd(12)}${command.summary}`);
  return `Usage: tencent-chat <command> [options]

Commands:
${lines.join("\n")}

Options:
  --help      what a command does: tencent-chat <command> --help
  --version   the version of pulumi-tencent-chat
`;
}

function version(): string {
  // The package knows itself by its name, from the sources as from dist/.
  const manifest: unknown = JSON.parse(readFileSync(require.resolve("pulumi-tencent-chat/package.json"), "utf8"));
  return String((manifest as { readonly version?: unknown }).version);
}

function print(text: string): number {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return OK;
}

function complain(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}
