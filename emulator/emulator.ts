import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { AppHandle } from "./appHandle";
import { FaultPlan } from "./faults";
import { Journal } from "./journal";
import { type EmulatorApp, type EmulatorOptions, settingsOf } from "./options";
import { LivePage } from "./page/livePage";
import { Service } from "./service";
import { createApiServer } from "./wire/server";

/** A running emulator. */
export interface Emulator {
  /** The endpoint for clients, e.g. `http://127.0.0.1:40123`. In a browser it shows the groups and the last requests. */
  readonly url: string;
  readonly port: number;
  /** The first app is the default of `env` and `app`. */
  readonly apps: readonly EmulatorApp[];
  readonly journal: Journal;
  readonly faults: FaultPlan;
  /** Returns the TENCENT_CHAT_* variables that point a program at this emulator. @throws Error if the app does not exist */
  env(sdkAppId?: number): Record<string, string>;
  /** Returns direct access to an app, without the API. @throws Error if the app does not exist */
  app(sdkAppId?: number): AppHandle;
  /** Replaces the app's secret key, as the console does. Signatures by the old key are refused from now on. */
  rotateKey(secretKey: string, sdkAppId?: number): void;
  /** Restores the initial state, keys included: no groups, faults, journal entries or counted calls, and only the admins' accounts. */
  reset(): void;
  /** Stops the server and closes all connections immediately. */
  close(): Promise<void>;
}

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
  const settings = settingsOf(options);
  const closing = new AbortController();
  const page = new LivePage();
  const journal = new Journal(settings.journalLimit, () => page.changed());
  const service = new Service(settings, journal, new FaultPlan());
  page.show(service);
  const server = createApiServer(service, (path, response) => page.answer(path, response), closing.signal);
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

/** Wildcard addresses, which a server can listen on but a client can't always connect to. */
const ANY_ADDRESS: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

function urlOf(host: string, port: number): string {
  const name = ANY_ADDRESS[host] ?? host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
