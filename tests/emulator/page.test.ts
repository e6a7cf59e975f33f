import assert from "node:assert/strict";
import { Rig } from "./support/rig";

const HOSTILE = `<img src=x onerror="a('&')">`;
const ESCAPED = "&lt;img src=x onerror=&quot;a(&#39;&amp;&#39;)&quot;&gt;";

describe("the emulator's page", () => {
  const rig = new Rig();
  const page = () => rig.send({ method: "GET", target: "/" });

  /** Reads server-sent events until one contains the words. */
  async function untilEventWith(reader: ReadableStreamDefaultReader<string>, words: string): Promise<void> {
    for (let seen = ""; !seen.includes(words); ) {
      const { value, done } = await reader.read();
      assert.ok(!done, "the stream ended");
      seen += value;
    }
  }

  it("shows the groups and the last requests", async () => {
    await rig.create("Public", { GroupId: "ops-room" });
    await rig.call("destroy_group", { GroupId: "gone" });
    const { status, headers, text } = await page();
    assert.equal(status, 200);
    assert.match(String(headers["content-type"]), /text\/html; charset=utf-8/);
    assert.match(text, /<td>ops-room<\/td><td>Public<\/td>/);
    assert.match(text, /<td>destroy_group<\/td><td>gone<\/td><td>200<\/td><td>10010<\/td>/);
    assert.match(text, /<b>1<\/b> already gone/);
  });

  it("shows the number of members and topics of a group, and the account that a request names", async () => {
    const app = rig.emulator.app();
    app.create({ groupId: "@TGS#_c", type: "Community", name: "c", supportTopic: 1, ownerAccount: "alice" });
    app.addTopic("@TGS#_c", "t");
    app.create({ groupId: "live", type: "AVChatRoom", name: "l" });
    app.enter("live", "bob", "carol");
    await rig.call("account_import", { UserID: "dave" });
    const { text } = await page();
    assert.match(text, /<td>c<\/td><td>alice<\/td><td>1<\/td><td>1<\/td><td><\/td>/);
    assert.match(text, /<td>l<\/td><td><\/td><td>2 online<\/td><td><\/td>/);
    assert.match(text, /<td>account_import<\/td><td>dave<\/td>/);
  });

  it("escapes all external text", async () => {
    const app = rig.emulator.app();
    app.create({ groupId: HOSTILE, type: "Public", name: HOSTILE, ownerAccount: HOSTILE });
    app.setAttributes(HOSTILE, { [HOSTILE]: HOSTILE });
    await rig.call("destroy_group", { GroupId: HOSTILE.toUpperCase() });
    await rig.call("account_import", { UserID: HOSTILE });
    await rig.call("destroy_group", { [HOSTILE]: 1 });
    await rig.send({ target: `/${encodeURI(HOSTILE)}/<img`, body: "" });
    const { text } = await page();
    assert.ok(text.includes(ESCAPED));
    assert.doesNotMatch(text, /<img/i);
  });

  it("loads no external resources and runs only its own script", async () => {
    const { headers, text } = await page();
    const policy = String(headers["content-security-policy"]);
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.ok(nonce.length > 0 && text.includes(`<script nonce="${nonce}">`));
    assert.doesNotMatch(text, /https?:|src=|href=/);
    assert.notEqual(String((await page()).headers["content-security-policy"]), policy);
  });

  it("contains no key and no UserSig", async () => {
    await rig.create("Public");
    await rig.send({ target: `/v4/oops&${rig.query()}`, body: "" });
    const { text } = await page();
    assert.ok(!text.includes(rig.emulator.apps[0]?.secretKey ?? ""));
    const usersig = /usersig=([^&]*)/.exec(rig.query())?.[1] ?? "";
    assert.ok(!text.includes(usersig.slice(0, 20)));
  });

  it("is not recorded in the journal", async () => {
    await page();
    assert.equal(rig.emulator.journal.count(), 0);
  });

  it("sends changes as they happen, through the API or without it", async () => {
    const controller = new AbortController();
    const response = await fetch(`${rig.emulator.url}/events`, { signal: controller.signal });
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    assert.ok(response.body);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    await untilEventWith(reader, "No groups.");
    await rig.create("Public", { GroupId: "from-the-api" });
    await untilEventWith(reader, "from-the-api");
    rig.emulator.app().create({ groupId: "from-outside", type: "Public", name: HOSTILE });
    await untilEventWith(reader, "from-outside");
    controller.abort();
  });
});
