import { type Emulator, type EmulatorOptions, startEmulator } from "../../../emulator";
import { CommandFailure } from "../../commandFailure";
import type { EmulatorRequest } from "./options";

/** Starts the emulator with its accounts. @throws CommandFailure that says what to do if it cannot listen */
export async function startRequested({ emulator: options, accounts }: EmulatorRequest): Promise<Emulator> {
  const emulator = await listen(options);
  emulator.app().importAccounts(...accounts);
  return emulator;
}

async function listen(options: EmulatorOptions): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === undefined ? undefined : reasons[code];
    throw reason === undefined ? error : new CommandFailure(reason(options));
  }
}

/** Why the emulator cannot listen on an address, and what to do, by system error code. */
const reasons: Readonly<Record<string, (options: EmulatorOptions) => string>> = {
  EADDRINUSE: ({ port }) =>
    `port ${port} is in use by another program. Stop that program, or use a free port with --port 0`,
  EACCES: ({ port }) =>
    `this user is not allowed to listen on port ${port}. Use a port above 1023, or a free one with --port 0`,
  EADDRNOTAVAIL: ({ host }) => `this machine does not have the address ${host}. Omit --host to listen on 127.0.0.1`,
  ENOTFOUND: ({ host }) => `the host ${host} cannot be resolved. Omit --host to listen on 127.0.0.1`,
};
