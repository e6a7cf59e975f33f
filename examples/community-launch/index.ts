import * as pulumi from "@pulumi/pulumi";
import * as tencentchat from "pulumi-tencent-chat";

// Needs a plan with communities, topics, counters and bans, and their switches in the console; or the emulator. It imports
// accounts, of which a free app has at most 100. Only free and trial apps can delete them: elsewhere they stay for ever.
const config = new pulumi.Config();
const size = config.getNumber("members") ?? 300;
/** What is timed ends with the launch. */
const launchEnds = config.get("launchEnds") ?? "2030-01-01T00:00:00Z";

// The people: a host, moderators, and everybody else. Groups that name an account wait for it without being told.
const host = new tencentchat.Account("host", { userId: "launch-host", nick: "Host" });
const moderators = ["ada", "bo"].map(
  (name) => new tencentchat.Account(name, { userId: `launch-mod-${name}`, nick: `Moderator ${name}` }),
);
const people = Array.from(
  { length: size - moderators.length - 1 },
  (_, index) => new tencentchat.Account(`person-${index}`, { userId: `launch-person-${index}` }),
);
const greeter = new tencentchat.Chatbot("greeter", { nick: "Greeter", selfSignature: "Ask me anything" });

// The community, with its topics and its exact members.
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

// The moderators' own room. A membership by itself leaves the room's others alone.
const backstage = new tencentchat.Group("backstage", { type: "Work", name: "Backstage", ownerAccount: host.userId });
new tencentchat.GroupMember(
  "on-call",
  { group: backstage, userId: "launch-mod-ada", nameCard: "On call" },
  { dependsOn: moderators },
);

// Announcements: everybody can read them, and one who could not behave is quiet until the launch is over.
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

// Questions, with counters that the app shows: one that starts at nothing, and one that stays as it is.
const questions = new tencentchat.Group("questions", { type: "Meeting", name: "Questions", ownerAccount: host.userId });
new tencentchat.GroupCounters("questions", { group: questions, initial: { asked: 0 }, fixed: { seats: size } });

// The stream, with somebody who may not come in.
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
