import { regions } from "../chat";
import { OperationError } from "./errors";
import type { AppLocation } from "./ownership/appLocation";
import { type SettingSource, settingSources } from "./settingSources";
import { nearest } from "./validation/nearest";

/**
 * What reads the settings, which decides where a missing one can be given. `program`: a preview or an update.
 * `recorded`: a destroy or a refresh, for a resource at a location; its config is that of the last update. `command`: a
 * command without a stack.
 */
export type SettingsReader =
  | { readonly kind: "program" }
  | { readonly kind: "recorded"; readonly location: AppLocation }
  | { readonly kind: "command" };

/** An invalid setting, and a sentence about it. */
export interface SettingProblem {
  readonly source: SettingSource;
  readonly text: string;
}

/** Settings are missing or invalid. */
export class NotConfigured extends OperationError {
  /**
   * @param problems the invalid settings
   * @param missing the settings without a value
   */
  constructor(
    readonly problems: readonly SettingProblem[],
    readonly missing: readonly SettingSource[],
    reader: SettingsReader,
  ) {
    const lines = [...problems.map(({ text }) => text), ...missing.map((source) => missingText(source, reader))];
    super(
      `Tencent Cloud Chat is not configured:\n${lines.map((line) => `  - ${line}`).join("\n")}${exportLines(missing, reader)}`,
    );
    this.name = "NotConfigured";
  }
}

/** Returns each invalid or missing setting, and a sentence about it. */
export function settingProblems({ problems, missing }: NotConfigured): readonly SettingProblem[] {
  return [...problems, ...missing.map((source) => ({ source, text: missingText(source, { kind: "program" }) }))];
}

function missingText(source: SettingSource, { kind }: SettingsReader): string {
  const { key, variable, example, secret } = source;
  const hint = misspelling(variable);
  if (kind !== "program") return `${key} is missing${hint}`;
  const setting = secret ? `--secret tencent-chat:${key}` : `tencent-chat:${key} ${example}`;
  const alternative = key === "region" ? ` (allowed: ${regions.join(", ")}), or set an endpoint` : "";
  return `${key} is missing${hint}. Set the variable ${variable}, or run \`pulumi config set ${setting}\`, or pass it to an explicit Provider${alternative}`;
}

/** Returns a hint at a variable of ours that is set and has nearly this name. */
function misspelling(variable: string): string {
  const known: ReadonlySet<string> = new Set(Object.values(settingSources).map((source) => source.variable));
  const others = Object.keys(process.env).filter((name) => name.startsWith("TENCENT_") && !known.has(name));
  const found =
    nearest(variable, others) ?? others.find((name) => name.replaceAll("_", "") === variable.replaceAll("_", ""));
  return found === undefined ? "" : ` (the variable ${found} is set: did you mean ${variable}?)`;
}

/** Returns the commands that set what is missing, where only variables help. */
function exportLines(missing: readonly SettingSource[], reader: SettingsReader): string {
  if (reader.kind === "program" || missing.length === 0) return "";
  const location = reader.kind === "recorded" ? reader.location : {};
  const why =
    reader.kind === "recorded"
      ? "A destroy or refresh uses the config of the last `pulumi up`, so `pulumi config set` has no effect on it. Set the variables, and run it again:"
      : "Set the variables, and run it again:";
  return `\n${why}\n${missing.map((source) => `  export ${exportText(source, location)}`).join("\n")}`;
}

function exportText({ key, variable, example }: SettingSource, { sdkAppId, service }: AppLocation): string {
  if (key === "sdkAppId") return `${variable}=${sdkAppId ?? "<the SDKAppID of the Chat console>"}`;
  if (key === "secretKey")
    return `${variable}=<the SDKSecretKey of ${sdkAppId === undefined ? "that app" : `app ${sdkAppId}`}>`;
  if (key !== "region") return `${variable}=${example}`;
  const { variable: endpoint } = settingSources.endpoint;
  if (service === "loopback") return `${endpoint}=<the URL of that emulator>`;
  return service === undefined || service === "tencent"
    ? `${variable}=<the region of that app>`
    : `${endpoint}=https://${service}`;
}
