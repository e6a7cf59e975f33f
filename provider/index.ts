import { dynamicProvider } from "./adapter";
import { ephemeralStackHandler } from "./resources/ephemeralStack";
import { groupHandler } from "./resources/group";
import { groupAttributesHandler } from "./resources/groupAttributes";
import { groupCountersHandler } from "./resources/groupCounters";

/**
 * The handler that `__provider` in the state of every `Group` asks for:
 * `exports.handler=()=>require("pulumi-tencent-chat/provider").Group`. That text, and so this name, is a released format.
 */
export const Group = dynamicProvider(groupHandler);

/** The handler of every `EphemeralStack`, asked for in the same way. */
export const EphemeralStack = dynamicProvider(ephemeralStackHandler);

/** The handler of all `GroupAttributes`, asked for in the same way. */
export const GroupAttributes = dynamicProvider(groupAttributesHandler);

/** The handler of all `GroupCounters`, asked for in the same way. */
export const GroupCounters = dynamicProvider(groupCountersHandler);

export type { DynamicProvider } from "./adapter";
export type { Adopt, ApplyJoinOption, GroupType, InviteJoinOption } from "./resources/group/types";
