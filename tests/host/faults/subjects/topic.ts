import { childSubject, parentId } from "./parentGroup";
import type { Args, Subject } from "./subject";

const others = (groupId: string) => `${groupId}@TOPIC#_theirs`;

const topic = {
  ...childSubject,
  kind: "Topic",
  exactlyOnce: ["create_topic", "destroy_topic"],
  createParent(app, name) {
    const groupId = groupIdFor(name);
    app.create({ groupId, type: "Community", name: "Parent", ownerAccount: "carol", supportTopic: 1 });
    app.addTopic(groupId, others(groupId), { name: "Theirs" });
  },
  changes: () => ({ name: "Renamed", introduction: "Moved on" }),
  exists: (app, inputs) => app.topic(parentId(inputs), idOf(inputs)) !== undefined,
  causeDrift: (app, inputs) => void app.editTopic(parentId(inputs), idOf(inputs), { name: "Spam" }),
  actual(app, inputs) {
    const { name, introduction, muteAllMember } = app.topic(parentId(inputs), idOf(inputs)) ?? {};
    return { ...inputs, name, introduction, muteAllMembers: muteAllMember === "On" };
  },
  foreign: (app, inputs) => app.topic(parentId(inputs), others(parentId(inputs))),
} as const satisfies Partial<Subject>;

// muteAllMembers is not a field of create_topic: an up has to call modify_topic as well.
const declared = { name: "News", introduction: "Hello", muteAllMembers: true };

export const topicSubjects: readonly Subject[] = [
  { ...topic, name: "Topic, derived id", args: (name) => ({ ...declared, groupId: groupIdFor(name) }) },
  {
    ...topic,
    name: "Topic, chosen id",
    args: (name) => ({ ...declared, groupId: groupIdFor(name), topicId: "chosen" }),
  },
];

function groupIdFor(name: string): string {
  return `@TGS#_parent-${name}`;
}

function idOf(inputs: Args): string {
  return String(inputs["topicId"]);
}
