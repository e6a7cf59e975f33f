import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { DEFAULT_APP } from "../../../../emulator";
import type { Shell } from "./shell";

/** The service's side of webhooks, for a watch that a reader of docs/guides/webhooks.md starts. */
export class WebhookService {
  /** @param setToken the command of the page that chooses the token */
  static async create(terminal: Shell, setToken: string): Promise<WebhookService> {
    await terminal.run([setToken]);
    const token = await terminal.run(['printf %s "$TENCENT_CHAT_WEBHOOK_TOKEN"']);
    assert.ok(token.length >= 32, "the page chooses a token that nobody guesses");
    return new WebhookService(token, await freePort());
  }

  private constructor(
    private readonly token: string,
    private readonly port: number,
  ) {}

  /** The command of the page, for the stacks of the test on a free port. */
  startOf(watch: string, main: string): string {
    return watch
      .replace("npx tencent-chat", `node ${main}`)
      .replace("8080", String(this.port))
      .replace("acme/chat/", "organization/chat-rooms/");
  }

  /** Reports that a client has disbanded a group. */
  async disbanded(GroupId: string): Promise<void> {
    const CallbackCommand = "Group.CallbackAfterGroupDestroyed";
    const RequestTime = String(Math.floor(Date.now() / 1000));
    const Sign = createHash("sha256").update(`${this.token}${RequestTime}`).digest("hex");
    const app = { SdkAppid: String(DEFAULT_APP.sdkAppId), CallbackCommand, OptPlatform: "Windows" };
    const query = new URLSearchParams({ ...app, RequestTime, Sign });
    const body = JSON.stringify({ CallbackCommand, GroupId, EventTime: Date.now() });
    const { status } = await fetch(`http://127.0.0.1:${this.port}/hook?${query}`, { method: "POST", body });
    assert.equal(status, 200);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
