import type { DestroyedTopic, TopicInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { adoptTopic, isSameTopic, refuseWithoutTopics } from "../../ownership/topicVerdict";
import { reconcile } from "../../reconcile/reconcile";
import { isUnknown } from "../../validation/schema";
import { textSchema, timeSchema } from "../../validation/stateSchema";
import { groupChildHandler } from "../groupChild/handler";
import type { GroupChild } from "../groupChild/types";
import { checkTopic } from "./check";
import { createTopic, findTopic } from "./create";
import { discoveredFields, observedInputs, withRemovedFields } from "./diff";
import { groupIdOf } from "./topicId";
import type { TopicInputs } from "./types";

const topic: GroupChild<TopicInputs> = {
  kind: "Topic",
  lostOnReplace: "a new topic is created, and this one is deleted, with its messages",
  remoteObjects: ({ topicId }) =>
    topicId === undefined || isUnknown(topicId)
      ? []
      : [{ key: `topic/${topicId}`, text: `the topic ${topicId}`, property: "topicId" }],
  withoutObjects: (known) => known,
  displayName: ({ topicId }) => `topic ${typeof topicId === "string" ? topicId : "of unknown id"}`,
  id: ({ topicId }) => topicId,
  properties: ["topicId", "name", "introduction", "notification", "faceUrl", "customString", "muteAllMembers", "adopt"],
  replaceOnChanges: ["topicId"],
  stateSchema: { topicId: textSchema, createTime: timeSchema.optional() },
  check: checkTopic,

  async prepare(inputs, before, parent, operation) {
    refuseWithoutTopics(inputs, parent);
    const found = await findTopic(inputs, operation);
    if (found !== undefined && (before === undefined || !isSameTopic(before, found))) {
      await adoptTopic(inputs, parent, operation);
    }
    return (remember) => createTopic(inputs, before, found, (topic) => remember(createTimeOf(topic)), operation);
  },

  async observe(known, _place, operation) {
    const found = await findTopic(known, operation);
    if (found === undefined || isSameTopic(known, found))
      return found && { ...observedInputs(known, found), ...createTimeOf(found) };
    operation.log.warn(
      `The topic ${known.topicId} of the state no longer exists: another topic now has its id. That one is left alone.`,
    );
    return undefined;
  },

  computed: ["topicId", "createTime"],
  identify: (topicId) => ({ groupId: groupIdOf(topicId), topicId }),
  async discover({ groupId, topicId }, parent, operation) {
    if (topicId === undefined) return undefined;
    refuseWithoutTopics({ groupId, topicId }, parent);
    const found = await findTopic({ groupId, topicId }, operation);
    return found && { topicId, ...discoveredFields(found), ...createTimeOf(found) };
  },

  stateOnly: ["createTime"],
  remove,
  partialState: withRemovedFields,
};

/** Distinguishes topics that had the same id one after the other. */
function createTimeOf({ createTime }: TopicInfo): Pick<TopicInputs, "createTime"> {
  return createTime === undefined ? {} : { createTime };
}

/** A topic of a community: create_topic, get_topic, modify_topic and destroy_topic as one resource. */
export const topicHandler = groupChildHandler(topic);

async function remove(known: TopicInputs, _place: unknown, operation: OperationContext): Promise<void> {
  const { groupId, topicId } = known;
  const { client, startBy, log } = operation;
  const found = await findTopic(known, operation);
  if (found !== undefined && !isSameTopic(known, found)) {
    log.info(
      `The topic ${topicId} is already gone: another topic, created at another time, now has its id and is left alone.`,
    );
    return;
  }
  let wasGone = found === undefined;
  if (wasGone) log.info(`The topic ${topicId} is already gone: nothing to delete.`);
  await reconcile(
    wasGone ? undefined : "there",
    {
      diff: async () => (wasGone || (await findTopic(known, operation)) === undefined ? undefined : "there"),
      apply: async (_there, call) => {
        const [result] = await client.topics.destroy(groupId, [topicId], { ...call, startBy });
        if (result?.outcome === "failed") throw refused(known, result);
        wasGone = result?.outcome === "alreadyGone";
        if (wasGone) log.info(`The topic ${topicId} is already gone, according to destroy_topic: nothing to delete.`);
      },
      notApplied: () => stillExists(known),
    },
    operation,
  );
}

function refused({ topicId }: TopicInputs, { code, info }: DestroyedTopic & { outcome: "failed" }): OperationError {
  return new OperationError(
    `Could not delete the topic ${topicId}: destroy_topic answered ${code} ${JSON.stringify(info)} for it. ` +
      "It stays in the state: run it again in a minute.",
  );
}

function stillExists({ topicId }: TopicInputs): OperationError {
  return new OperationError(
    `Could not delete the topic ${topicId}: destroy_topic answers success, but get_topic still finds it. ` +
      "It stays in the state: run it again later.",
  );
}
