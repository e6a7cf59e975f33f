import { readFileSync } from "node:fs";
import { type Command, type Output, UsageError } from "./command";
import { COMMANDS } from "./commands";

const OK = 0;
const FAILED = 1;
const MISUSED = 2;

/** Runs `tencent-chat` with these arguments and resolves to its exit code: 0 done, 1 failed, 2 misused. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  const [first, ...rest] = args;
  const command = first !== undefined && Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (first === "--version") return print(output, `${version()}\n`);
  if (first === "--help" || first === "-h") return print(output, overview());
  if (first === undefined) return complain(output, `${overview()}\nName a command.`, MISUSED);
  if (command === undefined)
    return complain(output, `tencent-chat has no command ${JSON.stringify(first)}. See: tencent-chat --help`, MISUSED);
  if (rest.includes("--help") || rest.includes("-h")) return print(output, command.help);
  return runCommand(first, command, rest, output);
}

async function runCommand(name: string, command: Command, args: readonly string[], output: Output): Promise<number> {
  try {
    return await command.run(args, output);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) return complain(output, `${message}\nSee: tencent-chat ${name} --help`, MISUSED);
    return complain(output, `tencent-chat ${name} failed: ${message}`, FAILED);
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

function print(output: Output, text: string): number {
  output.out(text);
  return OK;
}

function complain(output: Output, text: string, code: number): number {
  output.err(`${text}\n`);
  return code;
}
