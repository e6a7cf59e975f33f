import { ChatError } from "../chat";
import { OperationError } from "../provider/errors";
import type { OperationContext } from "../provider/handler";
import { operationContext } from "../provider/operationContext";
import { noProgram } from "../provider/program/programView";
import { readSettings, type Settings } from "../provider/settings";
import { CommandFailure } from "./commandFailure";
import { exitCodes } from "./exitCodes";
import type { Io } from "./io";

/**
 * Runs a command's work with the app that the environment selects. After SIGINT or SIGTERM, no new work is started, and
 * running work is finished. A failure names the app and the endpoint, with where each setting comes from.
 */
export async function withApp<T>(io: Io, work: (operation: OperationContext) => Promise<T>): Promise<T> {
  const settings = readEnvironment(io.env);
  const interrupted = new AbortController();
  const stop = () => {
    io.err("Stopping after the running calls.\n");
    interrupted.abort(new Error("interrupted"));
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await work(
      operationContext(settings, { log: logTo(io), startBy: interrupted.signal, program: noProgram }, commandReader),
    );
  } catch (error) {
    if (!(error instanceof ChatError || error instanceof OperationError || error instanceof CommandFailure))
      throw error;
    const exitCode = error instanceof CommandFailure ? error.exitCode : exitCodes.failure;
    throw new CommandFailure(`${error.message}\n${locationText(settings)}`, exitCode);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/** What the messages about missing settings advise. */
export const commandReader = { kind: "command" } as const;

/** Reads the settings from the environment alone. @throws NotConfigured */
export function readEnvironment(env: Io["env"]): Settings {
  return readSettings(
    () => undefined,
    (variable) => env[variable],
    commandReader,
  );
}

/** Says which app and endpoint a command works with, and where each setting comes from. */
function locationText({ sdkAppId, region, endpoint, adminUserId, sources }: Settings): string {
  const parts = [
    `app ${sdkAppId} (${sources.sdkAppId})`,
    endpoint === undefined ? `region ${region} (${sources.region})` : `endpoint ${endpoint} (${sources.endpoint})`,
    `admin ${adminUserId} (${sources.adminUserId ?? "default"})`,
  ];
  return `It was ${parts.join(", ")}.`;
}

function logTo({ err }: Io) {
  return {
    debug: () => {},
    info: (text: string) => err(`${text}\n`),
    warn: (text: string) => err(`warning: ${text}\n`),
  };
}
