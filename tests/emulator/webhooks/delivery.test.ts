import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DEFAULT_APP, startEmulator } from "../../../emulator";
import { Control } from "../support/control";
import { OK, Receiver } from "../support/receiver";
import { Rig } from "../support/rig";

describe("the delivery of webhooks", () => {
  const receiver = new Receiver();
  const rig = new Rig();
  const control = new Control(() => rig.emulator);
  const configure = (settings: object = {}) =>
    control.ok("PUT", `${control.app}/webhook`, { url: receiver.url, ...settings });
  const destroyed = () => rig.emulator.deliveries.entries().at(-1);

  before(() => receiver.start());
  beforeEach(() => receiver.reset());
  after(() => receiver.stop());

  it("posts JSON to the URL, with the documented query", async () => {
    await configure();
    await rig.create("Public", { GroupId: "g" });
    await rig.ok("destroy_group", { GroupId: "g" });
    await rig.emulator.deliveries.settled();
    assert.deepEqual(receiver.events, ["BeforeCreateGroup", "AfterCreateGroup", "AfterGroupDestroyed"]);
    const { method, path, query, body } = receiver.received.at(-1) ?? assert.fail();
    assert.deepEqual([method, path], ["POST", "/hook"]);
    assert.deepEqual(Object.fromEntries(query), {
      SdkAppid: "1400000000",
      CallbackCommand: "Group.CallbackAfterGroupDestroyed",
      contenttype: "json",
      ClientIP: "127.0.0.1",
      OptPlatform: "RESTAPI",
    });
    assert.equal(body.EventTime, rig.clock.now());
    assert.deepEqual([destroyed()?.status, destroyed()?.attempts], ["delivered", 1]);
  });

  it("says that a client made the change", async () => {
    await configure();
    rig.emulator.app().createAsClient("alice", { groupId: "g", type: "Public", name: "g" });
    await rig.emulator.deliveries.settled();
    assert.equal(receiver.received[0]?.query.get("OptPlatform"), "Web");
    assert.equal(receiver.received[0]?.body.Operator_Account, "alice");
  });

  it("signs the token and the time, by the emulator's clock", async () => {
    await configure({ token: "xxxyyy" });
    await rig.create("Public");
    await rig.emulator.deliveries.settled();
    const query = receiver.received.at(-1)?.query;
    const time = query?.get("RequestTime");
    assert.equal(time, String(Math.floor(rig.clock.now() / 1000)));
    assert.equal(query?.get("Sign"), createHash("sha256").update(`xxxyyy${time}`).digest("hex"));
    // The worked example that the reference computed for this token and time.
    const known = createHash("sha256").update("xxxyyy1669872112").digest("hex");
    assert.equal(known, "e78a85473bed2cdc8d6fa8c4d5a4ba4735fd64156e15a99516b9890293e135de");
  });

  it("sends only the chosen events, and none without a webhook", async () => {
    await configure({ events: ["Group.CallbackAfterGroupDestroyed"] });
    await rig.create("Public", { GroupId: "g" });
    await rig.ok("destroy_group", { GroupId: "g" });
    await rig.emulator.deliveries.settled();
    assert.deepEqual(receiver.events, ["AfterGroupDestroyed"]);
    await control.ok("DELETE", `${control.app}/webhook`);
    await rig.create("Public");
    await rig.emulator.deliveries.settled();
    assert.equal(receiver.received.length, 1);
  });

  it("keeps the events of a group in their order, even if an answer is late", async () => {
    await configure({ events: ["Group.CallbackAfterCreateGroup", "Group.CallbackAfterGroupDestroyed"] });
    for (let round = 0; round < 20; round++) {
      await rig.create("Public", { GroupId: "g" });
      await rig.ok("destroy_group", { GroupId: "g" });
    }
    await rig.emulator.deliveries.settled();
    assert.deepEqual(receiver.events, Array(20).fill(["AfterCreateGroup", "AfterGroupDestroyed"]).flat());
  });

  it("does not repeat an after-event by default, and repeats it if the console says so", async () => {
    const events = ["Group.CallbackAfterCreateGroup"];
    receiver.reply = () => ({ status: 500 });
    await configure({ events });
    await rig.create("Public");
    await rig.emulator.deliveries.settled();
    assert.deepEqual([destroyed()?.status, destroyed()?.attempts, destroyed()?.problem], ["failed", 1, "HTTP 500"]);
    await configure({ events, retries: 3, retryDelayMs: 1 });
    receiver.reset();
    receiver.reply = () => (receiver.received.length < 3 ? { status: 502 } : OK);
    await rig.create("Public");
    await rig.emulator.deliveries.settled();
    assert.deepEqual([destroyed()?.status, destroyed()?.attempts, destroyed()?.problem], ["delivered", 3, ""]);
    assert.deepEqual(receiver.received[0]?.body, receiver.received[2]?.body);
  });

  for (const [name, reply, problem] of [
    ["no answer in time", "nothing", /no answer within 50 milliseconds/],
    ["text that is not JSON", "<html>", /not JSON/],
    ["JSON without ErrorCode", {}, /ActionStatus, ErrorCode/],
    ["JSON without ErrorInfo", { ActionStatus: "OK", ErrorCode: 0 }, /ErrorInfo/],
    ["a redirect", { status: 302 }, /HTTP 302/],
  ] as const)
    it(`counts ${name} as a failure`, async () => {
      receiver.reply = () => reply;
      await configure({ timeoutMs: 50, events: ["Group.CallbackAfterCreateGroup"] });
      await rig.create("Public");
      await rig.emulator.deliveries.settled();
      assert.equal(destroyed()?.status, "failed");
      assert.match(destroyed()?.problem ?? "", problem);
    });

  it("reports a URL where nothing listens, without naming it", async () => {
    await configure({ url: "http://127.0.0.1:1/secret-path", events: ["Group.CallbackAfterCreateGroup"] });
    await rig.create("Public");
    await rig.emulator.deliveries.settled();
    assert.equal(destroyed()?.status, "failed");
    assert.doesNotMatch(JSON.stringify(rig.emulator.deliveries.entries()), /secret-path/);
  });

  it("lists what was sent, newest first", async () => {
    await configure({ events: ["Group.CallbackAfterCreateGroup", "Group.CallbackAfterGroupDestroyed"] });
    await rig.create("Public", { GroupId: "g" });
    await rig.ok("destroy_group", { GroupId: "g" });
    await rig.emulator.deliveries.settled();
    const { webhooks } = await control.get("/webhooks?limit=1");
    assert.deepEqual([webhooks.length, webhooks[0].command], [1, "Group.CallbackAfterGroupDestroyed"]);
    await control.ok("POST", "/reset");
    assert.deepEqual((await control.get("/webhooks")).webhooks, []);
  });

  for (const [settings, error] of [
    [{ url: "ftp://x" }, /url must start with http/],
    [{ url: "https://x/hook?a=1" }, /must not contain a password, a query/],
    [{ url: "https://user:word@x/hook" }, /must not contain a password, a query/],
    [{ url: "http://x", token: "" }, /token is empty/],
    [{ url: "http://x", events: ["Group.Nothing"] }, /Group\.Nothing.*not emulated/],
    [{ url: "http://x", timeoutMs: -1 }, /timeoutMs must be/],
    [{}, /url is missing/],
  ] as const)
    it(`refuses the configuration ${JSON.stringify(settings)}`, () =>
      control.refused(400, error, "PUT", `${control.app}/webhook`, settings));

  it("takes its configuration from the app, and again after a reset", async () => {
    const emulator = await startEmulator({ apps: [{ ...DEFAULT_APP, webhook: { url: receiver.url } }] });
    emulator.setWebhook(undefined);
    emulator.reset();
    emulator.app().create({ groupId: "g", type: "Public", name: "g" });
    await emulator.deliveries.settled();
    assert.deepEqual(receiver.events, ["AfterCreateGroup"]);
    await emulator.close();
    await assert.rejects(
      startEmulator({ apps: [{ ...DEFAULT_APP, webhook: { url: "nowhere" } }] }),
      /webhook of the app/,
    );
  });

  it("sends no earlier event after a reset, and does not wait for its next attempt", async () => {
    await configure({ retries: 100, retryDelayMs: 600_000, events: ["Group.CallbackAfterCreateGroup"] });
    receiver.reply = () => ({ status: 500 });
    rig.emulator.app().create({ groupId: "g", type: "Public", name: "old" });
    rig.emulator.app().recreate("g", { name: "old" });
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    rig.emulator.reset();
    receiver.reset();
    await configure();
    rig.emulator.app().create({ groupId: "g", type: "Public", name: "new" });
    await rig.emulator.deliveries.settled();
    assert.deepEqual(
      receiver.received.map(({ body }) => body.Name),
      ["new"],
    );
  });

  it("keeps integers beyond 2^53", async () => {
    await configure({ events: ["Group.CallbackAfterSendMsg"] });
    const app = rig.emulator.app();
    app.create({ groupId: "g", type: "Public", name: "g", ownerAccount: "alice" });
    app.send("g", { body: [{ MsgType: "TIMCustomElem", MsgContent: { Data: "x", Number: 2n ** 60n } }] });
    await rig.emulator.deliveries.settled();
    assert.equal(destroyed()?.status, "delivered");
  });

  it("ends with the emulator, although an event waits for its answer", async () => {
    receiver.reply = () => "nothing";
    const emulator = await startEmulator({
      apps: [{ ...DEFAULT_APP, webhook: { url: receiver.url, timeoutMs: 600_000 } }],
    });
    emulator.app().create({ groupId: "g", type: "Public", name: "g" });
    await emulator.close();
    await emulator.deliveries.settled();
    assert.equal(emulator.deliveries.entries()[0]?.status, "failed");
  });
});
