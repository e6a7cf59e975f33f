import type { AppHandle } from "./appHandle";
import type { EmulatorClock } from "./clock";
import type { FaultPlan } from "./faults/plan";
import type { Journal } from "./journal";
import type { EmulatorApp } from "./options";
import type { Deliveries } from "./webhooks/deliveries";
import type { WebhookSettings } from "./webhooks/settings";

/** A running emulator. */
export interface Emulator {
  /** The endpoint for clients, e.g. `http://127.0.0.1:40123`. In a browser it shows the groups and the last requests. Below `/emulator/v1` is the control API (docs/control-api.md). */
  readonly url: string;
  readonly port: number;
  /** The first app is the default of `env` and `app`. */
  readonly apps: readonly EmulatorApp[];
  readonly journal: Journal;
  readonly faults: FaultPlan;
  /** The webhooks that were sent. */
  readonly deliveries: Deliveries;
  /** The emulator's time, which can be moved and stopped. */
  readonly clock: EmulatorClock;
  readonly lenient: boolean;
  /** Whether call rates are enforced. */
  readonly rateLimit: boolean;
  /** Returns the TENCENT_CHAT_* variables that point a program at this emulator. @throws Error if the app does not exist */
  env(sdkAppId?: number): Record<string, string>;
  /** Returns direct access to an app, without the API. @throws Error if the app does not exist */
  app(sdkAppId?: number): AppHandle;
  /** Returns a UserSig for one hour. Default: of the app's first admin. @throws Error if the app does not exist */
  userSig(userId?: string, sdkAppId?: number): string;
  /** Replaces the app's secret key, as the console does. Signatures by the old key are refused from now on. */
  rotateKey(secretKey: string, sdkAppId?: number): void;
  /** Sets up the app's webhook, as the console does; undefined removes it. @throws Error if a setting is invalid */
  setWebhook(webhook: WebhookSettings | undefined, sdkAppId?: number): void;
  /** Restores the initial state, keys and time included: no groups, faults, journal entries or counted calls, and only the admins' accounts. */
  reset(): void;
  /** Stops the server and closes all connections immediately. */
  close(): Promise<void>;
}
