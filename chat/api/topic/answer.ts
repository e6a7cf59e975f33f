import { z } from "zod";
import { describeCode } from "../../codes";
import { itemsById } from "../../core/batching/items";
import type { Answer } from "../../core/envelope";
import { ItemError, SchemaError } from "../../core/failure";
import { parseWith } from "../../core/schema";
import { type TopicInfo, topicSchema, toTopic } from "./types";

const LIST = "TopicAndSelfInfo";

/** Whether a failed item has TopicInfo, and with which fields, is not documented (doc 49469). */
const foundSchema = z.object({
  [LIST]: z.array(
    z.object({ ErrorCode: z.int(), ErrorInfo: z.string().default(""), TopicInfo: z.unknown().optional() }),
  ),
});
const namedSchema = z.object({ TopicId: z.string() });

/** Returns all topics of an answer about the whole community. */
export function topicsIn(answer: Answer, groupId: string): TopicInfo[] {
  return itemsIn(answer, groupId).flatMap(({ topic }) => topic ?? []);
}

/**
 * Returns the requested topics that exist. The answer must contain each requested id, as a topic or as deleted. Deleted
 * items may have no id: their number must then equal the number of missing ids.
 */
export function requestedTopicsIn(answer: Answer, groupId: string, requestedIds: readonly string[]): TopicInfo[] {
  const items = itemsIn(answer, groupId);
  const named = items.flatMap(({ topicId, topic }) => (topicId === undefined ? [] : [{ topicId, topic }]));
  const found = itemsById(LIST, named, ({ topicId }) => topicId, requestedIds);
  const missing = requestedIds.filter((topicId) => !found.has(topicId));
  if (missing.length !== items.length - named.length)
    throw new SchemaError(`${LIST}: has no item for ${JSON.stringify(missing[0] ?? requestedIds[0])}`);
  return requestedIds.flatMap((topicId) => found.get(topicId)?.topic ?? []);
}

interface Item {
  /** Undefined for a deleted topic whose item has no id. */
  readonly topicId: string | undefined;
  /** Undefined if the service reports it as deleted. */
  readonly topic: TopicInfo | undefined;
}

function itemsIn(answer: Answer, groupId: string): readonly Item[] {
  return parseWith(foundSchema, answer)[LIST].map(({ ErrorCode, ErrorInfo, TopicInfo }) => {
    if (ErrorCode === 0) {
      const topic = toTopic(parseWith(topicSchema, TopicInfo), groupId);
      return { topicId: topic.topicId, topic };
    }
    if (describeCode(ErrorCode, "get_topic").errorClass !== "notFound") throw new ItemError(ErrorCode, ErrorInfo);
    return { topicId: namedSchema.safeParse(TopicInfo).data?.TopicId, topic: undefined };
  });
}
