import { parseArgs } from "node:util";
import { DEFAULT_APP, type Emulator, type EmulatorOptions, startEmulator } from "../emulator";
import { isUserId, USER_ID_FORM } from "../emulator/state/account";
import { type FieldKeys, type FieldKind, fieldKeyProblem } from "../emulator/state/fieldKeys";
import { type Command, UsageError } from "./command";

const HELP = `Usage: tencent-chat emulator [options]

Runs an in-memory Chat service that speaks the real REST protocol over HTTP, until it is interrupted.
It prints its URL and the environment variables to export. Open the URL in a browser to see the groups and the last
requests. It reads no environment variables itself.

Options:
  --port N                    TCP port; 0 selects a free one (default 0)
  --host ADDRESS              address to listen on (default 127.0.0.1)
  --sdk-app-id N              SDKAppID of the app (default ${DEFAULT_APP.sdkAppId})
  --secret-key KEY            the app's secret key (default: a public one that only works with an emulator). It is
                              printed, so do not use a real one
  --admin ID                  UserID of the app admin (default ${DEFAULT_APP.admins.join(", ")})
  --account ID                UserID to import at the start; repeatable
  --custom-field KEY          key of a group custom field to declare, as in the console; up to 10 times
  --member-custom-field KEY   the same for member custom fields, up to 5 times
  --profile-custom-field KEY  the same for profile custom fields, up to 20 times
  --no-rate-limit             do not limit the calls per second
  --lenient                   accept undocumented requests that the real service may accept: unknown fields, older field
                              names, nulls. For clients that you cannot change (docs/emulator.md)
  --json                      print one line of JSON instead: {"url": ..., "env": {...}, "lenient": ...}
`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  "sdk-app-id": { type: "string" },
  "secret-key": { type: "string" },
  admin: { type: "string" },
  account: { type: "string", multiple: true },
  "custom-field": { type: "string", multiple: true },
  "member-custom-field": { type: "string", multiple: true },
  "profile-custom-field": { type: "string", multiple: true },
  "no-rate-limit": { type: "boolean" },
  lenient: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** The options that declare custom fields. */
const FIELD_OPTIONS: Readonly<Record<FieldKind, string>> = {
  customFieldKeys: "--custom-field",
  memberCustomFieldKeys: "--member-custom-field",
  profileCustomFieldKeys: "--profile-custom-field",
};

interface Request {
  readonly emulator: EmulatorOptions;
  readonly accounts: readonly string[];
  readonly json: boolean;
}

export const emulatorCommand: Command = {
  summary: "run an in-memory Chat service to develop and test against",
  help: HELP,
  run: async (args, output) => {
    const request = read(args);
    const interrupted = untilSignal();
    const emulator = await start(request.emulator);
    emulator.app().importAccounts(...request.accounts);
    const isLenient = request.emulator.lenient === true;
    output.out(request.json ? jsonLine(emulator, isLenient) : shellText(emulator, isLenient));
    await interrupted;
    await emulator.close();
    return 0;
  },
};

function read(args: readonly string[]): Request {
  const values = parse(args);
  const sdkAppId =
    values["sdk-app-id"] === undefined
      ? DEFAULT_APP.sdkAppId
      : wholeNumber("--sdk-app-id", values["sdk-app-id"], 1, Number.MAX_SAFE_INTEGER);
  const app = {
    sdkAppId,
    secretKey: nonEmpty("--secret-key", values["secret-key"] ?? DEFAULT_APP.secretKey),
    admins: values.admin === undefined ? DEFAULT_APP.admins : [nonEmpty("--admin", values.admin)],
    ...validFieldKeys({
      customFieldKeys: values["custom-field"],
      memberCustomFieldKeys: values["member-custom-field"],
      profileCustomFieldKeys: values["profile-custom-field"],
    }),
  };
  return {
    emulator: {
      port: values.port === undefined ? 0 : wholeNumber("--port", values.port, 0, 65535),
      host: values.host === undefined ? undefined : nonEmpty("--host", values.host),
      apps: [app],
      rateLimit: values["no-rate-limit"] !== true,
      lenient: values.lenient === true,
    },
    accounts: (values.account ?? []).map(userId),
    json: values.json === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new UsageError(`${option} must be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`);
  return value;
}

function nonEmpty(option: string, text: string): string {
  if (text === "") throw new UsageError(`${option} must not be empty`);
  return text;
}

function userId(text: string): string {
  if (!isUserId(text)) throw new UsageError(`--account must be ${USER_ID_FORM}, not ${JSON.stringify(text)}`);
  return text;
}

function validFieldKeys(keys: FieldKeys): FieldKeys {
  const invalid = fieldKeyProblem(keys);
  if (invalid !== undefined) throw new UsageError(`${FIELD_OPTIONS[invalid.kind]} ${invalid.problem}`);
  return keys;
}

async function start(options: EmulatorOptions): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === undefined ? undefined : REASONS[code];
    if (reason === undefined) throw error;
    throw new Error(reason(options), { cause: error });
  }
}

/** Why the emulator cannot listen on an address, and what to do, by system error code. */
const REASONS: Readonly<Record<string, (options: EmulatorOptions) => string>> = {
  EADDRINUSE: ({ port }) =>
    `port ${port} is in use by another program. Stop that program, or use a free port with --port 0`,
  EACCES: ({ port }) =>
    `this user is not allowed to listen on port ${port}. Use a port above 1023, or a free one with --port 0`,
  EADDRNOTAVAIL: ({ host }) => `this machine does not have the address ${host}. Omit --host to listen on 127.0.0.1`,
  ENOTFOUND: ({ host }) => `the host ${host} cannot be resolved. Omit --host to listen on 127.0.0.1`,
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
