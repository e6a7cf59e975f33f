import type { Route } from "../route";
import { accountRoutes } from "./accounts";
import { clockRoutes } from "./clock";
import { faultRoutes } from "./faults";
import { groupRoutes } from "./groups";
import { memberRoutes } from "./members";
import { messageRoutes } from "./messages";
import { requestRoutes } from "./requests";
import { roomRoutes } from "./rooms";
import { serviceRoutes } from "./service";
import { topicRoutes } from "./topics";
import { webhookRoutes } from "./webhooks";

/** All operations of the control API, except the stream of events. */
export const ROUTES: readonly Route[] = [
  ...serviceRoutes,
  ...clockRoutes,
  ...requestRoutes,
  ...faultRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...messageRoutes,
  ...roomRoutes,
  ...topicRoutes,
  ...accountRoutes,
  ...webhookRoutes,
];
