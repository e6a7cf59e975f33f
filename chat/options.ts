import { type Clock, systemClock } from "./base/clock";
import { type Logger, silentLogger } from "./base/logger";
import { type OptionSources, type OptionTexts, optionTexts } from "./core/optionTexts";
import type { Transport } from "./core/transport";
import { OptionError } from "./errors";
import { isRegion, type Region, regionDomains, regions } from "./regions";

/** Options to connect to one Chat app. */
export interface ChatClientOptions {
  /** The app's id, from the console. */
  sdkAppId: number;
  /** The app's secret key, from the console. It signs requests and is never sent. */
  secretKey: string;
  /** An account that the console lists as app admin; at most 32 bytes. Default "administrator". */
  adminUserId?: string;
  /** The region of the app (doc 34620). Default "china". */
  region?: Region;
  /** Full URL of the service, for a proxy or an emulator; takes precedence over `region`. */
  endpoint?: string;
  /** Allow plain http to another machine. The signature is then sent unencrypted. Default false: http is allowed for loopback only. */
  allowInsecureEndpoint?: boolean;
  /** The timeout of one HTTP request in ms. Above 3,000, because the service itself times out after 3 s (doc 34620). Default 10,000. */
  timeoutMs?: number;
  /** The time limit of one call in ms, including all tries and waits. Default 60,000. */
  deadlineMs?: number;
  /** Calls per second to each API; lower service limits scale with it. Default 195; the service allows 200 (doc 34381). */
  callsPerSecond?: number;
  /** Where each option comes from, such as `TENCENT_CHAT_REGION`: errors say so. Default: they name values only. */
  sources?: OptionSources;
  clock?: Clock;
  logger?: Logger;
  transport?: Transport;
}

/** The validated options with defaults, without `transport`: creating the default one opens agents. */
export interface Settings {
  readonly sdkAppId: number;
  readonly secretKey: string;
  readonly adminUserId: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly callsPerSecond: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly optionTexts: OptionTexts;
  /** The port of a service on this machine; undefined if it is on another one. */
  readonly localPort: string | undefined;
}

const SERVICE_TIMEOUT_MS = 3000;
/** The maximum of setTimeout. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export function checkOptions(options: ChatClientOptions): Settings {
  if (typeof options !== "object" || options === null) {
    throw new OptionError("options", "ChatClient needs an options object with at least `sdkAppId` and `secretKey`.");
  }
  const baseUrl = checkBaseUrl(options);
  const url = new URL(baseUrl);
  return {
    sdkAppId: checkSdkAppId(options.sdkAppId),
    secretKey: checkSecretKey(options.secretKey),
    adminUserId: checkAdmin(options.adminUserId ?? "administrator"),
    baseUrl,
    timeoutMs: checkNumber("timeoutMs", options.timeoutMs ?? 10_000, SERVICE_TIMEOUT_MS + 1, MAX_TIMER_MS),
    deadlineMs: checkNumber("deadlineMs", options.deadlineMs ?? 60_000, 1, MAX_TIMER_MS),
    callsPerSecond: checkNumber("callsPerSecond", options.callsPerSecond ?? 195, 0.01, 1_000_000),
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silentLogger,
    optionTexts: optionTexts(options, url),
    localPort: isLoopback(url.hostname) ? url.port || "80" : undefined,
  };
}

function checkSdkAppId(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  throw invalid("sdkAppId", "a positive integer, the app's id from the console", quote(value));
}

function checkSecretKey(value: unknown): string {
  if (typeof value === "string" && value.trim() !== "" && value === value.trim()) return value;
  // Never show even an invalid key: it is often the right one with a line break after it.
  const got = typeof value === "string" ? "an empty string, or one with spaces or line breaks around it" : typeof value;
  throw invalid("secretKey", "the app's secret key from the console, without anything around it", got);
}

function checkAdmin(value: unknown): string {
  if (typeof value === "string" && value !== "" && Buffer.byteLength(value) <= 32) return value;
  throw invalid("adminUserId", "the user id of an app admin, 1 to 32 bytes", quote(value));
}

function checkNumber(option: string, value: unknown, from: number, to: number): number {
  if (typeof value === "number" && value >= from && value <= to) return value;
  const why = option === "timeoutMs" ? " (the service itself times out after 3 s)" : "";
  throw invalid(option, `a number from ${from} to ${to}${why}`, quote(value));
}

function checkBaseUrl({ endpoint, region = "china", allowInsecureEndpoint = false }: ChatClientOptions): string {
  if (endpoint !== undefined) return checkEndpoint(endpoint, allowInsecureEndpoint);
  if (isRegion(region)) return `https://${regionDomains[region]}`;
  throw invalid("region", `one of ${regions.join(", ")}`, quote(region));
}

/** Parses the endpoint. @throws OptionError if it is not an http or https URL */
export function endpointUrl(value: unknown): URL {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:")) return url;
  throw invalid("endpoint", "a full URL such as https://chat.example.com", quote(value));
}

function checkEndpoint(value: unknown, allowInsecure: boolean): string {
  const url = endpointUrl(value);
  // Never show the value from here on: it may contain a secret.
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new OptionError("endpoint", "`endpoint` must have no user name, password, query or fragment.");
  }
  if (url.protocol === "http:" && !allowInsecure && !isLoopback(url.hostname)) {
    throw new OptionError(
      "endpoint",
      `\`endpoint\` must use https, because the request carries a signature that can disband every group; given: ${url.protocol}//${url.host}. Plain http is allowed for this machine only, unless \`allowInsecureEndpoint\` is true.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Returns whether the host is this machine. @param host from `URL.hostname`: lower case, IPv6 in brackets, IPv4 with four numbers */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function invalid(option: string, allowed: string, given: string): OptionError {
  return new OptionError(option, `\`${option}\` must be ${allowed}; given: ${given}.`);
}

/** Formats a value for a message: short, on one line. */
function quote(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return typeof value === "number" || value === undefined || value === null ? String(value) : typeof value;
}
