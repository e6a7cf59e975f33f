import * as tencentchat from "pulumi-tencent-chat";

// The rooms of a product, with one resource of each kind. Everything that people change by hand shows as drift.
const host = new tencentchat.Account("host", { userId: "shop-host", nick: "Host" });
const guide = new tencentchat.Account("guide", { userId: "shop-guide", nick: "Guide" });
const mascot = new tencentchat.Account("mascot", { userId: "shop-mascot", nick: "Mascot" });
const greeter = new tencentchat.Chatbot("greeter", { nick: "Greeter" });
const staff = [host, guide];

const lobby = new tencentchat.Group("lobby", {
  type: "Public",
  name: "Lobby",
  ownerAccount: host.userId,
  introduction: "Ask anything",
  applyJoinOption: "FreeAccess",
  // Declare the field in the Chat console first.
  customFields: { desk: "front" },
});
new tencentchat.GroupMembers("lobby", {
  group: lobby,
  members: [{ userId: guide.userId, role: "Admin", nameCard: "Guide" }, { userId: mascot.userId }],
});

const support = new tencentchat.Group("support", { type: "Public", name: "Support", ownerAccount: host.userId });
const onCall = new tencentchat.GroupMember("on-call", { group: support, userId: guide.userId, nameCard: "On call" });
new tencentchat.MutedMembers(
  "quiet",
  { group: support, userIds: [guide.userId], until: "forever" },
  { dependsOn: onCall },
);
new tencentchat.GroupAttributes("support", { group: support, attributes: { theme: "dark", tier: "gold" } });
new tencentchat.GroupCounters("support", { group: support, fixed: { seats: 20 } });

const live = new tencentchat.Group("live", { type: "AVChatRoom", name: "Live" });
new tencentchat.BannedMembers(
  "live",
  { group: live, userIds: [guide.userId], until: "2030-01-01T00:00:00Z" },
  { dependsOn: staff },
);

const fans = new tencentchat.Group("fans", {
  type: "Community",
  name: "Fans",
  supportTopic: true,
  ownerAccount: host.userId,
});
for (const name of ["News", "Help"]) {
  new tencentchat.Topic(name.toLowerCase(), { group: fans, name });
}

// Smaller rooms of the product's teams.
const teams = ["orders", "billing", "returns", "partners"];
export const teamRooms = teams.map(
  (name) => new tencentchat.Group(name, { type: "Private", name, notification: `Room of ${name}` }).groupId,
);

export const lobbyId = lobby.groupId;
export const greeterId = greeter.userId;
