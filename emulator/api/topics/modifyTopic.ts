import { topicInfoChanged } from "../../webhooks/otherEvents";
import { endpoint } from "../endpoint";
import { optional, text } from "../shape";
import { existingTopic, OK, onOrOff, TOPIC_FIELDS, topicProfileFrom, withTopics } from "./topic";

/** Changes only the given fields of a topic (doc 49468). */
export const modifyTopic = endpoint({
  path: "million_group_open_http_svc/modify_topic",
  writes: true,
  body: { ...TOPIC_FIELDS, TopicId: text(), TopicName: optional(text()), MuteAllMember: onOrOff },
  run: (call, { GroupId, TopicId, ...body }) => {
    const group = withTopics(call, GroupId);
    const topic = existingTopic(group, TopicId);
    const changes = topicProfileFrom(body, call.app);
    Object.assign(topic, changes);
    call.app.webhook.report(topicInfoChanged(group, body.From_Account ?? call.caller, changes), "RESTAPI");
    return OK;
  },
});
