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

/** Whether a topic is the one in the state, and not a later one with the same id. */
export function isSameTopic(state: TopicInputs, { createTime }: TopicInfo): boolean {
  const isLater = state.createTime !== undefined && createTime !== undefined && state.createTime !== createTime;
  return !isLater || hasDerivedId(state);
}

/**
 * Adopts a topic that already has the id, or refuses. A derived id is proof; a chosen one may be anyone's, unless the
 * group itself belongs to this stack.
 */
export async function adoptTopic(inputs: TopicInputs, parent: ParentGroup, operation: OperationContext): Promise<void> {
  const { topicId, __managedBy: managedBy, adopt } = inputs;
  const isDerived = hasDerivedId(inputs) && adopt !== "never";
  if (!isDerived && !(await parent.mayAdopt())) throw adoptionRefusal(inputs, `a topic with the id ${topicId}`);
  operation.log.info(`The topic ${topicId} (${managedBy}) exists already: it is adopted.`);
}

/** Refuses a group that cannot have topics. Whether get_group_info returns SupportTopic is not documented: a missing value decides nothing. */
export function refuseWithoutTopics(
  { topicId, groupId }: Pick<TopicInputs, "groupId" | "topicId">,
  { info }: ParentGroup,
): void {
  if (typeNames[info.type] === "Community" && info.supportTopic !== false) return;
  throw new OperationError(
    `The group ${groupId} cannot have the topic ${topicId}: only a Community that was created with supportTopic has topics, ` +
      `and this is a ${info.type}${info.supportTopic === false ? " without it" : ""}. That cannot be changed on an existing group: ` +
      'declare the Group with type: "Community" and supportTopic: true.',
  );
}
