import { integer, list, object, oneOf, optional, text } from "../../api/shape";
import { sdkAppIdIn } from "../pathParameters";
import { DEFAULT_LIMIT, LIMIT } from "../query";
import { route } from "../route";

const MAX_MS = 600_000;

/** Webhooks: the configuration of an app, and what was sent. */
export const webhookRoutes = [
  route(
    {
      method: "PUT",
      path: "/apps/:sdkAppId/webhook",
      summary: "Sets up the app's webhook, as the console does. Replaces all settings.",
      body: object({
        url: text({ min: 1 }),
        token: optional(text({ min: 1 })),
        events: optional(list(text({ min: 1 }))),
        timeoutMs: optional(integer(0, MAX_MS)),
        retries: optional(integer(0, 100)),
        retryDelayMs: optional(integer(0, MAX_MS)),
        onTimeout: optional(oneOf("allow", "refuse")),
      }),
    },
    (request) => request.emulator.setWebhook(request.body, sdkAppIdIn(request)),
  ),
  route(
    { method: "DELETE", path: "/apps/:sdkAppId/webhook", summary: "Removes the webhook: no events are sent." },
    (request) => request.emulator.setWebhook(undefined, sdkAppIdIn(request)),
  ),
  route(
    {
      method: "GET",
      path: "/webhooks",
      summary: "The last 1,000 events that were sent, newest first, and the outcome of each.",
      query: LIMIT,
    },
    ({ emulator, query: { limit = DEFAULT_LIMIT } }) => ({
      webhooks: emulator.deliveries.entries().slice(-limit).reverse(),
    }),
  ),
];
