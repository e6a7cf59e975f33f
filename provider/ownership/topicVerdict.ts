import type { TopicInfo } from "../../chat";
import { OperationError } from "../errors";
import type { OperationContext } from "../handler";
import { typeNames } from "../resources/group/schema/typeRules";
import { adoptionRefusal, type ParentGroup } from "../resources/groupChild/parentGroup";
import { deriveTopicId } from "../resources/topic/topicId";
import type { TopicInputs } from "../resources/topic/types";
import { ownerOf } from "./owner";

/** Whether the id is derived from this very resource, so that no other topic has it. */
export function hasDerivedId(inputs: TopicInputs): boolean {
  return deriveTopicId(ownerOf(inputs), inputs.groupId) === inputs.topicId;
}

/** Whether a topic is that of the state, and not a later one that somebody made with the id. */
export function isSameTopic(known: TopicInputs, { createTime }: TopicInfo): boolean {
  const isLater = known.createTime !== undefined && createTime !== undefined && known.createTime !== createTime;
  return !isLater || hasDerivedId(known);
}

/**
 * Decides about a topic that has the id already. A derived id is proof; a chosen one may be anybody's, unless the group
 * itself is this stack's.
 */
export async function adoptTopic(inputs: TopicInputs, place: ParentGroup, operation: OperationContext): Promise<void> {
  const { topicId, __managedBy: managedBy, adopt } = inputs;
  const isDerived = hasDerivedId(inputs) && adopt !== "never";
  if (!isDerived && !(await place.mayAdopt())) throw adoptionRefusal(inputs, `a topic with the id ${topicId}`);
  operation.log.info(`The topic ${topicId} (${managedBy}) exists already: it is taken over.`);
}

/** Whether get_group_info answers SupportTopic no page says: its silence decides nothing. */
export function refuseWithoutTopics({ topicId, groupId }: TopicInputs, { info }: ParentGroup): void {
  if (typeNames[info.type] === "Community" && info.supportTopic !== false) return;
  throw new OperationError(
    `The group ${groupId} cannot have the topic ${topicId}: only a Community that was made with supportTopic has topics, ` +
      `and this is a ${info.type}${info.supportTopic === false ? " without it" : ""}. That cannot be changed on a group that exists: ` +
      'declare the Group with type: "Community" and supportTopic: true.',
  );
}
