import assert from "node:assert/strict";
import { failureOf, GroupHost, ownedBy, type ResourceState } from "./support/groups";
import type { Host } from "./support/host";

const room = { groupId: "room", type: "Public", name: "Room", ownerAccount: "alice" };

/** One resource for each way in which a handler is built. */
const resources: readonly (readonly [kind: string, args: object])[] = [
  ["Group", room],
  ["GroupMember", { groupId: "room", userId: "bob" }],
  ["GroupAttributes", { groupId: "room", attributes: { theme: "dark" } }],
  ["Account", { userId: "dave", nick: "Dave" }],
  ["Chatbot", { userId: "@RBT#ops", nick: "Ops" }],
  ["EphemeralStack", { ttl: "1h" }],
  ["GroupFleet", { defaults: { type: "Public", name: "Room" }, groups: { a: {}, b: { groupId: "b" } } }],
];

describe("a state of another service than the settings name", () => {
  let bench: GroupHost;
  /** As if the endpoint of the emulator was not set: the settings name Tencent's own service, and no call arrives there. */
  let elsewhere: Host;
  const made = new Map<string, ResourceState>();

  before(async () => {
    bench = await GroupHost.start();
    for (const [kind, args] of resources) {
      const host = bench.host.of(kind);
      const { inputs } = await host.check({}, { ...args, ...ownedBy(kind) });
      const { id, outs } = await host.create(inputs);
      made.set(kind, { id, inputs, outputs: outs });
    }
    const { TENCENT_CHAT_ENDPOINT: _, ...env } = bench.emulator.env();
    elsewhere = await bench.another({ ...env, TENCENT_CHAT_REGION: "singapore" });
  });
  after(async () => {
    await elsewhere.stop();
    await bench.stop();
  });

  for (const [kind] of resources) {
    const resource = () => made.get(kind) ?? assert.fail(`no ${kind}`);
    const works: Record<string, (host: Host) => Promise<unknown>> = {
      compared: (host) => host.diff(resource().id, resource().outputs, resource().inputs),
      updated: (host) => host.update(resource().id, resource().outputs, resource().inputs),
      deleted: (host) => host.delete(resource().id, resource().outputs),
      // An EphemeralStack has no object in the service, so there is nothing to read.
      ...(kind !== "EphemeralStack" && { read: (host: Host) => host.read(resource().id, resource().outputs) }),
    };
    for (const [done, work] of Object.entries(works)) {
      it(`of a ${kind} is not ${done}: the message names both services and what to do`, async () => {
        bench.emulator.journal.clear();
        const { message } = await failureOf(work(elsewhere.of(kind)));
        assert.match(message, /^Refused to \w+ the /);
        assert.match(message, /its state belongs to a service on loopback.*the settings select Tencent's own service/);
        assert.match(message, /Nothing was changed\. Set TENCENT_CHAT_ENDPOINT to the URL of that emulator/);
        assert.equal(bench.emulator.journal.count(), 0);
      });
    }
  }

  it("is updated with the new name of the service, if the settings say that both are the same", async () => {
    const proxied = await bench.another({ ...bench.emulator.env(), TENCENT_CHAT_SAME_SERVICE_AS: "chat.example.com" });
    try {
      const { id, inputs, outputs } = made.get("Group") ?? assert.fail();
      const state = { ...outputs, service: "chat.example.com" };
      assert.equal((await proxied.diff(id, state, inputs)).changes, "some");
      const { outs } = await proxied.update(id, state, inputs);
      assert.equal(outs["service"], "loopback");
      assert.equal((await proxied.diff(id, outs, inputs)).changes, "none");
    } finally {
      await proxied.stop();
    }
  });
});
