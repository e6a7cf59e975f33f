import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { callsOf } from "./support/script";
import { fail, ok } from "./support/server";

const SERVICE = "openim_robot_http_svc";

describe("chatbots", () => {
  const bench = useBench();

  it("are created, listed and deleted", async () => {
    const { client, server } = await bench.start([ok, { ...ok, Robot_Account: ["@RBT#ops"] }, ok]);
    await client.chatbots.create({ userId: "@RBT#ops", nick: "Ops", selfSignature: "At your service" });
    assert.deepEqual(await client.chatbots.list(), ["@RBT#ops"]);
    await client.chatbots.delete("@RBT#ops");
    assert.deepEqual(callsOf(server), [
      [`${SERVICE}/create_robot`, { UserID: "@RBT#ops", Nick: "Ops", SelfSignature: "At your service" }],
      [`${SERVICE}/get_all_robots`, {}],
      [`${SERVICE}/delete_robot`, { Robot_Account: "@RBT#ops" }],
    ]);
  });

  it("beyond the twentieth are refused at once, without a new signature", async () => {
    const { client, server } = await bench.start([fail(10008)]);
    const error = await chatErrorOf(client.chatbots.create({ userId: "@RBT#21" }));
    assert.deepEqual([error.errorClass, server.received.length], ["permission", 1]);
  });
});
