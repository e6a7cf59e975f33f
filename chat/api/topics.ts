import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { idBatches } from "../core/batching/idBatches";
import { requireItems } from "../core/batching/items";
import type { Answer } from "../core/envelope";
import { SchemaError } from "../core/failure";
import { parseWith, readNothing } from "../core/schema";
import { describeCode } from "../errorCodes";
import { ApiError } from "../errors";
import { withoutUndefined } from "./group/types";
import { requestedTopicsIn, topicsIn } from "./topic/answer";
import { type CreateTopicRequest, type TopicChanges, type TopicInfo, wireTopic } from "./topic/types";

const SERVICE = "million_group_open_http_svc";
/** No page says how many ids one call takes: as many as get_group_info does. */
const MAX_TOPICS = 50;
const TOPIC_NOT_FOUND = 110003;

/** What became of one topic that was to be destroyed. */
export type DestroyedTopic =
  | { readonly topicId: string; readonly outcome: "destroyed" | "alreadyGone" }
  | { readonly topicId: string; readonly outcome: "failed"; readonly code: number; readonly info: string };

const createdSchema = z.object({ TopicId: z.string().min(1) });
const itemSchema = z.object({ ErrorCode: z.int(), ErrorInfo: z.string().default("") });
const destroyedSchema = z.object({ DestroyResultItem: z.array(itemSchema.extend({ TopicId: z.string() })) });

/**
 * Topics of a Community that was made with `supportTopic`: at most 200. All methods throw ChatError: "plan" (11000) where
 * the app has no communities, "notFound" (10010) when there is no such group.
 */
export class TopicsApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /**
   * Makes a topic (doc 49471). Never repeated after an unknown outcome: look the id up when `isIndeterminate`.
   *
   * @throws ChatError "alreadyExists" when the id is taken
   * @example await client.topics.create({ groupId, name: "Incidents", topicId: `${groupId}@TOPIC#_incidents` })
   */
  create(request: CreateTopicRequest, options?: CallOptions): Promise<{ topicId: string }> {
    const { groupId, topicId } = request;
    const body = withoutUndefined({ GroupId: groupId, TopicId: topicId, ...wireTopic(request) });
    return this.#caller.request(
      `${SERVICE}/create_topic`,
      body,
      (answer) => ({ topicId: createdId(answer, topicId) }),
      options,
    );
  }

  /**
   * Destroys topics, irrevocably, 50 a call (doc 49470). A topic that can't be destroyed does not fail the call: see each
   * `outcome`. Never repeated after an unknown outcome: look the ids up when `isIndeterminate`.
   */
  async destroy(groupId: string, topicIds: readonly string[], options?: CallOptions): Promise<DestroyedTopic[]> {
    const outcomes: DestroyedTopic[] = [];
    for (const TopicIdList of idBatches(topicIds, MAX_TOPICS)) {
      outcomes.push(
        ...(await this.#caller.request(
          `${SERVICE}/destroy_topic`,
          { GroupId: groupId, TopicIdList },
          (answer) => outcomesIn(answer, TopicIdList),
          options,
        )),
      );
    }
    return outcomes;
  }

  /** The given topics, 50 a call (doc 49469); one that the service says is gone is left out. */
  async get(groupId: string, topicIds: readonly string[], options?: CallOptions): Promise<TopicInfo[]> {
    const found: TopicInfo[] = [];
    for (const batch of idBatches(topicIds, MAX_TOPICS))
      found.push(...(await this.#readExisting(groupId, batch, options)));
    return found;
  }

  /** Whether 110003 is an answer to the call or for each topic the page does not say: for one topic both mean the same. */
  async #readExisting(groupId: string, topicIds: readonly string[], options?: CallOptions): Promise<TopicInfo[]> {
    try {
      return await this.#read(groupId, topicIds, options);
    } catch (error) {
      if (error instanceof ApiError && error.code === TOPIC_NOT_FOUND && topicIds.length === 1) return [];
      throw error;
    }
  }

  /** All topics of a community (doc 49469). */
  list(groupId: string, options?: CallOptions): Promise<TopicInfo[]> {
    return this.#read(groupId, undefined, options);
  }

  /** Changes what is given of a topic, and leaves the rest (doc 49468). */
  async modify(groupId: string, topicId: string, changes: TopicChanges, options?: CallOptions): Promise<void> {
    const { muteAllMembers } = changes;
    const fields = withoutUndefined({
      ...wireTopic(changes),
      MuteAllMember: muteAllMembers === undefined ? undefined : muteAllMembers ? "On" : "Off",
    });
    if (Object.keys(fields).length === 0) return;
    await this.#caller.request(
      `${SERVICE}/modify_topic`,
      { GroupId: groupId, TopicId: topicId, ...fields },
      readNothing,
      options,
    );
  }

  #read(groupId: string, topicIds: readonly string[] | undefined, options?: CallOptions): Promise<TopicInfo[]> {
    // The page calls From_Account a number and shows a text (doc 49469): UserIDs are texts everywhere else.
    const body = withoutUndefined({ GroupId: groupId, From_Account: this.#caller.adminUserId, TopicIdList: topicIds });
    return this.#caller.request(
      `${SERVICE}/get_topic`,
      body,
      (answer) => (topicIds === undefined ? topicsIn(answer, groupId) : requestedTopicsIn(answer, groupId, topicIds)),
      options,
    );
  }
}

/** A chosen id is used as it is (doc 33529): an answer that names another topic says nothing about the one asked for. */
function createdId(answer: Answer, requestedId: string | undefined): string {
  const { TopicId } = parseWith(createdSchema, answer);
  if (requestedId !== undefined && TopicId !== requestedId)
    throw new SchemaError("TopicId: is not the one that was asked for");
  return TopicId;
}

function outcomesIn(answer: Answer, requestedIds: readonly string[]): DestroyedTopic[] {
  const { DestroyResultItem } = parseWith(destroyedSchema, answer);
  return requireItems("DestroyResultItem", DestroyResultItem, ({ TopicId }) => TopicId, requestedIds).map(toOutcome);
}

function toOutcome({
  TopicId,
  ErrorCode,
  ErrorInfo,
}: z.infer<typeof destroyedSchema>["DestroyResultItem"][number]): DestroyedTopic {
  if (ErrorCode === 0) return { topicId: TopicId, outcome: "destroyed" };
  if (describeCode(ErrorCode, "destroy_topic").errorClass === "notFound") {
    return { topicId: TopicId, outcome: "alreadyGone" };
  }
  return { topicId: TopicId, outcome: "failed", code: ErrorCode, info: ErrorInfo };
}
