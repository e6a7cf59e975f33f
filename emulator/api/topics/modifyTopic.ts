import { endpoint } from "../endpoint";
import { optional, text } from "../shape";
import { existingTopic, OK, onOrOff, TOPIC_FIELDS, topicProfileFrom, withTopics } from "./topic";

/** Changes only the given fields of a topic (doc 49468). */
export const modifyTopic = endpoint({
  path: "million_group_open_http_svc/modify_topic",
  writes: true,
  body: { ...TOPIC_FIELDS, TopicId: text(), TopicName: optional(text()), MuteAllMember: onOrOff },
  run: (call, { GroupId, TopicId, ...body }) => {
    const topic = existingTopic(withTopics(call, GroupId), TopicId);
    Object.assign(topic, topicProfileFrom(body, call.app));
    return OK;
  },
});
