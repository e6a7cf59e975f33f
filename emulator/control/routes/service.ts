import { commandOf, ENDPOINTS } from "../../api/registry";
import { object, optional, text } from "../../api/shape";
import { sdkAppIdIn } from "../pathParameters";
import { route } from "../route";

/** The emulator as a whole, and the keys of its apps. */
export const serviceRoutes = [
  route(
    {
      method: "GET",
      path: "/health",
      summary: "Whether the emulator runs, how it was started, and its apps.",
    },
    ({ emulator }) => ({
      status: "ok",
      apiVersion: 1,
      url: emulator.url,
      lenient: emulator.lenient,
      rateLimit: emulator.rateLimit,
      now: emulator.clock.now(),
      apps: emulator.apps.map(({ sdkAppId, admins, ...app }) => ({
        sdkAppId,
        admins,
        customFieldKeys: app.customFieldKeys ?? [],
        memberCustomFieldKeys: app.memberCustomFieldKeys ?? [],
        profileCustomFieldKeys: app.profileCustomFieldKeys ?? [],
        groups: emulator.app(sdkAppId).counts(),
        accounts: emulator.app(sdkAppId).accountCount,
        chatbots: emulator.app(sdkAppId).robots().length,
      })),
    }),
  ),
  route(
    {
      method: "GET",
      path: "/apis",
      summary: "The emulated APIs: the command, its path, its calls per second, and whether it is a write.",
    },
    () => ({
      apis: ENDPOINTS.map(({ path, rate, writes }) => ({ api: commandOf(path), path: `/v4/${path}`, rate, writes })),
    }),
  ),
  route(
    {
      method: "POST",
      path: "/reset",
      summary: "Restores the initial state: apps, keys and time as at the start; no requests, no faults.",
    },
    ({ emulator }) => emulator.reset(),
  ),
  route(
    {
      method: "GET",
      path: "/apps/:sdkAppId/env",
      summary: "The variables that point a program at this app, with the key of the emulated app.",
    },
    (request) => request.emulator.env(sdkAppIdIn(request)),
  ),
  route(
    {
      method: "POST",
      path: "/apps/:sdkAppId/usersig",
      summary: "A UserSig of the first admin, or of another user, for one hour by the emulator's clock.",
      body: object({ userId: optional(text({ min: 1 })) }),
    },
    (request) => ({ userSig: request.emulator.userSig(request.body.userId, sdkAppIdIn(request)) }),
  ),
  route(
    {
      method: "POST",
      path: "/apps/:sdkAppId/key",
      summary: "Replaces the app's secret key, as the console does. Signatures by the old key are refused from now on.",
      body: object({ secretKey: text({ min: 1 }) }),
    },
    (request) => request.emulator.rotateKey(request.body.secretKey, sdkAppIdIn(request)),
  ),
];
