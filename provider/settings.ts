import { isRegion, type Region, regions, serviceOf } from "../chat";
import { NotConfigured, type SettingProblem, type SettingsReader } from "./notConfigured";
import { identityText, isIdentity } from "./ownership/owner";
import { type SettingOrigins, type SettingSource, settingSources } from "./settingSources";
import { mustBe, mustBeOneOf } from "./validation/problem";

export type { Region };

/**
 * The settings of one provider, merged from explicit provider, environment and stack config. A new one also needs its names in
 * settingSources.ts, and an argument of `Provider` (sdk/provider.ts).
 */
export interface Settings {
  readonly sdkAppId: number;
  /** Undefined if not set: a preview needs none. */
  readonly secretKey: string | undefined;
  readonly adminUserId: string;
  readonly region: Region | undefined;
  readonly endpoint: string | undefined;
  readonly allowInsecureEndpoint: boolean;
  readonly deadlineMs: number;
  /** The calls per second to each API; undefined for the client's default. */
  readonly callsPerSecond: number | undefined;
  /** Whether a refresh reads the owner mark of every group; undefined: of up to 100 in a run. */
  readonly refreshMarks: boolean | undefined;
  /** The group custom field that holds the owner mark; undefined if a group attribute does. */
  readonly ownerField: string | undefined;
  /** The service that region and endpoint select: see `serviceOf`. */
  readonly service: string;
  /** Other names of this service in states. */
  readonly sameServiceAs: readonly string[];
  /** The pinned identity of the program; undefined for that of its provider resource. */
  readonly identity: string | undefined;
  /** The groups whose guards are overridden in this run. */
  readonly forcedGroups: readonly string[];
  /** Where each setting with a value comes from, such as `TENCENT_CHAT_REGION`. */
  readonly sources: SettingOrigins;
}

/** Names the groups to disband despite their guards. Read from the environment alone, since it is meant for one run. */
export const forceVariable = "TENCENT_CHAT_FORCE_DISBAND";

const defaultDeadlineSeconds = 120;

/** The key of a group custom field: 1 to 16 bytes (doc 34419). */
export const customFieldKey = /^[A-Za-z_][A-Za-z0-9_]{0,15}$/;

export type Lookup = (key: string) => string | undefined;

/**
 * Reads the settings of one provider. One error reports all problems, each with the key, the variable and the command
 * that sets it.
 *
 * @param config a lookup of namespaced config keys, such as `tencent-chat:region`; an explicit `Provider` puts its
 *   own arguments under `tencent-chat:provider.<key>`
 * @param environment the process environment
 * @param reader decides what an error advises. A preview and an update may do without a secret key: see
 *   `requireSecretKey`
 * @throws NotConfigured if a setting is missing or invalid
 */
