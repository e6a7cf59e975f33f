import { setMaxListeners } from "node:events";
import { DEFAULT_APP, type Emulator, startEmulator } from "../../emulator";

/** How long the service takes for each call. A refused call is answered at once. */
export const LATENCY_MS = 20;

/** The service's limit for each API (doc 34381). */
export const CALLS_PER_SECOND = 200;

/** A declared group custom field for owner marks. */
export const OWNER_FIELD = "pulumi_owner";

/** 60007: over the rate limit of the API. */
const RATE_LIMITED = 60007;

/** Starts the emulator with the documented rate limits. */
export function startService(): Promise<Emulator> {
  // Each delayed answer listens for the end of the emulator: Node would warn of more than ten.
  setMaxListeners(0);
  return startEmulator({ apps: [{ ...DEFAULT_APP, customFieldKeys: [OWNER_FIELD] }] });
}

/** Empties the service. A delay that takes effect is not counted as a refusal: it changes only when the answer comes. */
export function resetService(emulator: Emulator): void {
  emulator.reset();
  emulator.app().importAccounts("alice");
  emulator.faults.add({ fault: { kind: "delay", ms: LATENCY_MS }, times: Number.POSITIVE_INFINITY });
}

export function refusedCalls(emulator: Emulator): number {
  return emulator.journal.count({ errorCode: RATE_LIMITED });
}
