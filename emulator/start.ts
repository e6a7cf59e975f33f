import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AppHandle } from "./appHandle";
import { Changes } from "./changes";
import type { EmulatorClock } from "./clock";
import { EventStream } from "./control/eventStream";
import { ControlApi } from "./control/router";
import type { Emulator } from "./emulator";
import { FaultPlan } from "./faults/plan";
import { Journal } from "./journal";
import { type EmulatorApp, type EmulatorOptions, type Settings, settingsOf } from "./options";
import { pagesOf } from "./pages";
import { applySeed } from "./seed/apply";
import { Service } from "./service";
import { StateFile } from "./stateFile/stateFile";
import { Deliveries } from "./webhooks/deliveries";
import type { WebhookSettings } from "./webhooks/settings";
import { createApiServer } from "./wire/server";
import { signUserSig } from "./wire/userSig";

/**
 * Starts an in-memory Chat service that speaks the real wire protocol over HTTP.
 *
 * @throws the error of `listen` if the address is not available (code EADDRINUSE, EACCES, ...)
 * @example
 * const emulator = await startEmulator();
 * emulator.app().importAccounts("alice");
 * // ... point a client at emulator.url ...
 * await emulator.close();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = new RunningEmulator(settingsOf(options));
  await emulator.listen();
  return emulator;
}

class RunningEmulator implements Emulator {
  url = "";
  port = 0;
  readonly journal: Journal;
  readonly faults: FaultPlan;
  readonly deliveries: Deliveries;
  readonly #changes = new Changes();
  readonly #events = new EventStream(this.#changes);
  readonly #closing = new AbortController();
  readonly #service: Service;
  readonly #server: Server;
  #stateFile: StateFile | undefined;

  constructor(private readonly settings: Settings) {
    settings.clock.onChange(this.#changes.notify);
    this.faults = new FaultPlan(this.#changes.notify);
    this.journal = new Journal(settings.journalLimit, this.#changes.notify, settings.onAnswered);
    this.deliveries = new Deliveries(this.#changes.notify);
    this.#service = new Service(settings, this.journal, this.faults, this.deliveries, this.#closing.signal);
    const control = new ControlApi(this, this.#events, settings, this.#closing.signal);
    this.#server = createApiServer(this.#service, pagesOf(control, settings.allowedHosts), this.#closing.signal);
  }

  async listen(): Promise<void> {
    const { host, port } = this.settings;
    this.#begin();
    try {
      await this.#listenOn(host, port);
    } catch (error) {
      this.#stateFile?.abandon();
      throw error;
    }
  }

  /** Loads the state file, or else applies the seed. @throws StateFileError */
  #begin(): void {
    const { stateFile: path } = this.settings;
    if (path !== undefined)
      this.#stateFile = new StateFile(path, () => this.apps.map(({ sdkAppId }) => this.#service.state(sdkAppId)));
    try {
      if (!this.#stateFile?.load()) applySeed(this.app(), this.settings.seed);
    } catch (error) {
      this.#stateFile?.abandon();
      throw error;
    }
    this.#stateFile?.follow(this.#changes);
  }

  async #listenOn(host: string, port: number): Promise<void> {
    this.#server.listen(port, host);
    await once(this.#server, "listening");
    this.port = (this.#server.address() as AddressInfo).port;
    this.url = urlOf(this.settings.tls === undefined ? "http" : "https", host, this.port);
  }

  get apps(): readonly EmulatorApp[] {
    return this.settings.apps;
  }

  get clock(): EmulatorClock {
    return this.settings.clock;
  }

  get lenient(): boolean {
    return this.settings.lenient;
  }

  get rateLimit(): boolean {
    return this.settings.rateLimit;
  }

  env(sdkAppId?: number): Record<string, string> {
    const { app } = this.#service.state(this.#idOr(sdkAppId));
    return envOf(app, this.#service.secretKey(app.sdkAppId), this.url);
  }

  app(sdkAppId?: number): AppHandle {
    const id = this.#service.state(this.#idOr(sdkAppId)).app.sdkAppId;
    return new AppHandle(() => this.#service.state(id), this.#changes.notify);
  }

  userSig(userId?: string, sdkAppId?: number): string {
    const { app } = this.#service.state(this.#idOr(sdkAppId));
    const claim = { sdkAppId: app.sdkAppId, identifier: userId ?? app.admins[0] ?? "" };
    return signUserSig(claim, this.#service.secretKey(app.sdkAppId), Math.floor(this.clock.now() / 1000), HOUR_SECONDS);
  }

  rotateKey(secretKey: string, sdkAppId?: number): void {
    this.#service.rotateKey(this.#idOr(sdkAppId), secretKey);
    this.#changes.notify();
  }

  setWebhook(webhook: WebhookSettings | undefined, sdkAppId?: number): void {
    this.#service.webhook(this.#idOr(sdkAppId)).configure(webhook);
    this.#changes.notify();
  }

  reset(): void {
    this.clock.reset();
    this.#service.reset();
    applySeed(this.app(), this.settings.seed);
    this.#changes.notify();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#events.close();
    this.journal.end();
    const closed = this.#server.listening ? once(this.#server, "close") : undefined;
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
    this.#stateFile?.close();
  }

  #idOr(sdkAppId: number | undefined): number {
    return sdkAppId ?? this.apps[0]?.sdkAppId ?? 0;
  }
}

const HOUR_SECONDS = 3600;

function envOf(app: EmulatorApp, secretKey: string, url: string): Record<string, string> {
  return {
    TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
    TENCENT_CHAT_SECRET_KEY: secretKey,
    TENCENT_CHAT_ADMIN_USER_ID: app.admins[0] ?? "",
    TENCENT_CHAT_ENDPOINT: url,
  };
}

/** Wildcard addresses, which a server can listen on but a client can't always connect to. */
const ANY_ADDRESS: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

function urlOf(scheme: "http" | "https", host: string, port: number): string {
  const name = ANY_ADDRESS[host] ?? host;
  return `${scheme}://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
