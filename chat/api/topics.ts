import { z } from "zod";
import { describeCode } from "../codes";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { idBatches } from "../core/batching/idBatches";
import { requireItems } from "../core/batching/items";
import type { Answer } from "../core/envelope";
import { SchemaError } from "../core/failure";
import { parseWith, readNothing } from "../core/schema";
import { ApiError } from "../errors";
import { withoutUndefined } from "./group/types";
import { requestedTopicsIn, topicsIn } from "./topic/answer";
import { type CreateTopicRequest, type TopicChanges, type TopicInfo, wireTopic } from "./topic/types";

const SERVICE = "million_group_open_http_svc";
/** The maximum per call is not documented: assumed to be that of get_group_info. */
const MAX_TOPICS = 50;
const TOPIC_NOT_FOUND = 110003;

/** The outcome of destroying one topic. */
export type DestroyedTopic =
  | { readonly topicId: string; readonly outcome: "destroyed" | "alreadyGone" }
  | { readonly topicId: string; readonly outcome: "failed"; readonly code: number; readonly info: string };

const createdSchema = z.object({ TopicId: z.string().min(1) });
const itemSchema = z.object({ ErrorCode: z.int(), ErrorInfo: z.string().default("") });
const destroyedSchema = z.object({ DestroyResultItem: z.array(itemSchema.extend({ TopicId: z.string() })) });

/**
 * Manages topics of a Community that was created with `supportTopic`: at most 200. All methods throw ChatError: "plan"
 * (11000) if communities are not enabled for the app, "notFound" (10010) if the group does not exist.
 */
export class TopicsApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /**
   * Creates a topic (doc 49471). Never repeated after an indeterminate outcome: read back if `isIndeterminate`.
   *
   * @throws ChatError "alreadyExists" if the id is in use
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
   * Destroys topics permanently, 50 per call (doc 49470). A topic that can't be destroyed does not fail the call: check each
   * `outcome`. Never repeated after an indeterminate outcome: read back if `isIndeterminate`.
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

  /** Returns the given topics, 50 per call (doc 49469); omits topics that the service reports as deleted. */
  async get(groupId: string, topicIds: readonly string[], options?: CallOptions): Promise<TopicInfo[]> {
    const found: TopicInfo[] = [];
    for (const batch of idBatches(topicIds, MAX_TOPICS))
      found.push(...(await this.#readExisting(groupId, batch, options)));
    return found;
  }

  /** Whether 110003 is a code of the call or of each topic is not documented: for one topic both mean the same. */
  async #readExisting(groupId: string, topicIds: readonly string[], options?: CallOptions): Promise<TopicInfo[]> {
    try {
      return await this.#read(groupId, topicIds, options);
    } catch (error) {
      if (error instanceof ApiError && error.code === TOPIC_NOT_FOUND && topicIds.length === 1) return [];
      throw error;
    }
  }

  /** Returns all topics of a community (doc 49469). */
  list(groupId: string, options?: CallOptions): Promise<TopicInfo[]> {
    return this.#read(groupId, undefined, options);
  }

  /** Changes the given fields of a topic and leaves the others unchanged (doc 49468). */
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
    // The page documents From_Account as a number, but its sample has a string (doc 49469): UserIDs are strings everywhere else.
    const body = withoutUndefined({ GroupId: groupId, From_Account: this.#caller.adminUserId, TopicIdList: topicIds });
    return this.#caller.request(
      `${SERVICE}/get_topic`,
      body,
      (answer) => (topicIds === undefined ? topicsIn(answer, groupId) : requestedTopicsIn(answer, groupId, topicIds)),
      options,
    );
  }
}

/** The service uses a chosen id unchanged (doc 33529): an answer with another id is about another topic. */
function createdId(answer: Answer, requestedId: string | undefined): string {
  const { TopicId } = parseWith(createdSchema, answer);
  if (requestedId !== undefined && TopicId !== requestedId) throw new SchemaError("TopicId: is not the requested one");
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
