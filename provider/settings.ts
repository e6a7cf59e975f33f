import { isRegion, type Region, regions, serviceOf } from "../chat";
import { OperationError } from "./errors";
import { identityText, isIdentity } from "./ownership/owner";
import { mustBe } from "./validation/problem";

export type { Region };

/** The settings of one provider, merged from explicit provider, environment and stack config. */
export interface Settings {
  readonly sdkAppId: number;
  /** Undefined if not set: a preview needs none. */
  readonly secretKey: string | undefined;
  readonly adminUserId: string;
  readonly region: Region | undefined;
  readonly endpoint: string | undefined;
  readonly allowInsecureEndpoint: boolean;
  readonly deadlineMs: number;
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
}

/** Names the groups to disband despite their guards. Read from the environment alone, since it is meant for one run. */
export const forceVariable = "TENCENT_CHAT_FORCE_DISBAND";

/** Where a setting can be given. An explicit `Provider` has priority, then the environment, then the stack's config. */
interface Source {
  readonly key: string;
  readonly variable: string;
  readonly example: string;
  readonly secret?: true;
}

const sources = {
  sdkAppId: { key: "sdkAppId", variable: "TENCENT_CHAT_SDK_APP_ID", example: "1400000000" },
  secretKey: { key: "secretKey", variable: "TENCENT_CHAT_SECRET_KEY", example: "<key>", secret: true },
  adminUserId: { key: "adminUserId", variable: "TENCENT_CHAT_ADMIN_USER_ID", example: "administrator" },
  region: { key: "region", variable: "TENCENT_CHAT_REGION", example: "singapore" },
  endpoint: { key: "endpoint", variable: "TENCENT_CHAT_ENDPOINT", example: "http://127.0.0.1:8080" },
  allowInsecureEndpoint: {
    key: "allowInsecureEndpoint",
    variable: "TENCENT_CHAT_ALLOW_INSECURE_ENDPOINT",
    example: "true",
  },
  deadlineSeconds: { key: "deadlineSeconds", variable: "TENCENT_CHAT_DEADLINE_SECONDS", example: "120" },
  ownerField: { key: "ownerField", variable: "TENCENT_CHAT_OWNER_FIELD", example: "pulumi_owner" },
  identity: { key: "identity", variable: "TENCENT_CHAT_IDENTITY", example: "acme/shop/production" },
  sameServiceAs: { key: "sameServiceAs", variable: "TENCENT_CHAT_SAME_SERVICE_AS", example: "chat-proxy.example.com" },
} as const satisfies Record<string, Source>;

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
 * @throws OperationError if a setting is missing or invalid, except for a missing secret key: see `requireSecretKey`
 */
export function readSettings(config: Lookup, environment: Lookup): Settings {
  const problems: string[] = [];
  const read = <T>(source: Source, parse: (text: string) => T | undefined, allowed: string): T | undefined => {
    const found = find(source, config, environment);
    if (found === undefined) return undefined;
    const value = parse(found.text);
    if (value === undefined) {
      // The value is never repeated, not even a non-secret one: it may be the secret key in the wrong variable.
      problems.push(`${source.key} (from ${found.from}) ${mustBe(allowed, found.text)}`);
    }
    return value;
  };

  const sdkAppId = read(sources.sdkAppId, positiveInteger, "a positive integer: the SDKAppID of the Chat console");
  const secretKey = read(sources.secretKey, nonEmpty, "the SDKSecretKey of the Chat console: text of 1 byte or more");
  // doc 34385: a UserID has at most 32 bytes.
  const adminUserId = read(sources.adminUserId, userId, "the UserID of an app admin: 1 to 32 bytes");
  const region = read(sources.region, (text) => (isRegion(text) ? text : undefined), `one of ${regions.join(", ")}`);
  const endpoint = read(sources.endpoint, httpUrl, "an http:// or https:// URL without credentials, query or fragment");
  const allowInsecureEndpoint = read(sources.allowInsecureEndpoint, parseBoolean, "true or false");
  const deadlineSeconds = read(
    sources.deadlineSeconds,
    (text) => inRange(positiveInteger(text), 1, 3600),
    "an integer from 1 to 3600",
  );

  const ownerField = read(
    sources.ownerField,
    (text) => (customFieldKey.test(text) ? text : undefined),
    "a custom field's key: 1 to 16 bytes of letters, digits and _, not starting with a digit",
  );

  const identity = read(sources.identity, (text) => (isIdentity(text) ? text : undefined), identityText);
  const sameServiceAs = read(sources.sameServiceAs, splitList, "names of services, separated by commas");

  if (sdkAppId === undefined && !hasProblem(problems, "sdkAppId")) problems.push(missing(sources.sdkAppId));
  if (
    region === undefined &&
    endpoint === undefined &&
    !hasProblem(problems, "region") &&
    !hasProblem(problems, "endpoint")
  ) {
    problems.push(`${missing(sources.region)} (allowed: ${regions.join(", ")}), or set an endpoint`);
  }
  if (sdkAppId === undefined || problems.length > 0) {
    throw new OperationError(
      `Tencent Cloud Chat is not configured:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    );
  }
  return {
    sdkAppId,
    secretKey,
    adminUserId: adminUserId ?? "administrator",
    region,
    endpoint,
    allowInsecureEndpoint: allowInsecureEndpoint ?? false,
    deadlineMs: (deadlineSeconds ?? defaultDeadlineSeconds) * 1000,
    ownerField,
    service: serviceOf({ region, endpoint }),
    sameServiceAs: sameServiceAs ?? [],
    identity,
    forcedGroups: splitList(environment(forceVariable) ?? ""),
  };
}

/** Returns the settings with the secret key, which every call to the service needs. */
export function requireSecretKey(settings: Settings): Settings & { readonly secretKey: string } {
  if (settings.secretKey === undefined) {
    throw new OperationError(`Tencent Cloud Chat is not configured:\n  - ${missing(sources.secretKey)}`);
  }
  return { ...settings, secretKey: settings.secretKey };
}

function find(source: Source, config: Lookup, environment: Lookup): { text: string; from: string } | undefined {
  const candidates = [
    { text: config(`tencent-chat:provider.${source.key}`), from: "the explicit Provider" },
    // An empty variable is treated as unset: CI systems pass a missing secret this way.
    { text: environment(source.variable) || undefined, from: source.variable },
    { text: config(`tencent-chat:${source.key}`), from: `config tencent-chat:${source.key}` },
  ];
  for (const { text, from } of candidates) if (text !== undefined) return { text, from };
  return undefined;
}

function missing(source: Source): string {
  const secret = source.secret ? "--secret " : "";
  return (
    `${source.key} is missing. Set the variable ${source.variable}, or run ` +
    `\`pulumi config set ${secret}tencent-chat:${source.key}${source.secret ? "" : ` ${source.example}`}\`, or pass it to an explicit Provider`
  );
}

function hasProblem(problems: readonly string[], key: string): boolean {
  return problems.some((problem) => problem.startsWith(`${key} `));
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
