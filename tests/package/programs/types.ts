/** A user's program. It is only compiled: what has the wrong type here, or is `any`, is an error of the compiler. */
import * as tencentchat from "pulumi-tencent-chat";
import { ChatClient, ChatError, type GroupInfo } from "pulumi-tencent-chat/chat";
import { type Emulator, startEmulator } from "pulumi-tencent-chat/emulator";
import { Group as groupProvider } from "pulumi-tencent-chat/provider";

const app = new tencentchat.Provider("app", { sdkAppId: 1400000000, region: "singapore" });
const room = new tencentchat.Group(
  "room",
  { type: "Public", name: "Room", ownerAccount: "alice", disbandOnlyIf: { membersAtMost: 1 } },
  { provider: app, protect: true },
);
new tencentchat.GroupAttributes("phase", { group: room, attributes: { phase: "open" } });

// @ts-expect-error the service has no such type
new tencentchat.Group("wrong type", { type: "Secret", name: "Room" });
// @ts-expect-error a group needs a name
new tencentchat.Group("no name", { type: "Public" });
// @ts-expect-error a group has no such output
void room.phoneNumber;

export const nameInCapitals = tencentchat
  .getGroupOutput({ groupId: room.groupId })
  .apply(({ name }) => name?.toUpperCase());
export const missing: Promise<readonly string[]> = tencentchat
  .getGroups({ groupIds: ["lobby"] })
  .then((found) => found.missing);

export async function nameOf(groupId: string): Promise<string | undefined> {
  const emulator: Emulator = await startEmulator({ port: 0 });
  const client = new ChatClient({ sdkAppId: 1400000000, secretKey: "key", endpoint: emulator.url, region: "seoul" });
  // @ts-expect-error an id is a text
  void client.groups.destroy(7);
  try {
    const group: GroupInfo | undefined = await client.groups.getInfo(groupId);
    return group?.name;
  } catch (error) {
    return error instanceof ChatError ? error.errorClass : undefined;
  } finally {
    await emulator.close();
  }
}

export const handler = groupProvider.delete;
