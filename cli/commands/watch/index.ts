import { type Command, InvalidArgumentError } from "commander";
import { isLoopback } from "../../../chat/options";
import { withApp } from "../../connection";
import { type CommandTexts, describe } from "../../help";
import type { CommandContext, Io } from "../../io";
import { duration, identity, nonEmpty, stackPattern, wholeNumber } from "../../parsers";
import { tokenVariable } from "./token";
import { type WatchRequest, watch } from "./watch";

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly tokenVariable: string;
  readonly allowUnsigned?: boolean;
  readonly maxAge: number;
  readonly stack?: string;
  readonly identity?: string;
  readonly all?: boolean;
  readonly exec?: string;
  readonly maxCommands: number;
  readonly inventoryInterval: number;
}

/** `tencent-chat watch`. */
export function addWatchCommand(program: Command, { io }: CommandContext): void {
  const command = describe(program.command("watch"), texts)
    .option("--port <number>", "TCP port; 0 selects a free one", wholeNumber(0, 65535), 8080)
    .option("--host <address>", "address to listen on", nonEmpty, "127.0.0.1")
    .option("--path <path>", "path of the URL that is set in the console", urlPath, "/hook")
    .option("--token-variable <name>", "variable with the token that is set in the console", nonEmpty, tokenVariable)
    .option("--allow-unsigned", "accept webhooks without a token: only if --host is this machine")
    .option("--max-age <duration>", "how old a signed request may be (default 5m)", duration, 300)
    .option("--stack <pattern>", "only groups of this stack; * stands for any text", stackPattern)
    .option("--identity <identity>", "only groups of this identity", identity)
    .option("--all", "also groups that no stack owns, and accounts")
    .option(
      "--exec <command>",
      "run this with the shell for each event, with the event on stdin and in variables",
      nonEmpty,
    )
    .option("--max-commands <number>", "how many commands run at a time", wholeNumber(1, 100), 1)
    .option(
      "--inventory-interval <duration>",
      "how often the owners of all groups are read (default 1h)",
      duration,
      3600,
    )
    .option("--json", "print lines of JSON, which is the only form (docs/guides/webhooks.md)")
    .action((flags: Flags) => {
      const request = requestOf(command, flags, io);
      return withApp(io, (operation) => watch(request, io, operation));
    });
}

const texts: CommandTexts = {
  summary: "report changes of managed groups as they happen, from the service's webhooks",
  details: [
    `Receives the webhooks that are set up in the Chat console, and prints one line of JSON for each change of a group that a stack owns, and for each disband. Set the same token in the console and in ${tokenVariable}: requests without its signature are refused. Before-events are always allowed.`,
    'The service gives 2 seconds for an answer, so a request is answered before any work. Repeated deliveries are reported once. The owners of all groups are read at the start, since the mark of a disbanded group is gone: managed is "unknown" if its owner was not read before.',
    "A command of --exec gets the event on stdin and in TENCENT_CHAT_EVENT_NAME, _CHANGE, _GROUP_ID, _TIME, _MANAGED, _STACK, _RESOURCE, _IDENTITY and _PLATFORM. If it fails, the watch goes on. SIGTERM finishes the running command and ends. GET /healthz answers 200.",
  ],
  examples: [
    "tencent-chat watch --port 8080",
    "tencent-chat watch --host 0.0.0.0 --stack 'acme/chat/*' --exec 'pulumi up --yes --refresh --stack \"$TENCENT_CHAT_EVENT_STACK\"'",
  ],
};

function requestOf(command: Command, flags: Flags, { env }: Io): WatchRequest {
  const { port, host, path, maxAge, stack, identity: owner, all = false, exec, maxCommands, inventoryInterval } = flags;
  const token = env[flags.tokenVariable] || undefined;
  if (token === undefined) refuseUnsigned(command, flags);
  const filter = { ...(stack !== undefined && { stack }), ...(owner !== undefined && { identity: owner }), all };
  return { port, host, path, token, maxAge, filter, command: exec, maxCommands, inventoryInterval };
}

/** Without a token, anybody who reaches the port could send events. */
function refuseUnsigned(command: Command, { host, allowUnsigned, tokenVariable: variable }: Flags): void {
  if (!allowUnsigned)
    command.error(`error: ${variable} is not set: set it to the token of the webhook configuration in the console`);
  if (!isLoopback(host === "::1" ? "[::1]" : host))
    command.error(`error: --allow-unsigned is only possible if --host is this machine, such as 127.0.0.1`);
}

function urlPath(text: string): string {
  if (!/^\/[^?#\s]*$/.test(text)) throw new InvalidArgumentError("It must start with / and have no ?, # or space.");
  if (text === "/healthz") throw new InvalidArgumentError("It is used for health checks.");
  return text;
}
