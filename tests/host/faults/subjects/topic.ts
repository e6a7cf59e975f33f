import { inGroup, placeId } from "./place";
import type { Args, Subject } from "./subject";

const others = (groupId: string) => `${groupId}@TOPIC#_theirs`;

const topic = {
  ...inGroup,
  kind: "Topic",
  once: ["create_topic", "destroy_topic"],
  place(app, name) {
    const groupId = groupIdFor(name);
    app.create({ groupId, type: "Community", name: "Place", ownerAccount: "carol", supportTopic: 1 });
    app.addTopic(groupId, others(groupId), { name: "Theirs" });
  },
  changes: () => ({ name: "Renamed", introduction: "Moved on" }),
  isThere: (app, inputs) => app.topic(placeId(inputs), idOf(inputs)) !== undefined,
  disturb: (app, inputs) => void app.editTopic(placeId(inputs), idOf(inputs), { name: "Spam" }),
  actual(app, inputs) {
    const { name, introduction, muteAllMember } = app.topic(placeId(inputs), idOf(inputs)) ?? {};
    return { ...inputs, name, introduction, muteAllMembers: muteAllMember === "On" };
  },
  foreign: (app, inputs) => app.topic(placeId(inputs), others(placeId(inputs))),
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
  return `@TGS#_place-${name}`;
}

function idOf(inputs: Args): string {
  return String(inputs["topicId"]);
}
