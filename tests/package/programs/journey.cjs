const assert = require("node:assert/strict");

/**
 * Creates, reads and disbands a group on an emulator, with a client and with a function. The package is passed in: how it is
 * loaded is what the callers differ in.
 * @param {{
 *   readonly chat: typeof import("pulumi-tencent-chat/chat"),
 *   readonly emulator: typeof import("pulumi-tencent-chat/emulator"),
 *   readonly provider: typeof import("pulumi-tencent-chat/provider"),
 *   readonly sdk: typeof import("pulumi-tencent-chat"),
 * }} entries
 */
exports.journey = async function journey({ chat, emulator, provider, sdk }) {
  const running = await emulator.startEmulator();
  try {
    running.app().importAccounts("alice");
    Object.assign(process.env, running.env());
    const { sdkAppId, secretKey } = emulator.DEFAULT_APP;
    const client = new chat.ChatClient({ sdkAppId, secretKey, endpoint: running.url });
    const { groupId } = await client.groups.create({ type: "Public", name: "Room", ownerAccount: "alice" });
    const { groups, missing } = await sdk.getGroups({ groupIds: [groupId, "nowhere"] });
    assert.deepEqual([groups[groupId]?.name, missing], ["Room", ["nowhere"]]);
    await client.groups.destroy(groupId);
    assert.deepEqual(running.app().groups(), []);
    client.close();
    assert.equal(typeof sdk.Group, "function");
    assert.equal(typeof provider.Group, "object");
  } finally {
    await running.close();
  }
  console.log("journey complete");
};
