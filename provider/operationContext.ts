import {
  type CallOptions,
  ChatClient,
  type ChatClientOptions,
  type Logger,
  OptionError,
  silentLogger,
  systemClock,
} from "../chat";
import type { OperationContext } from "./handler";
import type { SettingsReader } from "./notConfigured";
import { keyIdOf } from "./ownership/mark";
import { requireSecretKey, type Settings } from "./settings";

type OperationParts = Pick<OperationContext, "log" | "startBy" | "program"> &
  Partial<Pick<OperationContext, "cancelled" | "otherIdentities">> &
  Pick<CallOptions, "batchWindowMs"> & {
    /** How long the operation may take, if the program says so. */
    readonly timeoutMs?: number | undefined;
  };

/**
 * Returns the context of one operation, from its settings.
 *
 * @param reader what reads the settings
 * @throws NotConfigured if there is no secret key
 */
export function operationContext(
  known: Settings,
  { log, startBy, cancelled = startBy, otherIdentities = [], program, batchWindowMs, timeoutMs }: OperationParts,
  reader?: SettingsReader,
): OperationContext {
  const settings = requireSecretKey(known, reader);
  const endBy = timeoutMs === undefined ? undefined : systemClock.now() + timeoutMs;
  const deadline = endBy ?? systemClock.now() + settings.deadlineMs;
  return {
    client: clientFor(settings, log),
    settings,
    keyId: keyIdOf(settings.secretKey),
    clock: systemClock,
    log,
    call: { deadline, batchWindowMs: windowWithin(settings, batchWindowMs) },
    startBy,
    cancelled,
    otherIdentities,
    program,
    endBy,
  };
}

/** Waits for shared calls are a small part of the time of an operation. */
export function windowWithin({ deadlineMs }: Settings, windowMs: number | undefined): number | undefined {
  return windowMs === undefined ? undefined : Math.min(windowMs, deadlineMs / 200);
}

/** Work on many groups may take long: each step gets the full time of an operation on one group. */
export function withNewDeadline(operation: OperationContext): OperationContext {
  const { call, clock, settings, endBy = Number.POSITIVE_INFINITY } = operation;
  return { ...operation, call: { ...call, deadline: Math.min(endBy, clock.now() + settings.deadlineMs) } };
}

/** One client per set of options: all resource types of a process share its connections and batched reads. */
const clients = new Map<string, ChatClient>();

function clientFor(settings: Settings & { readonly secretKey: string }, { warn }: Logger): ChatClient {
  const options = clientOptions(settings);
  const key = JSON.stringify(options);
  const client = clients.get(key) ?? newClient({ ...options, logger: { ...silentLogger, warn } });
  clients.set(key, client);
  return client;
}

export function clientOptions(settings: Settings & { readonly secretKey: string }): ChatClientOptions {
  const { sdkAppId, secretKey, region, endpoint, allowInsecureEndpoint, deadlineMs, callsPerSecond, sources } =
    settings;
  // The client knows its default itself, and says so in its errors.
  const adminUserId = sources.adminUserId === undefined ? {} : { adminUserId: settings.adminUserId };
  const common = { sdkAppId, secretKey, allowInsecureEndpoint, deadlineMs, ...adminUserId, sources };
  return {
    ...common,
    ...(callsPerSecond && { callsPerSecond }),
    ...(region && { region }),
    ...(endpoint && { endpoint }),
  };
}

/** @throws OptionError that names where the refused option comes from */
function newClient(options: ChatClientOptions): ChatClient {
  try {
    return new ChatClient(options);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const source = (options.sources as Readonly<Record<string, string>> | undefined)?.[error.option];
    throw source === undefined ? error : new OptionError(error.option, `${error.message} It comes from ${source}.`);
  }
}
