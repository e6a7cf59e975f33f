import { addTopic, snapshotOfTopic, type Topic, type TopicProfile, type TopicSnapshot } from "../state/topic";
import { topicCreated, topicInfoChanged, topicsDestroyed } from "../webhooks/otherEvents";
import { CounterHandle } from "./counterHandle";
import { conflict, notFound } from "./handleError";

/** Direct access to an app's topics. */
export abstract class TopicHandle extends CounterHandle {
  /** The topics of a community, oldest first. */
  topics(groupId: string): readonly TopicSnapshot[] {
    return Array.from(this.existing(groupId).topics.values(), snapshotOfTopic);
  }

  topic(groupId: string, topicId: string): TopicSnapshot | undefined {
    return this.topics(groupId).find((topic) => topic.topicId === topicId);
  }

  /** Creates a topic, as another back end would. Its id is not checked. */
  addTopic(groupId: string, topicId: string, profile: Partial<TopicProfile> = {}): TopicSnapshot {
    const group = this.existing(groupId);
    if (group.supportTopic !== 1) throw conflict(`${groupId} is not a community with topics`);
    if (group.topics.has(topicId)) throw conflict(`the topic ${topicId} exists already`);
    const topic = addTopic(group, { topicId, createTime: this.now, name: "", ...profile });
    this.report(topicCreated(group, this.operatorOf(group), topic));
    this.changed();
    return snapshotOfTopic(topic);
  }

  /** Changes a topic, as an owner's client would. */
  editTopic(groupId: string, topicId: string, profile: Partial<TopicProfile>): TopicSnapshot {
    const topic = this.existingTopic(groupId, topicId);
    Object.assign(topic, profile);
    const group = this.existing(groupId);
    this.report(topicInfoChanged(group, this.operatorOf(group), profile));
    this.changed();
    return snapshotOfTopic(topic);
  }

  /** Deletes a topic, as an owner's client would. */
  removeTopic(groupId: string, topicId: string): void {
    this.existingTopic(groupId, topicId);
    const group = this.existing(groupId);
    group.topics.delete(topicId);
    group.deletedTopics.add(topicId);
    this.report(topicsDestroyed(group, [topicId]));
    this.changed();
  }

  /** The users muted in a topic and the end of each mute, in Unix seconds. */
  mutedInTopic(groupId: string, topicId: string): Readonly<Record<string, number>> {
    return this.termsOf(this.existingTopic(groupId, topicId).mutes);
  }

  protected existingTopic(groupId: string, topicId: string): Topic {
    const topic = this.existing(groupId).topics.get(topicId);
    if (topic === undefined) throw notFound(`the group ${groupId} has no topic ${topicId}`);
    return topic;
  }
}
