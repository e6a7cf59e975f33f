import * as pulumi from "@pulumi/pulumi";
import * as tencentchat from "pulumi-tencent-chat";

// Needs a plan with communities, topics, counters and bans, and their switches in the console; or the emulator. It imports
// accounts. A free app has at most 100, and only free and trial apps can delete them: otherwise they are kept.
const config = new pulumi.Config();
const size = config.getNumber("members") ?? 300;
/** When the mute and the ban end. */
const launchEnds = config.get("launchEnds") ?? "2030-01-01T00:00:00Z";

// The people: a host, moderators, and everyone else. Groups that use an account depend on it automatically.
const host = new tencentchat.Account("host", { userId: "launch-host", nick: "Host" });
const moderators = ["ada", "bo"].map(
  (name) => new tencentchat.Account(name, { userId: `launch-mod-${name}`, nick: `Moderator ${name}` }),
);
const people = Array.from(
  { length: size - moderators.length - 1 },
  (_, index) => new tencentchat.Account(`person-${index}`, { userId: `launch-person-${index}` }),
);
const greeter = new tencentchat.Chatbot("greeter", { nick: "Greeter", selfSignature: "Ask me anything" });

// The community, with its topics and its complete member list.
const community = new tencentchat.Group("community", {
  type: "Community",
  name: "Launch",
  supportTopic: true,
  ownerAccount: host.userId,
});
new tencentchat.GroupMembers("community", {
  group: community,
  members: [
    ...moderators.map(({ userId }) => ({ userId, role: "Admin" as const, nameCard: "Moderator" })),
    ...people.map(({ userId }) => ({ userId })),
  ],
});
const topics = ["News", "Help", "Off topic"].map(
  (name) => new tencentchat.Topic(name.toLowerCase().replace(" ", "-"), { group: community, name }),
);

// The moderators' room. A `GroupMember` leaves the room's other members alone.
const backstage = new tencentchat.Group("backstage", { type: "Work", name: "Backstage", ownerAccount: host.userId });
new tencentchat.GroupMember(
  "on-call",
  { group: backstage, userId: "launch-mod-ada", nameCard: "On call" },
  { dependsOn: moderators },
);

// Announcements: everyone can read them, and one member is muted until the launch ends.
const announcements = new tencentchat.Group("announcements", {
  type: "Public",
  name: "Announcements",
  ownerAccount: host.userId,
});
new tencentchat.GroupAttributes("announcements", {
  group: announcements,
  attributes: { phase: "launch", theme: "dark" },
});
const speakers = people.slice(0, 2);
const listeners = new tencentchat.GroupMembers("announcements", {
  group: announcements,
  members: speakers.map(({ userId }) => ({ userId })),
});
new tencentchat.MutedMembers(
  "announcements",
  { group: announcements, userIds: speakers.slice(1).map(({ userId }) => userId), until: launchEnds },
  { dependsOn: listeners },
);

// Questions, with counters that the app shows: one that starts at 0, and one with a fixed value.
const questions = new tencentchat.Group("questions", { type: "Meeting", name: "Questions", ownerAccount: host.userId });
new tencentchat.GroupCounters("questions", { group: questions, initial: { asked: 0 }, fixed: { seats: size } });

// The stream, with one banned user.
const stream = new tencentchat.Group("stream", { type: "AVChatRoom", name: "Launch stream" });
new tencentchat.BannedMembers("stream", {
  group: stream,
  userIds: people.slice(2, 3).map(({ userId }) => userId),
  until: launchEnds,
  description: "Asked to stay away",
});

export const groupIds = pulumi
  .all([community, backstage, announcements, questions, stream].map((group) => group.groupId))
  .apply((ids) => [...ids]);
export const topicIds = pulumi.all(topics.map((topic) => topic.topicId));
export const chatbot = greeter.userId;
export const watching = tencentchat.getOnlineMemberCountOutput({ groupId: stream.groupId });
