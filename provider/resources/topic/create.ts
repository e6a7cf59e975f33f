import type { CallOptions, TopicChanges, TopicInfo } from "../../../chat";
import { OperationError, withContext } from "../../errors";
import type { OperationContext } from "../../handler";
import { hasDerivedId } from "../../ownership/topicVerdict";
import { chatErrorOf } from "../../reconcile/indeterminate";
import { reconcile } from "../../reconcile/reconcile";
import { storedValueText } from "../../reconcile/storedValue";
import { NotCreated } from "../groupChild/types";
import { changesOf } from "./diff";
import type { TopicInputs } from "./types";

export async function findTopic(
  { groupId, topicId }: Pick<TopicInputs, "groupId" | "topicId">,
  { client, call }: OperationContext,
): Promise<TopicInfo | undefined> {
  const [topic] = await client.topics.get(groupId, [topicId], call);
  return topic;
}

/**
 * Creates the topic if it does not exist, and reconciles it with the declared state. create_topic cannot be repeated
 * blindly: every attempt is read back.
 *
 * @param found the topic as read just before: either the id was free, or the topic is ours
 * @param onRead called with the topic whenever a read finds it
 */
export async function createTopic(
  inputs: TopicInputs,
  before: TopicInputs | undefined,
  found: TopicInfo | undefined,
  onRead: (topic: TopicInfo) => void,
  operation: OperationContext,
): Promise<void> {
  const { client, startBy } = operation;
  let mayExist = found !== undefined;
  let latest = found;

  async function create(call: CallOptions): Promise<void> {
    const failure = await chatErrorOf(client.topics.create(requestOf(inputs), { ...call, startBy }));
    const isTaken = failure?.errorClass === "alreadyExists";
    if (isTaken && !mayExist && !hasDerivedId(inputs)) throw idStillTaken(inputs);
    mayExist ||= failure === undefined || isTaken || failure.isIndeterminate;
    if (failure !== undefined && !isTaken) throw failure;
  }

  const difference = (topic: TopicInfo | undefined) => {
    if (topic === undefined) return missing;
    latest = topic;
    onRead(topic);
    return changesOf(inputs, before, topic);
  };
  try {
    await reconcile<TopicChanges | typeof missing>(
      difference(found),
      {
        diff: async () => difference(await findTopic(inputs, operation)),
        apply: (diff, call) =>
          diff === missing ? create(call) : client.topics.modify(inputs.groupId, inputs.topicId, diff, call),
        notApplied: (diff) => (diff === missing ? idStillTaken(inputs) : notApplied(inputs, diff, latest)),
      },
      operation,
    );
  } catch (error) {
    if (mayExist) throw error;
    throw new NotCreated(withContext(`Could not create the topic ${inputs.topicId} (${inputs.__managedBy})`, error));
  }
}

const missing = Symbol("missing");

/** muteAllMembers is not a field of create_topic (doc 49471): it is set afterwards. */
function requestOf({ groupId, topicId, name, introduction, notification, faceUrl, customString }: TopicInputs) {
  return { groupId, topicId, name, introduction, notification, faceUrl, customString };
}

/** Whether the id of a deleted topic becomes free again is not documented. */
function idStillTaken({ topicId }: TopicInputs): OperationError {
  return new OperationError(
    `Could not create the topic ${topicId}: create_topic answers that it exists, but get_topic does not find it. ` +
      "The id of a deleted topic may not be free again: run `pulumi up` later, or choose another topicId.",
  );
}

function notApplied({ topicId }: TopicInputs, changes: TopicChanges, topic: TopicInfo | undefined): OperationError {
  const actual: Readonly<Record<string, unknown>> = { ...topic };
  const lines = Object.entries(changes).map(([name, sent]) =>
    storedValueText({ name, sent, stored: actual[name], isOptional: name !== "name" }),
  );
  return new OperationError(
    `The topic ${topicId} did not accept ${Object.keys(changes).join(", ")}: the service answered success but kept its own value.` +
      lines.map((line) => `\n  - ${line}`).join(""),
  );
}
