import { InvalidField } from "../api/shape";
import { WEBHOOK_EVENTS } from "./catalogue";

/** The webhook of an app, as the console sets it up (doc 34520): one URL for all events. */
export interface WebhookSettings {
  /** Starts with `http://` or `https://`, without a query. */
  readonly url: string;
  /** Signs each request: `Sign` and `RequestTime` in its query (doc 34354). Default: not signed. */
  readonly token?: string | undefined;
  /** The events that are sent, e.g. `Group.CallbackAfterGroupDestroyed`. Default: all that are emulated. */
  readonly events?: readonly string[] | undefined;
  /** How long an answer may take, in milliseconds. Default 2000 (doc 34354). */
  readonly timeoutMs?: number | undefined;
  /** How often an after-event without an answer is sent again. Default 0: the console has a switch for it (doc 34354). */
  readonly retries?: number | undefined;
  /** Time between two attempts, in milliseconds. Default 1000; the service's value is unconfirmed. */
  readonly retryDelayMs?: number | undefined;
  /** What happens without an answer to a before-event. Default `allow`; `refuse` answers 80003. */
  readonly onTimeout?: "allow" | "refuse" | undefined;
}

/** The settings with every default filled in. */
export interface CompleteWebhookSettings {
  readonly url: string;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly onTimeout: "allow" | "refuse";
  readonly token: string | undefined;
  readonly events: ReadonlySet<string>;
}

/** Node's timers end at once after a longer time. */
const MAX_TIMER = 2 ** 31 - 1;

/** @throws InvalidField that names the setting and says what is allowed */
export function completeWebhook(given: WebhookSettings): CompleteWebhookSettings {
  const { url, token, events, timeoutMs = 2000, retries = 0, retryDelayMs = 1000, onTimeout = "allow" } = given;
  // The console refuses these characters as well (doc 34520).
  if (!/^https?:\/\/[^!$&?#@\s]+$/.test(url) || !URL.canParse(url))
    throw new InvalidField(
      "url must start with http:// or https://, and must not contain a password, a query, spaces or any of ! $ & #",
    );
  if (token === "") throw new InvalidField("token is empty: omit it to send unsigned requests");
  const unknown = events?.find((name) => !Object.hasOwn(WEBHOOK_EVENTS, name));
  if (unknown !== undefined)
    throw new InvalidField(`events names ${JSON.stringify(unknown.slice(0, 100))}, which is not emulated`);
  const numbers = { timeoutMs, retries, retryDelayMs };
  for (const [name, value] of Object.entries(numbers))
    if (!Number.isSafeInteger(value) || value < 0 || value > MAX_TIMER)
      throw new InvalidField(`${name} must be an integer from 0 to ${MAX_TIMER}`);
  return {
    url,
    token,
    events: new Set(events ?? Object.keys(WEBHOOK_EVENTS)),
    timeoutMs,
    retries,
    retryDelayMs,
    onTimeout,
  };
}
