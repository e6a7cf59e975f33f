import { Account, EphemeralStack, Group, GroupAttributes, GroupMembers } from "pulumi-tencent-chat";

/**
 * Everything that one pull request has in the Chat app: the Pulumi program of its stack.
 *
 * The rooms have no owner, so that a destroy can also disband a room that a killed run had created but not marked yet.
 */
export function environment(pullRequest: string, ttl: string) {
  // First, so that it is deleted last, and then disbands what a killed run left behind.
  new EphemeralStack("preview", { ttl });

  // Named after the pull request: two environments never share an account. So one that exists already was created by an
  // earlier run of this environment, and belongs to it (`always`).
  const bot = new Account("bot", { userId: `pr-${pullRequest}-bot`, nick: `PR ${pullRequest}`, adopt: "always" });

  const lobby = new Group("lobby", { type: "Public", name: "Lobby", introduction: `Pull request ${pullRequest}` });
  new GroupMembers("lobby", { group: lobby, members: [{ userId: bot.userId, role: "Admin" }] });

  const support = new Group("support", { type: "Public", name: "Support" });
  new GroupAttributes("support", { group: support, attributes: { pullRequest } });

  const live = new Group("live", { type: "AVChatRoom", name: "Live" });

  return { lobbyId: lobby.groupId, supportId: support.groupId, liveId: live.groupId };
}
