import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { isObject, type JsonObject } from "../api/shape";
import type { Clock } from "../clock";
import { deadline } from "../wire/deadline";
import { toJson } from "../wire/json";
import type { AfterCommand, BeforeCommand, Platform, WebhookCommand, WebhookEvent } from "./catalogue";
import type { Deliveries, Delivery } from "./deliveries";
import { type CompleteWebhookSettings, completeWebhook, type WebhookSettings } from "./settings";
import { webhookSign } from "./signature";

/** What a before-event was answered. */
export interface BeforeAnswer {
  /** Undefined if the action is allowed. */
  readonly refusal: { readonly code: number; readonly info: string } | undefined;
  /** The whole answer, for the events that may change the action; empty if there was none. */
  readonly answer: JsonObject;
}

const ALLOWED: BeforeAnswer = { refusal: undefined, answer: {} };

/** What an event is sent with, from its beginning to its last attempt. */
interface Sending {
  readonly delivery: Delivery;
  readonly settings: CompleteWebhookSettings;
  readonly platform: Platform;
  /** Aborts when the emulator closes or is reset. */
  readonly ending: AbortSignal;
}

/** Sends the events of one app to its URL. Without settings it does nothing. */
export class AppWebhook {
  #settings: CompleteWebhookSettings | undefined;
  /** The last event of each group: the next one follows it. */
  #last = new Map<string, Promise<void>>();
  #ending = newEnding();

  constructor(
    private readonly sdkAppId: number,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    closing: AbortSignal,
  ) {
    closing.addEventListener("abort", () => this.#ending.abort());
  }

  get settings(): CompleteWebhookSettings | undefined {
    return this.#settings;
  }

  /** Ends what is being sent, so that no event of before the reset comes after it. @throws Error if a setting is invalid */
  reset(settings: WebhookSettings | undefined): void {
    this.#ending.abort();
    this.#ending = newEnding();
    this.#last = new Map();
    this.configure(settings);
  }

  /** @throws Error if a setting is invalid */
  configure(settings: WebhookSettings | undefined): void {
    this.#settings = settings && completeWebhook(settings);
  }

  /** Whether a before-event has to be asked. */
  asks(command: BeforeCommand): boolean {
    return this.#settings?.events.has(command) === true;
  }

  /** Reports what has happened, without waiting for it. The answer has no effect (doc 34354). */
  report(event: WebhookEvent<AfterCommand> | undefined, platform: Platform): void {
    const settings = this.#settings;
    if (event === undefined || settings?.events.has(event.command) !== true) return;
    const sending = this.#sendingOf(event, settings, platform);
    const key = event.groupId ?? "";
    const last = this.#last;
    const sent = (last.get(key) ?? Promise.resolve()).then(() => this.#deliver(sending));
    last.set(key, sent);
    void sent.then(() => {
      if (last.get(key) === sent) last.delete(key);
    });
  }

  /** Asks whether something may happen. Without an answer, the settings decide. */
  async ask(event: WebhookEvent<BeforeCommand>, platform: Platform): Promise<BeforeAnswer> {
    const settings = this.#settings;
    if (settings?.events.has(event.command) !== true) return ALLOWED;
    const sending = this.#sendingOf(event, settings, platform);
    const answer = await this.#send(sending);
    const verdict = answer === undefined ? undefined : verdictOf(event.command, answer);
    if (verdict === undefined) {
      this.deliveries.end(sending.delivery, "failed");
      const refusal = { code: 80003, info: "the webhook gave no valid answer in time, and the app refuses then" };
      return settings.onTimeout === "allow" ? ALLOWED : { refusal, answer: {} };
    }
    this.deliveries.end(sending.delivery, verdict.refusal === undefined ? "delivered" : "refused");
    return verdict;
  }

  #sendingOf(
    { command, groupId, fields }: WebhookEvent<WebhookCommand>,
    settings: CompleteWebhookSettings,
    platform: Platform,
  ): Sending {
    const at = this.clock.now();
    const body = { CallbackCommand: command, ...fields(), EventTime: at };
    const delivery = this.deliveries.add({ at, sdkAppId: this.sdkAppId, command, groupId, body });
    return { delivery, settings, platform, ending: this.#ending.signal };
  }

  async #deliver(sending: Sending): Promise<void> {
    const { delivery, settings, ending } = sending;
    for (let attempt = 0; attempt <= settings.retries && !ending.aborted; attempt++) {
      if (attempt > 0)
        await wait(settings.retryDelayMs, undefined, { signal: ending, ref: false }).catch(() => undefined);
      if ((await this.#send(sending)) !== undefined) return this.deliveries.end(delivery, "delivered");
    }
    if (ending.aborted) delivery.problem = ENDED;
    this.deliveries.end(delivery, "failed");
  }

  /** Sends a delivery once. @returns undefined if there was no valid answer in time */
  async #send({ delivery, settings, platform, ending }: Sending): Promise<JsonObject | undefined> {
    if (!ending.aborted) delivery.attempts += 1;
    const limit = deadline(ending, settings.timeoutMs);
    try {
      const response = await fetch(`${settings.url}?${this.#query(delivery.command, settings, platform)}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: toJson(delivery.body),
        redirect: "manual",
        signal: limit.signal,
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      const answer: unknown = JSON.parse(text);
      if (!isObject(answer) || !isEnvelope(answer))
        throw new Error("the answer is not a JSON object with ActionStatus, ErrorCode and ErrorInfo");
      delivery.problem = "";
      return answer;
    } catch (error) {
      delivery.problem = ending.aborted ? ENDED : problemOf(error, settings.timeoutMs);
      return undefined;
    } finally {
      limit.clear();
    }
  }

  #query(command: string, { token }: CompleteWebhookSettings, platform: Platform): URLSearchParams {
    const query = new URLSearchParams({
      SdkAppid: String(this.sdkAppId),
      CallbackCommand: command,
      contenttype: "json",
      ClientIP: "127.0.0.1",
      OptPlatform: platform,
    });
    if (token !== undefined) {
      const requestTime = Math.floor(this.clock.now() / 1000);
      query.set("Sign", webhookSign(token, requestTime));
      query.set("RequestTime", String(requestTime));
    }
    return query;
  }
}

const ENDED = "the emulator was closed or reset";

/** Each event that is being sent listens to it. */
function newEnding(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** All three fields are required (doc 34354). */
function isEnvelope({ ActionStatus, ErrorCode, ErrorInfo }: JsonObject): boolean {
  return typeof ActionStatus === "string" && typeof ErrorCode === "number" && typeof ErrorInfo === "string";
}

/** Reads the answer to a before-event (doc 34354). Undefined if its code has no documented meaning: as if there was no answer. */
function verdictOf(command: BeforeCommand, answer: JsonObject): BeforeAnswer | undefined {
  const { ErrorCode: code, ErrorInfo } = answer;
  const info = typeof ErrorInfo === "string" ? ErrorInfo : "";
  const isAllowed = code === 0 || (code === 2 && command === "Group.CallbackBeforeSendMsg");
  if (isAllowed) return { refusal: undefined, answer };
  if (code === 1) return { refusal: { code: 10016, info: info || "refused by the webhook of the app" }, answer };
  const isOwnCode = typeof code === "number" && code >= 10100 && code <= 10200;
  return isOwnCode ? { refusal: { code, info }, answer } : undefined;
}

/** The problem of an attempt. It names no URL: it may have a password. */
function problemOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "AbortError") return `no answer within ${timeoutMs} milliseconds`;
  if (error instanceof SyntaxError) return "the answer is not JSON";
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
