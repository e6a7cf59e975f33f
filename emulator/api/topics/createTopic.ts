import type { Group } from "../../state/group";
import { addTopic, customTopicIdProblem, generatedTopicId } from "../../state/topic";
import { creatingTopic, topicCreated } from "../../webhooks/otherEvents";
import { refuse } from "../../wire/answer";
import { endpoint } from "../endpoint";
import { InvalidField, oneOf, optional, positiveUint32, text } from "../shape";
import { OK, TOPIC_FIELDS, topicProfileFrom, withTopics } from "./topic";

const MAX_TOPICS = 200;

const NEW_TOPIC = { ...TOPIC_FIELDS, TopicName: text(), TopicId: optional(text()) };

/** Creates a topic, optionally with an id chosen by the caller (doc 49471). An id in use answers 10025. */
export const createTopic = endpoint({
  path: "million_group_open_http_svc/create_topic",
  writes: true,
  body: NEW_TOPIC,
  before: ({ caller }, { TopicName, From_Account }) => creatingTopic(From_Account ?? caller, TopicName),
  run: (call, { GroupId, TopicId, TopicName, ...body }) => {
    const { app } = call;
    const group = withTopics(call, GroupId);
    const profile = topicProfileFrom({ ...body, TopicName }, app);
    const topicId = newTopicId(group, TopicId, app.settings.nextId, 10025);
    const topic = addTopic(group, { topicId, createTime: app.nowSeconds, name: TopicName, ...profile });
    app.webhook.report(topicCreated(group, body.From_Account ?? call.caller, topic), "RESTAPI");
    return { ...OK, TopicId: topicId };
  },
});

/** The same for a migration: with a CreateTime, and 10021 for an id in use (doc 53448). */
export const importTopic = endpoint({
  path: "group_open_http_svc/import_topic",
  writes: true,
  body: { ...NEW_TOPIC, Type: optional(oneOf("Community")), CreateTime: optional(positiveUint32) },
  run: (call, { GroupId, TopicId, TopicName, Type, CreateTime = call.app.nowSeconds, ...body }) => {
    const { app } = call;
    const group = withTopics(call, GroupId);
    if (CreateTime > app.nowSeconds) throw new InvalidField("CreateTime is in the future");
    const profile = topicProfileFrom({ ...body, TopicName }, app);
    const topicId = newTopicId(group, TopicId, app.settings.nextId, 10021);
    addTopic(group, { topicId, createTime: CreateTime, name: TopicName, ...profile });
    return { ...OK, TopicId: topicId };
  },
});

function newTopicId(group: Group, requested: string | undefined, nextId: () => string, takenCode: number): string {
  const problem = requested === undefined ? undefined : customTopicIdProblem(group, requested);
  if (problem !== undefined) throw new InvalidField(problem);
  if (requested !== undefined && group.topics.has(requested)) refuse(takenCode, "topic id has be used!");
  // The page lists 10036 as well, but the catalogue's description of 10037 fits better.
  if (group.topics.size >= MAX_TOPICS) refuse(10037, `a community has at most ${MAX_TOPICS} topics`);
  if (requested !== undefined) return requested;
  for (;;) {
    const id = generatedTopicId(group, nextId());
    if (!group.topics.has(id)) return id;
  }
}
