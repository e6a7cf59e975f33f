import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, StateFileError, startEmulator } from "../../../emulator";
import { CommandFailure } from "../../commandFailure";
import type { Io } from "../../io";
import { listenFailure } from "../../listenFailure";
import { certificateIn } from "./certificate";
import type { EmulatorRequest } from "./options";
import { readSeedFile } from "./seedFile";

/** A started emulator, and what the command created for it. */
export interface Started {
  readonly emulator: Emulator;
  /** The variables that point programs at it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts the emulator with its accounts. @throws CommandFailure that says what to do if it cannot start */
export async function startRequested(
  request: EmulatorRequest,
  { err }: Pick<Io, "err">,
  more: Pick<EmulatorOptions, "onAnswered"> = {},
): Promise<Started> {
  const seed = request.seedFile === undefined ? undefined : await readSeedFile(request.seedFile);
  const folder = request.tls === true ? mkdtempSync(join(tmpdir(), "tencent-chat-emulator-")) : request.tls;
  const removeFolder = (): void => {
    if (request.tls === true && folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const tls = folder === undefined ? undefined : await certificateIn(folder);
    const emulator = await startOn(request, { ...request.emulator, ...more, seed, tls }, err);
    emulator.app().importAccounts(...request.accounts);
    return {
      emulator,
      env: { ...emulator.env(), ...(tls !== undefined && { NODE_EXTRA_CA_CERTS: tls.file }) },
      close: () => emulator.close().finally(removeFolder),
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

async function startOn({ isPortGiven }: EmulatorRequest, options: EmulatorOptions, err: Io["err"]): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    if (error instanceof StateFileError) throw new CommandFailure(error.message);
    const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    if (!isTaken || isPortGiven) throw listenFailure(error, options);
    const emulator = await startEmulator({ ...options, port: 0 });
    err(`Port ${options.port} is in use, perhaps by another emulator: this one listens on port ${emulator.port}.\n`);
    return emulator;
  }
}
