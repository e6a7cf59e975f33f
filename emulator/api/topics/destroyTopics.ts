import type { Group } from "../../state/group";
import { isTopicIdOf } from "../../state/topic";
import { topicsDestroyed } from "../../webhooks/otherEvents";
import { endpoint } from "../endpoint";
import { list, text } from "../shape";
import { OK, withTopics } from "./topic";

/** The batch limit is not documented: the maximum number of topics of a community. */
const topicIds = list(text(), { min: 1, max: 200 });

/** Deletes topics (doc 49470). The answer is always OK: each topic has its own result entry. */
export const destroyTopic = endpoint({
  path: "million_group_open_http_svc/destroy_topic",
  writes: true,
  body: { GroupId: text(), TopicIdList: topicIds },
  run: (call, { GroupId, TopicIdList }) => {
    const group = withTopics(call, GroupId);
    const destroyed = TopicIdList.filter((topicId) => group.topics.has(topicId));
    const results = TopicIdList.map((topicId) => ({ TopicId: topicId, ...resultOf(group, topicId) }));
    if (destroyed.length > 0) call.app.webhook.report(topicsDestroyed(group, [...new Set(destroyed)]), "RESTAPI");
    return { ...OK, DestroyResultItem: results };
  },
});

/** Ids that never existed and deleted ids get the same code. This is unconfirmed; 10010 is not documented here. */
function resultOf(group: Group, topicId: string): object {
  if (!isTopicIdOf(group, topicId)) return { ErrorCode: 10015, ErrorInfo: "invalid topic id" };
  if (!group.topics.delete(topicId)) return { ErrorCode: 110003, ErrorInfo: "the topic has been deleted" };
  group.deletedTopics.add(topicId);
  return { ErrorCode: 0, ErrorInfo: "" };
}
