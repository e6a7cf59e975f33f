import type { Group } from "../../state/group";
import { isTopicIdOf } from "../../state/topic";
import { endpoint } from "../endpoint";
import { list, text } from "../shape";
import { OK, withTopics } from "./topic";

/** No figure is documented: all that a community can have. */
const topicIds = list(text(), { min: 1, max: 200 });

/** Deletes topics (doc 49470). The answer is OK whatever becomes of each: its own entry tells. */
export const destroyTopic = endpoint({
  path: "million_group_open_http_svc/destroy_topic",
  writes: true,
  body: { GroupId: text(), TopicIdList: topicIds },
  run: (call, { GroupId, TopicIdList }) => {
    const group = withTopics(call, GroupId);
    return {
      ...OK,
      DestroyResultItem: TopicIdList.map((topicId) => ({ TopicId: topicId, ...resultOf(group, topicId) })),
    };
  },
});

/** An id that never was a topic's is not told from one that was: unconfirmed, and 10010 is not on the page. */
function resultOf(group: Group, topicId: string): object {
  if (!isTopicIdOf(group, topicId)) return { ErrorCode: 10015, ErrorInfo: "invalid topic id" };
  if (!group.topics.delete(topicId)) return { ErrorCode: 110003, ErrorInfo: "the topic has been deleted" };
  group.deletedTopics.add(topicId);
  return { ErrorCode: 0, ErrorInfo: "" };
}
