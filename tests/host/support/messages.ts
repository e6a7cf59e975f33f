import { ChatClient } from "../../../chat";
import type { Emulator } from "../../../emulator";

let random = 0;

/** Sends a message to a group through the API, as another back end of the app does. */
export async function sendMessage({ url, apps }: Emulator, groupId: string, more: object = {}): Promise<void> {
  const [app] = apps;
  if (app === undefined) throw new Error("the emulator has no app");
  const client = new ChatClient({ sdkAppId: app.sdkAppId, secretKey: app.secretKey, endpoint: url });
  random += 1;
  try {
    await client.call("group_open_http_svc/send_group_msg", {
      GroupId: groupId,
      Random: random,
      MsgBody: [{ MsgType: "TIMTextElem", MsgContent: { Text: "still here" } }],
      ...more,
    });
  } finally {
    client.close();
  }
}
