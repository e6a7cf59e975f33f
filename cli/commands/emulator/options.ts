import { type Command, InvalidArgumentError } from "commander";
import { DEFAULT_APP, type EmulatorOptions } from "../../../emulator";
import { isUserId, USER_ID_FORM } from "../../../emulator/state/account";
import { type FieldKeys, type FieldKind, fieldKeyProblem } from "../../../emulator/state/fieldKeys";
import { nonEmpty, repeatable, wholeNumber } from "../../parsers";

interface Flags {
  readonly port: number;
  readonly host?: string;
  readonly sdkAppId: number;
  readonly secretKey: string;
  readonly admin?: string;
  readonly account?: readonly string[];
  readonly customField?: readonly string[];
  readonly memberCustomField?: readonly string[];
  readonly profileCustomField?: readonly string[];
  readonly rateLimit: boolean;
  readonly lenient?: boolean;
}

export interface EmulatorRequest {
  readonly emulator: EmulatorOptions;
  /** UserIDs to import at the start. */
  readonly accounts: readonly string[];
}

/** Adds the options that describe the emulated service. */
export function addEmulatorOptions(command: Command): Command {
  return command
    .option("--port <number>", "TCP port; 0 selects a free one", wholeNumber(0, 65535), 0)
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
  const app = {
    sdkAppId,
    secretKey: secretKey ?? DEFAULT_APP.secretKey,
    admins: admin === undefined ? DEFAULT_APP.admins : [admin],
    ...fieldKeys,
  };
  return { emulator: { port, host, apps: [app], rateLimit, lenient: lenient === true }, accounts: account ?? [] };
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
