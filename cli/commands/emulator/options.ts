import { type Command, InvalidArgumentError } from "commander";
import { DEFAULT_APP, type EmulatorOptions, type WebhookSettings } from "../../../emulator";
import { isUserId, USER_ID_FORM } from "../../../emulator/state/account";
import { type FieldKeys, type FieldKind, fieldKeyProblem } from "../../../emulator/state/fieldKeys";
import { completeWebhook as checkWebhookSettings } from "../../../emulator/webhooks/settings";
import { nonEmpty, repeatable, wholeNumber } from "../../parsers";

interface Flags {
  readonly port?: number;
  readonly host?: string;
  readonly sdkAppId: number;
  readonly secretKey?: string;
  readonly admin?: string;
  readonly account?: readonly string[];
  readonly customField?: readonly string[];
  readonly memberCustomField?: readonly string[];
  readonly profileCustomField?: readonly string[];
  readonly rateLimit: boolean;
  readonly lenient?: boolean;
  readonly seed?: string;
  readonly state?: string;
  readonly tls?: string | true;
  readonly webhookUrl?: string;
  readonly webhookToken?: string;
  readonly allowHost?: readonly string[];
}

/** The port of an emulator that people start: the code of the service for a group that is already gone. */
const defaultPort = 10010;

export interface EmulatorRequest {
  readonly emulator: EmulatorOptions;
  /** Whether the port was given. Without, another one is used if the default is taken. */
  readonly isPortGiven: boolean;
  readonly seedFile: string | undefined;
  /** Where the certificate is; `true`: in a temporary folder. Undefined: HTTP. */
  readonly tls: string | true | undefined;
  /** UserIDs to import at the start. */
  readonly accounts: readonly string[];
}

/** Adds the options that describe the emulated service. */
export function addEmulatorOptions(command: Command): Command {
  return command
    .option(
      "--port <number>",
      `TCP port; 0 selects a free one. Default: ${defaultPort}, or a free one if that is in use`,
      wholeNumber(0, 65535),
    )
    .option("--host <address>", "address to listen on (default 127.0.0.1)", nonEmpty)
    .option(
      "--sdk-app-id <number>",
      "SDKAppID of the app",
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
      DEFAULT_APP.sdkAppId,
    )
    .option(
      "--secret-key <key>",
      "the app's secret key. It is printed, so do not use a real one. Default: a public one that only works with an emulator",
      nonEmpty,
    )
    .option("--admin <userId>", `UserID of the app admin (default ${DEFAULT_APP.admins.join(", ")})`, nonEmpty)
    .option("--account <userId>", "UserID to import at the start; repeatable", repeatable(userId))
    .option(
      "--custom-field <key>",
      "key of a group custom field to declare, as in the console; up to 10 times",
      repeatable(),
    )
    .option("--member-custom-field <key>", "the same for member custom fields, up to 5 times", repeatable())
    .option("--profile-custom-field <key>", "the same for profile custom fields, up to 20 times", repeatable())
    .option("--seed <file>", "YAML or JSON file with the accounts and groups at the start (docs/emulator.md)", nonEmpty)
    .option("--state <file>", "keep accounts and groups in this file across restarts, without keys", nonEmpty)
    .option(
      "--tls [folder]",
      "speak HTTPS, with a certificate for localhost that is created in this folder (default: a temporary one)",
    )
    .option("--webhook-url <url>", "post the app's events to this URL, as set up in the console", nonEmpty)
    .option(
      "--webhook-token <token>",
      "sign the events with this token. It is visible in the list of processes",
      nonEmpty,
    )
    .option(
      "--allow-host <name>",
      "name under which the page and the control API are reached, besides localhost and addresses; repeatable",
      repeatable(),
    )
    .option("--no-rate-limit", "do not limit the calls per second")
    .option(
      "--lenient",
      "accept undocumented requests that the real service may accept: unknown fields, older field names, nulls. For clients that you cannot change (docs/emulator.md)",
    );
}

/** Returns what the options ask for. A wrong one ends the command. */
export function readEmulatorOptions(command: Command): EmulatorRequest {
  const flags = command.optsWithGlobals<Flags>();
  const { port, host, sdkAppId, secretKey, admin, account, rateLimit, lenient } = flags;
  const fieldKeys: FieldKeys = {
    customFieldKeys: flags.customField,
    memberCustomFieldKeys: flags.memberCustomField,
    profileCustomFieldKeys: flags.profileCustomField,
  };
  const invalid = fieldKeyProblem(fieldKeys);
  if (invalid !== undefined) command.error(`error: ${fieldOptions[invalid.kind]} ${invalid.problem}`);
  const webhook = webhookOf(flags, command);
  const app = {
    sdkAppId,
    ...(webhook !== undefined && { webhook }),
    secretKey: secretKey ?? DEFAULT_APP.secretKey,
    admins: admin === undefined ? DEFAULT_APP.admins : [admin],
    ...fieldKeys,
  };
  const { state: stateFile, seed: seedFile, tls, allowHost: allowedHosts } = flags;
  return {
    emulator: {
      port: port ?? defaultPort,
      host,
      apps: [app],
      rateLimit,
      lenient: lenient === true,
      stateFile,
      allowedHosts,
    },
    isPortGiven: port !== undefined,
    seedFile,
    tls,
    accounts: account ?? [],
  };
}

function webhookOf({ webhookUrl: url, webhookToken: token }: Flags, command: Command): WebhookSettings | undefined {
  if (url === undefined && token === undefined) return undefined;
  if (url === undefined) return command.error("error: --webhook-token needs --webhook-url");
  try {
    checkWebhookSettings({ url, token });
  } catch (error) {
    command.error(`error: --webhook-url: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { url, token };
}

/** The options that declare custom fields. */
const fieldOptions: Readonly<Record<FieldKind, string>> = {
  customFieldKeys: "--custom-field",
  memberCustomFieldKeys: "--member-custom-field",
  profileCustomFieldKeys: "--profile-custom-field",
};

function userId(text: string): string {
  if (!isUserId(text)) throw new InvalidArgumentError(`It must be ${USER_ID_FORM}.`);
  return text;
}
