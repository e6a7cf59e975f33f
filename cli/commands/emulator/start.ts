import { type Emulator, startEmulator } from "../../../emulator";
import { listenFailure } from "../../listenFailure";
import type { EmulatorRequest } from "./options";

/** Starts the emulator with its accounts. @throws CommandFailure that says what to do if it cannot listen */
export async function startRequested({ emulator: options, accounts }: EmulatorRequest): Promise<Emulator> {
  const emulator = await startEmulator(options).catch((error: unknown) => {
    throw listenFailure(error, options);
  });
  emulator.app().importAccounts(...accounts);
  return emulator;
}
