import { outputForm, plainForm } from "./forms";

/**
 * The attributes of a group by key, without the owner mark of this provider (the key `pulumi`). Source: doc 44187.
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
 * The counters of a group by key. A value is the text of a whole number, such as `"9007199254740993"`: counters have 64
 * bits, of which a JavaScript number would lose some. `BigInt(value)` counts with it. Not for a `Community`; it needs a
 * plan that has counters (10059). Source: doc 53427.
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
 * The topics of a `Community` that was made with `supportTopic`: all, or those asked for that exist, 50 a call. It needs a
 * plan and a switch in the console (11000). Source: doc 49469.
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
