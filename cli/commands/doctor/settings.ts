import { ChatClient, OptionError, regionDomains } from "../../../chat";
import { NotConfigured } from "../../../provider/notConfigured";
import { clientOptions } from "../../../provider/operationContext";
import { type SettingSource, settingSources } from "../../../provider/settingSources";
import { requireSecretKey, type Settings } from "../../../provider/settings";
import { commandReader, readEnvironment } from "../../connection";
import { type Check, ok, problem } from "./check";
import { TimedTransport } from "./timedTransport";

/** How long one call may take with its retries, in milliseconds: a person waits. */
const deadlineMs = 8000;

/** The app that the environment selects, as far as its settings are valid. */
export interface Target {
  readonly settings: Settings;
  readonly url: URL;
  readonly client: ChatClient;
  readonly transport: TimedTransport;
}

export interface Configured {
  readonly checks: readonly Check[];
  readonly target: Target | undefined;
}

/** Reads the settings from the environment, and says what each is and where it comes from. */
export function checkSettings(env: Readonly<Record<string, string | undefined>>): Configured {
  try {
    const settings = requireSecretKey(readEnvironment(env), commandReader);
    const transport = new TimedTransport();
    const client = new ChatClient({ ...clientOptions(settings), deadlineMs, transport });
    return { checks: settingChecks(settings), target: { settings, url: urlOf(settings), client, transport } };
  } catch (error) {
    if (error instanceof NotConfigured) return { checks: failures(error), target: undefined };
    if (error instanceof OptionError) return { checks: [refused(error)], target: undefined };
    throw error;
  }
}

function urlOf({ region = "china", endpoint }: Settings): URL {
  return new URL(endpoint ?? `https://${regionDomains[region]}`);
}

function settingChecks({ sdkAppId, adminUserId, region, endpoint, ownerField, sources }: Settings): readonly Check[] {
  const from = (key: keyof typeof sources) => (sources[key] === undefined ? "the default" : `from ${sources[key]}`);
  return [
    ok("app", `${sdkAppId}, ${from("sdkAppId")}`),
    ok("key", `set, ${from("secretKey")}`),
    ok("admin", `${adminUserId}, ${from("adminUserId")}`),
    endpoint === undefined
      ? ok("service", `region ${region}, ${from("region")}`)
      : ok("service", `endpoint ${new URL(endpoint).origin}, ${from("endpoint")}`),
    ...(ownerField === undefined ? [] : [ok("ownerMarks", `in the custom field ${ownerField}, ${from("ownerField")}`)]),
  ];
}

/** The id of the check of a setting. */
const ids: Readonly<Record<string, string>> = {
  sdkAppId: "app",
  secretKey: "key",
  adminUserId: "admin",
  region: "service",
  endpoint: "service",
};

function failures({ problems, missing }: NotConfigured): readonly Check[] {
  return [
    ...problems.map(({ source, text }) => problem(ids[source.key] ?? "settings", text, setAgain(source))),
    ...missing.map((source) =>
      problem(
        ids[source.key] ?? "settings",
        `${source.key} is missing: ${source.variable} is not set${source.key === "region" ? `, nor ${settingSources.endpoint.variable}` : ""}. The config of a stack is not read here`,
        setAgain(source),
      ),
    ),
  ];
}

function setAgain({ variable, example }: SettingSource): string {
  return `export ${variable}=${example}, with the value of your app in the console`;
}

function refused({ option, message }: OptionError): Check {
  return problem(ids[option] ?? "settings", message, "correct the setting (docs/settings.md)");
}
