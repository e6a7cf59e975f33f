import * as pulumi from "@pulumi/pulumi";
import * as tencentchat from "pulumi-tencent-chat";

const config = new pulumi.Config();

// An imported account. Without it, the groups have no owner.
const ownerAccount = config.get("owner");

// One group of each type. Their ids are derived from the program's identity, resource name and type.
const work = new tencentchat.Group("work", {
  type: "Work",
  name: "Work",
  ownerAccount,
  introduction: "Colleagues, by invitation",
});
const open = new tencentchat.Group("public", {
  type: "Public",
  name: "Public",
  ownerAccount,
  applyJoinOption: "NeedPermission",
});
const meeting = new tencentchat.Group("meeting", {
  type: "Meeting",
  name: "Meeting",
  ownerAccount,
  muteAllMembers: true,
});
const live = new tencentchat.Group("live", { type: "AVChatRoom", name: "Live" });
const community = new tencentchat.Group("community", { type: "Community", name: "Community", supportTopic: true });

export const groupIds = pulumi.all([work, open, meeting, live, community].map((group) => group.groupId));

// The same room in two regions. An app belongs to one region, so each region needs its own provider.
const abroad = config.getObject<{ sdkAppId: number; region: tencentchat.Region }>("abroad");
if (abroad) {
  const here = new tencentchat.Provider("here");
  const there = new tencentchat.Provider("there", { ...abroad, secretKey: config.requireSecret("abroadSecretKey") });
  new tencentchat.Group("lobby-here", { type: "Public", name: "Lobby" }, { provider: here });
  new tencentchat.Group("lobby-there", { type: "Public", name: "Lobby" }, { provider: there });
}
