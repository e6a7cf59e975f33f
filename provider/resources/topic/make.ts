import type { CallOptions, TopicChanges, TopicInfo } from "../../../chat";
import { failureOf } from "../../attempts";
import { converge } from "../../converge";
import { explain, OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { keptForm } from "../../keptForm";
import { NothingMade } from "../child/handler";
import { changesOf } from "./fields";
import { hasDerivedId } from "./ownership";
import type { TopicInputs } from "./types";

export async function findTopic(
  { groupId, topicId }: TopicInputs,
  { client, call }: OperationContext,
): Promise<TopicInfo | undefined> {
  const [topic] = await client.topics.get(groupId, [topicId], call);
  return topic;
}

/**
 * Makes the topic if it is not there, and brings it to what the program says. create_topic is not safe to repeat blindly:
 * every try is followed by a look.
 *
 * @param found what a look just before has found; the id was free, or the topic is ours
 * @param see told of the topic whenever a look finds it
 */
export async function makeTopic(
  inputs: TopicInputs,
  before: TopicInputs | undefined,
  found: TopicInfo | undefined,
  see: (topic: TopicInfo) => void,
  operation: OperationContext,
): Promise<void> {
  const { client, startBy } = operation;
  let perhapsMade = found !== undefined;
  let latest = found;

  async function create(call: CallOptions): Promise<void> {
    const failure = await failureOf(client.topics.create(requestOf(inputs), { ...call, startBy }));
    const taken = failure?.errorClass === "alreadyExists";
    if (taken && !perhapsMade && !hasDerivedId(inputs)) throw stillTaken(inputs);
    perhapsMade ||= failure === undefined || taken || failure.mayHaveHappened;
    if (failure !== undefined && !taken) throw failure;
  }

  const difference = (topic: TopicInfo | undefined) => {
    if (topic === undefined) return missing;
    latest = topic;
    see(topic);
    return changesOf(inputs, before, topic);
  };
  try {
    await converge<TopicChanges | typeof missing>(
      difference(found),
      {
        difference: async () => difference(await findTopic(inputs, operation)),
        write: (what, call) =>
          what === missing ? create(call) : client.topics.modify(inputs.groupId, inputs.topicId, what, call),
        notTaken: (what) => (what === missing ? stillTaken(inputs) : notTaken(inputs, what, latest)),
      },
      operation,
    );
  } catch (error) {
    if (perhapsMade) throw error;
    throw new NothingMade(explain(`Could not create the topic ${inputs.topicId} (${inputs.managedBy})`, error));
  }
}

const missing = Symbol("missing");

/** muteAllMembers is no field of create_topic (doc 49471): it follows. */
function requestOf({ groupId, topicId, name, introduction, notification, faceUrl, customString }: TopicInputs) {
  return { groupId, topicId, name, introduction, notification, faceUrl, customString };
}

/** Whether the id of a deleted topic is free again no page says. */
function stillTaken({ topicId }: TopicInputs): OperationError {
  return new OperationError(
    `Could not make the topic ${topicId}: create_topic answers that there is one, and get_topic finds none. ` +
      "The id of a deleted topic may not be free again: run `pulumi up` later, or choose another topicId.",
  );
}

function notTaken({ topicId }: TopicInputs, changes: TopicChanges, topic: TopicInfo | undefined): OperationError {
  const actual: Readonly<Record<string, unknown>> = { ...topic };
  const lines = Object.entries(changes).map(([name, sent]) =>
    keptForm({ name, sent, kept: actual[name], canBeLeftOut: name !== "name" }),
  );
  return new OperationError(
    `The topic ${topicId} does not take ${Object.keys(changes).join(", ")}: the service answered success and kept its own value.` +
      lines.map((line) => `\n  - ${line}`).join(""),
  );
}
