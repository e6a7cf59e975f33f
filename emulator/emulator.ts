import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { AppHandle } from "./appHandle";
import { FaultPlan } from "./faults";
import { Journal } from "./journal";
import { type EmulatorApp, type EmulatorOptions, settingsOf } from "./options";
import { LivePage } from "./page/livePage";
import { Service } from "./service";
import { makeServer } from "./wire/server";

/** A running emulator. */
export interface Emulator {
  /** E.g. `http://127.0.0.1:40123`: what a client takes as its endpoint. A browser sees the groups and the last requests there. */
  readonly url: string;
  readonly port: number;
  /** The first is the default of `env` and `app`. */
  readonly apps: readonly EmulatorApp[];
  readonly journal: Journal;
  readonly faults: FaultPlan;
  /** The TENCENT_CHAT_* variables that point a program at this emulator. @throws Error for an app it does not have */
  env(sdkAppId?: number): Record<string, string>;
  /** An app from outside the API. @throws Error for an app it does not have */
  app(sdkAppId?: number): AppHandle;
  /** From now on the app has this secret key, as after a change in the console: signatures by the old one are refused. */
  rotateKey(secretKey: string, sdkAppId?: number): void;
  /** As freshly started, the keys included: no groups, accounts, faults, journal entries or counted calls. */
  reset(): void;
  /** Stops, and ends all connections at once. */
  close(): Promise<void>;
}

/**
 * Starts an in-memory Chat service that speaks the real wire protocol over HTTP.
 *
 * @throws the error of `listen` where the address can't be had (code EADDRINUSE, EACCES, ...)
 * @example
 * const emulator = await startEmulator();
 * emulator.app().importAccounts("alice");
 * // ... point a client at emulator.url ...
 * await emulator.close();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = settingsOf(options);
  const closing = new AbortController();
  const page = new LivePage();
  const journal = new Journal(settings.journalLimit, () => page.changed());
  const service = new Service(settings, journal, new FaultPlan());
  page.show(service);
  const server = makeServer(service, (path, response) => page.answer(path, response), closing.signal);
  server.listen(settings.port, settings.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = urlOf(settings.host, port);
  const [defaultApp] = settings.apps;
  const idOr = (sdkAppId: number | undefined): number => sdkAppId ?? defaultApp?.sdkAppId ?? 0;
  return {
    url,
    port,
    apps: settings.apps,
    journal,
    faults: service.faults,
    env: (sdkAppId) => envOf(service.state(idOr(sdkAppId)).app, service.secretKey(idOr(sdkAppId)), url),
    app: (sdkAppId) => {
      const id = service.state(idOr(sdkAppId)).app.sdkAppId;
      return new AppHandle(
        () => service.state(id),
        () => page.changed(),
      );
    },
    rotateKey: (secretKey, sdkAppId) => service.rotateKey(idOr(sdkAppId), secretKey),
    reset: () => {
      service.reset();
      page.changed();
    },
    close: async () => {
      closing.abort();
      page.close();
      journal.end();
      const closed = server.listening ? once(server, "close") : undefined;
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function envOf(app: EmulatorApp, secretKey: string, url: string): Record<string, string> {
  return {
    TENCENT_CHAT_SDK_APP_ID: String(app.sdkAppId),
    TENCENT_CHAT_SECRET_KEY: secretKey,
    TENCENT_CHAT_ADMIN_USER_ID: app.admins[0] ?? "",
    TENCENT_CHAT_ENDPOINT: url,
  };
}

/** An address that stands for all addresses can be listened on, and not always be connected to. */
const ANY_ADDRESS: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

function urlOf(host: string, port: number): string {
  const name = ANY_ADDRESS[host] ?? host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
