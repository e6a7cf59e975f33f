import { readFileSync } from "node:fs";
import { type Command, type Output, UsageError } from "./command";
import { COMMANDS } from "./commands";

const SUCCESS = 0;
const FAILURE = 1;
const USAGE_ERROR = 2;

/** Runs `tencent-chat` and resolves to the exit code: 0 success, 1 failure, 2 invalid usage. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  const [first, ...rest] = args;
  const command = first !== undefined && Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (first === "--version") return print(output, `${version()}\n`);
  if (first === "--help" || first === "-h") return print(output, overview());
  if (first === undefined) return fail(output, `${overview()}\nName a command.`, USAGE_ERROR);
  if (command === undefined)
    return fail(output, `tencent-chat has no command ${JSON.stringify(first)}. See: tencent-chat --help`, USAGE_ERROR);
  if (rest.includes("--help") || rest.includes("-h")) return print(output, command.help);
  return runCommand(first, command, rest, output);
}

async function runCommand(name: string, command: Command, args: readonly string[], output: Output): Promise<number> {
  try {
    return await command.run(args, output);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) return fail(output, `${message}\nSee: tencent-chat ${name} --help`, USAGE_ERROR);
    return fail(output, `tencent-chat ${name} failed: ${message}`, FAILURE);
  }
}

function overview(): string {
  const lines = Object.entries(COMMANDS).map(([name, command]) => `  ${name.padEnd(12)}${command.summary}`);
  return `Usage: tencent-chat <command> [options]

Commands:
${lines.join("\n")}

Options:
  --help      show the help of a command: tencent-chat <command> --help
  --version   show the version of pulumi-tencent-chat
`;
}

function version(): string {
  // Resolves the package by its own name, both from the sources and from dist/.
  const manifest: unknown = JSON.parse(readFileSync(require.resolve("pulumi-tencent-chat/package.json"), "utf8"));
  return String((manifest as { readonly version?: unknown }).version);
}

function print(output: Output, text: string): number {
  output.out(text);
  return SUCCESS;
}

function fail(output: Output, text: string, code: number): number {
  output.err(`${text}\n`);
  return code;
}
