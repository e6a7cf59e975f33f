import { outputForm, plainForm } from "./forms";

/**
 * Reads the attributes of a group, by key, without the owner mark of this provider (the key `pulumi`). Source:
 * [doc 44187](https://trtc.io/document/44187).
 *
 * @example
 * const { theme } = await tencentchat.getGroupAttributes({ groupId: "lobby" });
 */
export const getGroupAttributes = plainForm("getGroupAttributes");

/**
 * `getGroupAttributes` for a group that is an output.
 *
 * @example
 * export const theme = tencentchat.getGroupAttributesOutput({ groupId: room.groupId }).apply(({ theme }) => theme);
 */
export const getGroupAttributesOutput = outputForm("getGroupAttributes");

/**
 * Reads the counters of a group, by key. A value is a decimal string, such as `"9007199254740993"`: a counter has 64
 * bits, which a JavaScript number would round. Use `BigInt(value)` to calculate. Not for a `Community`. The app needs a
 * plan with counters (10059). Source: [doc 53427](https://trtc.io/document/53427).
 *
 * @example
 * const { visits = "0" } = await tencentchat.getGroupCounters({ groupId: "lobby", keys: ["visits"] });
 * const next = BigInt(visits) + 1n;
 */
export const getGroupCounters = plainForm("getGroupCounters");

/**
 * `getGroupCounters` for a group that is an output.
 *
 * @example
 * export const counters = tencentchat.getGroupCountersOutput({ groupId: room.groupId });
 */
export const getGroupCountersOutput = outputForm("getGroupCounters");

/**
 * Reads the topics of a `Community` created with `supportTopic`: all, or those of the given ids that exist, 50 per
 * call. It needs a plan with communities, and their switch in the console (11000). Source:
 * [doc 49469](https://trtc.io/document/49469).
 *
 * @example
 * const topics = await tencentchat.getTopics({ groupId: "@TGS#_town" });
 */
export const getTopics = plainForm("getTopics");

/**
 * `getTopics` for a community that is an output.
 *
 * @example
 * export const topics = tencentchat.getTopicsOutput({ groupId: town.groupId }).apply((all) => all.map(({ name }) => name));
 */
export const getTopicsOutput = outputForm("getTopics");