export function readSettings(
  config: Lookup,
  environment: Lookup,
  reader: SettingsReader = { kind: "program" },
): Settings {
  const problems: SettingProblem[] = [];
  const invalid = new Set<string>();
  const origins: Partial<Record<string, string>> = {};
  const read = <T>(
    source: SettingSource,
    parse: (text: string) => T | undefined,
    allowed: string | readonly string[],
  ): T | undefined => {
    const found = find(source, config, environment);
    if (found === undefined) return undefined;
    origins[source.key] = found.from;
    const value = parse(found.text);
    if (value === undefined) {
      invalid.add(source.key);
      // The value is never repeated, not even a non-secret one: it may be the secret key in the wrong variable.
      const problem = typeof allowed === "string" ? mustBe(allowed, found.text) : mustBeOneOf(allowed, found.text);
      problems.push({ source, text: `${source.key} (from ${found.from}) ${problem}` });
    }
    return value;
  };

  const sdkAppId = read(
    settingSources.sdkAppId,
    positiveInteger,
    "a positive integer: the SDKAppID of the Chat console",
  );
  const secretKey = read(
    settingSources.secretKey,
    nonEmpty,
    "the SDKSecretKey of the Chat console: text of 1 byte or more",
  );
  // doc 34385: a UserID has at most 32 bytes.
  const adminUserId = read(settingSources.adminUserId, userId, "the UserID of an app admin: 1 to 32 bytes");
  const region = read(settingSources.region, (text) => (isRegion(text) ? text : undefined), regions);
  const endpoint = read(
    settingSources.endpoint,
    httpUrl,
    "an http:// or https:// URL without credentials, query or fragment",
  );
  const allowInsecureEndpoint = read(settingSources.allowInsecureEndpoint, parseBoolean, "true or false");
  const deadlineSeconds = read(
    settingSources.deadlineSeconds,
    (text) => inRange(positiveInteger(text), 1, 3600),
    "an integer from 1 to 3600",
  );
  const callsPerSecond = read(
    settingSources.callsPerSecond,
    (text) => inRange(positiveInteger(text), 1, 10_000),
    "an integer from 1 to 10000",
  );
  const refreshMarks = read(settingSources.refreshMarks, parseBoolean, "true or false");

  const ownerField = read(
    settingSources.ownerField,
    (text) => (customFieldKey.test(text) ? text : undefined),
    "a custom field's key: 1 to 16 bytes of letters, digits and _, not starting with a digit",
  );

  const identity = read(settingSources.identity, (text) => (isIdentity(text) ? text : undefined), identityText);
  const sameServiceAs = read(settingSources.sameServiceAs, splitList, "names of services, separated by commas");

  const isMissing = (key: string, value: unknown) => value === undefined && !invalid.has(key);
  const missing = [
    ...(isMissing("sdkAppId", sdkAppId) ? [settingSources.sdkAppId] : []),
    ...(isMissing("region", region) && isMissing("endpoint", endpoint) ? [settingSources.region] : []),
    ...(isMissing("secretKey", secretKey) && reader.kind !== "program" ? [settingSources.secretKey] : []),
  ];
  if (sdkAppId === undefined || problems.length + missing.length > 0)
    throw new NotConfigured(problems, missing, reader);
  return {
    sdkAppId,
    secretKey,
    adminUserId: adminUserId ?? "administrator",
    region,
    endpoint,
    allowInsecureEndpoint: allowInsecureEndpoint ?? false,
    deadlineMs: (deadlineSeconds ?? defaultDeadlineSeconds) * 1000,
    callsPerSecond,
    refreshMarks,
    ownerField,
    service: serviceOf({ region, endpoint }),
    sameServiceAs: sameServiceAs ?? [],
    identity,
    forcedGroups: splitList(environment(forceVariable) ?? ""),
    sources: origins,
  };
}

/**
 * Returns the settings with the secret key, which every call to the service needs.
 *
 * @throws NotConfigured
 */
export function requireSecretKey(
  settings: Settings,
  reader: SettingsReader = { kind: "program" },
): Settings & { readonly secretKey: string } {
  if (settings.secretKey === undefined) throw new NotConfigured([], [settingSources.secretKey], reader);
  return { ...settings, secretKey: settings.secretKey };
}

function find(source: SettingSource, config: Lookup, environment: Lookup): { text: string; from: string } | undefined {
  const candidates = [
    { text: config(`tencent-chat:provider.${source.key}`), from: "the explicit Provider" },
    // An empty variable is treated as unset: CI systems pass a missing secret this way.
    { text: environment(source.variable) || undefined, from: source.variable },
    { text: config(`tencent-chat:${source.key}`), from: `config tencent-chat:${source.key}` },
  ];
  for (const { text, from } of candidates) if (text !== undefined) return { text, from };
  return undefined;
}

function splitList(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function positiveInteger(text: string): number | undefined {
  const value = /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

function inRange(value: number | undefined, min: number, max: number): number | undefined {
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

function nonEmpty(text: string): string | undefined {
  return text.trim() === "" ? undefined : text;
}

function userId(text: string): string | undefined {
  const bytes = Buffer.byteLength(text);
  return bytes >= 1 && bytes <= 32 ? text : undefined;
}

function parseBoolean(text: string): boolean | undefined {
  return ({ true: true, false: false } as Record<string, boolean>)[text];
}

function httpUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isBare = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return isBare && (url.protocol === "https:" || url.protocol === "http:") ? text : undefined;
}
