import { z } from "zod";
import { itemsById } from "../../core/batching/items";
import type { Answer } from "../../core/envelope";
import { ItemError, SchemaError } from "../../core/failure";
import { parseWith } from "../../core/schema";
import { describeCode } from "../../errorCodes";
import { type TopicInfo, topicSchema, toTopic } from "./types";

const LIST = "TopicAndSelfInfo";

/** Of an item that failed the page does not say whether it has TopicInfo, and what would be in it (doc 49469). */
const foundSchema = z.object({
  [LIST]: z.array(
    z.object({ ErrorCode: z.int(), ErrorInfo: z.string().default(""), TopicInfo: z.unknown().optional() }),
  ),
});
const namedSchema = z.object({ TopicId: z.string() });

/** All topics of an answer about the whole community. */
export function topicsIn(answer: Answer, groupId: string): TopicInfo[] {
  return itemsIn(answer, groupId).flatMap(({ topic }) => topic ?? []);
}

/**
 * Those of the topics asked for that exist. Each must be in the answer, by its id: as a topic, or as one that is gone.
 * A gone one without an id is counted: the answer then says of exactly so many that they are gone.
 */
export function requestedTopicsIn(answer: Answer, groupId: string, requestedIds: readonly string[]): TopicInfo[] {
  const items = itemsIn(answer, groupId);
  const named = items.flatMap(({ topicId, topic }) => (topicId === undefined ? [] : [{ topicId, topic }]));
  const found = itemsById(LIST, named, ({ topicId }) => topicId, requestedIds);
  const missing = requestedIds.filter((topicId) => !found.has(topicId));
  if (missing.length !== items.length - named.length)
    throw new SchemaError(`${LIST}: does not say what is with ${JSON.stringify(missing[0] ?? requestedIds[0])}`);
  return requestedIds.flatMap((topicId) => found.get(topicId)?.topic ?? []);
}

interface Item {
  /** Undefined for a gone topic whose item does not name it. */
  readonly topicId: string | undefined;
  /** Undefined when the service says that it is gone. */
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
