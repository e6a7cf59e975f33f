import { ChatClient, systemClock } from "../chat";
import type { OperationContext } from "./handler";
import { keyIdOf } from "./ownership/mark";
import { requireSecretKey, type Settings } from "./settings";

/**
 * Returns the context of one operation, from its settings.
 *
 * @throws OperationError if there is no secret key
 */
export function operationContext(
  known: Settings,
  { log, startBy, program }: Pick<OperationContext, "log" | "startBy" | "program">,
): OperationContext {
  const settings = requireSecretKey(known);
  return {
    client: clientFor(settings),
    settings,
    keyId: keyIdOf(settings.secretKey),
    clock: systemClock,
    log,
    call: { deadline: systemClock.now() + settings.deadlineMs },
    startBy,
    program,
  };
}

/** One client per set of options: all resource types of a process share its connections and batched reads. */
const clients = new Map<string, ChatClient>();

function clientFor(settings: Settings & { readonly secretKey: string }): ChatClient {
  const { sdkAppId, secretKey, adminUserId, region, endpoint, allowInsecureEndpoint, deadlineMs } = settings;
  const common = { sdkAppId, secretKey, adminUserId, allowInsecureEndpoint, deadlineMs };
  const options = { ...common, ...(region && { region }), ...(endpoint && { endpoint }) };
  const key = JSON.stringify(options);
  const client = clients.get(key) ?? new ChatClient(options);
  clients.set(key, client);
  return client;
}
