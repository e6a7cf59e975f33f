import { setTimeout as wait } from "node:timers/promises";
import { isObject, type JsonObject } from "../api/shape";
import type { Clock } from "../clock";
import { deadline } from "../wire/deadline";
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

/** Sends the events of one app to its URL. Without settings it does nothing. */
export class AppWebhook {
  #settings: CompleteWebhookSettings | undefined;
  /** The last event of each group: the next one follows it. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(
    private readonly sdkAppId: number,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    private readonly closing: AbortSignal,
  ) {}

  get settings(): CompleteWebhookSettings | undefined {
    return this.#settings;
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
    const delivery = this.#deliveryOf(event);
    const key = event.groupId ?? "";
    const sent = (this.#last.get(key) ?? Promise.resolve()).then(() => this.#deliver(delivery, settings, platform));
    this.#last.set(key, sent);
    void sent.then(() => {
      if (this.#last.get(key) === sent) this.#last.delete(key);
    });
  }

  /** Asks whether something may happen. Without an answer, the settings decide. */
  async ask(event: WebhookEvent<BeforeCommand>, platform: Platform): Promise<BeforeAnswer> {
    const settings = this.#settings;
    if (settings?.events.has(event.command) !== true) return ALLOWED;
    const delivery = this.#deliveryOf(event);
    const answer = await this.#send(delivery, settings, platform);
    const verdict = answer === undefined ? undefined : verdictOf(event.command, answer);
    if (verdict === undefined) {
      this.deliveries.end(delivery, "failed");
      const refusal = { code: 80003, info: "the webhook did not answer in time, and the app refuses then" };
      return settings.onTimeout === "allow" ? ALLOWED : { refusal, answer: {} };
    }
    this.deliveries.end(delivery, verdict.refusal === undefined ? "delivered" : "refused");
    return verdict;
  }

  #deliveryOf({ command, groupId, fields }: WebhookEvent<WebhookCommand>): Delivery {
    const at = this.clock.now();
    const body = { CallbackCommand: command, ...fields(), EventTime: at };
    return this.deliveries.add({ at, sdkAppId: this.sdkAppId, command, groupId, body });
  }

  async #deliver(delivery: Delivery, settings: CompleteWebhookSettings, platform: Platform): Promise<void> {
    for (let attempt = 0; attempt <= settings.retries && !this.closing.aborted; attempt++) {
      if (attempt > 0)
        await wait(settings.retryDelayMs, undefined, { signal: this.closing, ref: false }).catch(() => undefined);
      if ((await this.#send(delivery, settings, platform)) !== undefined)
        return this.deliveries.end(delivery, "delivered");
    }
    this.deliveries.end(delivery, "failed");
  }

  /** Sends a delivery once. @returns undefined if there was no valid answer in time */
  async #send(
    delivery: Delivery,
    settings: CompleteWebhookSettings,
    platform: Platform,
  ): Promise<JsonObject | undefined> {
    delivery.attempts += 1;
    const limit = deadline(this.closing, settings.timeoutMs);
    try {
      const response = await fetch(`${settings.url}?${this.#query(delivery.command, settings, platform)}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(delivery.body),
        redirect: "manual",
        signal: limit.signal,
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      const answer: unknown = JSON.parse(text);
      if (!isObject(answer) || typeof answer.ErrorCode !== "number" || typeof answer.ActionStatus !== "string")
        throw new Error("the answer is not a JSON object with ActionStatus, ErrorCode and ErrorInfo");
      delivery.problem = "";
      return answer;
    } catch (error) {
      delivery.problem = this.closing.aborted ? "the emulator was closed" : problemOf(error, settings.timeoutMs);
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
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  return code ?? (error instanceof SyntaxError ? "the answer is not JSON" : error.message);
}
