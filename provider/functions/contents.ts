import type { TopicInfo } from "../../chat";
import { markKey } from "../ownership/mark";
import { utf8 } from "../validation/schema";
import { define } from "./definition";
import { groupId, uniqueList } from "./schema";

export type { TopicInfo };

/** The arguments of `getGroupAttributes`. */
export interface GetGroupAttributesArgs {
  /** The id of the group, 1 to 48 bytes. */
  readonly groupId: string;
}

/** The arguments of `getGroupCounters`. */
export interface GetGroupCountersArgs {
  /** The id of the group, 1 to 48 bytes. */
  readonly groupId: string;
  /** The keys of the counters to read, each 1 to 128 bytes; a counter that does not exist is left out. Default: all. */
  readonly keys?: readonly string[] | undefined;
}

/** The arguments of `getTopics`. */
export interface GetTopicsArgs {
  /** The id of the community, 1 to 48 bytes. */
  readonly groupId: string;
  /** The whole ids of the topics to read, each 1 to 96 bytes; a topic that does not exist is left out. Default: all. */
  readonly topicIds?: readonly string[] | undefined;
}

export const getGroupAttributes = define<GetGroupAttributesArgs, Readonly<Record<string, string>>>({
  schema: { groupId },
  describe: ({ groupId }) => `the attributes of the group ${groupId}`,
  async run({ groupId }, { client, call }) {
    // The owner mark belongs to the provider and is not shown to programs.
    const { [markKey]: _, ...attributes } = await client.attributes.get(groupId, call);
    return attributes;
  },
});

export const getGroupCounters = define<GetGroupCountersArgs, Readonly<Record<string, string>>>({
  schema: { groupId, keys: uniqueList(utf8(1, 128), "counter keys").optional() },
  describe: ({ groupId }) => `the counters of the group ${groupId}`,
  async run({ groupId, keys }, { client, call }) {
    const counters = await client.counters.get(groupId, keys, call);
    // As text: a JavaScript number would round 64-bit values, and an output cannot hold a bigint.
    return Object.fromEntries(Object.entries(counters).map(([key, value]) => [key, String(value)]));
  },
});

export const getTopics = define<GetTopicsArgs, readonly TopicInfo[]>({
  schema: { groupId, topicIds: uniqueList(utf8(1, 96), "topic ids").optional() },
  describe: ({ groupId }) => `the topics of the community ${groupId}`,
  run: ({ groupId, topicIds }, { client, call }) =>
    topicIds === undefined
      ? client.topics.list(groupId, call)
      : client.topics.get(groupId, [...new Set(topicIds)], call),
});
