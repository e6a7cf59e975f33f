import { ChatError } from "../../../chat";
import type { OperationContext } from "../../../provider/handler";
import type { Io } from "../../io";
import { listenFailure } from "../../listenFailure";
import { Commands } from "./commands";
import type { LineFilter } from "./line";
import { Owners } from "./owners";
import { Refusals } from "./refusals";
import { Reporter } from "./reporter";
import { receiveWebhooks } from "./server";

export interface WatchRequest {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  /** Undefined: requests are not signed. */
  readonly token: string | undefined;
  /** In seconds. */
  readonly maxAge: number;
  readonly filter: LineFilter;
  readonly command: string | undefined;
  /** How many commands run at a time. */
  readonly maxCommands: number;
  /** How often all groups are read, in seconds. */
  readonly inventoryInterval: number;
}

/** Receives webhooks and reports them, until `operation.startBy` is aborted. Then it finishes what it has accepted. */
export async function watch(request: WatchRequest, io: Io, operation: OperationContext): Promise<void> {
  const { path, token, maxAge, filter, command, maxCommands } = request;
  const owners = new Owners(operation);
  const commands = command === undefined ? undefined : new Commands(command, maxCommands, io);
  const reporter = new Reporter(owners, filter, io, commands);
  const refusals = new Refusals(io.err);
  const { sdkAppId } = operation.settings;
  const receiver = {
    path,
    rules: { sdkAppId, token, maxAge },
    accept: (body: Readonly<Record<string, unknown>>, query: URLSearchParams) =>
      reporter.accept(body, query.get("OptPlatform") ?? undefined, Date.now()),
    refused: (refusal: Parameters<Refusals["add"]>[0]) => refusals.add(refusal, Date.now()),
  };
  const server = await receiveWebhooks(receiver, request).catch((error: unknown) => {
    throw listenFailure(error, request);
  });
  io.err(`Listening for the webhooks of app ${sdkAppId} on ${urlOf(request, server.port)}\n`);
  try {
    await readInventories(owners, request.inventoryInterval, io, operation);
  } finally {
    commands?.stop();
    await server.close();
    await reporter.idle();
    await commands?.finish();
  }
}

/** Reads all groups at the start and from time to time. The first reading must work. */
async function readInventories(owners: Owners, interval: number, io: Io, operation: OperationContext): Promise<void> {
  const { startBy, clock } = operation;
  for (let isFirst = true; !startBy.aborted; isFirst = false) {
    try {
      await owners.readAll();
      if (isFirst && !startBy.aborted) io.err("The owners of all groups are known.\n");
    } catch (error) {
      if (!(error instanceof ChatError) || isFirst) throw error;
      io.err(`The groups could not be read: ${error.message}\n`);
    }
    await clock.sleep(interval * 1000, startBy).catch(() => {});
  }
}

function urlOf({ host, path }: WatchRequest, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}${path}`;
}
