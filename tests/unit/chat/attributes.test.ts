import assert from "node:assert/strict";
import { chatErrorOf, useBench } from "./support/client";
import { fail, ok, type ScriptedServer, type Step, text } from "./support/server";

const calls = (server: ScriptedServer): unknown[] =>
  server.received.map(({ path, body }) => [path.slice("/v4/".length), body]);

describe("group attributes", () => {
  const bench = useBench();

  it("are read from a separate service path", async () => {
    const { client, server } = await bench.start([
      { ...ok, GroupAttrAry: [{ key: "a", value: "1" }] },
      { ...ok, GroupAttrAry: [] },
    ]);
    assert.deepEqual(await client.attributes.get("g"), { a: "1" });
    assert.deepEqual(await client.attributes.get("g"), {});
    assert.deepEqual(calls(server)[0], ["group_open_attr_http_svc/get_group_attr", { GroupId: "g" }]);
  });

  it("may have the key __proto__", async () => {
    const { client } = await bench.start([text('{"ErrorCode":0,"GroupAttrAry":[{"key":"__proto__","value":"x"}]}')]);
    assert.deepEqual(Object.entries(await client.attributes.get("g")), [["__proto__", "x"]]);
  });

  it("are written with lower-case names", async () => {
    const { client, server } = await bench.start([ok]);
    await client.attributes.modify("g", { a: "1" });
    await client.attributes.set("g", { b: "2" });
    await client.attributes.clear("g");
    await client.attributes.delete("g", ["c"]);
    assert.deepEqual(calls(server), [
      ["group_open_http_svc/modify_group_attr", { GroupId: "g", GroupAttr: [{ key: "a", value: "1" }] }],
      ["group_open_http_svc/set_group_attr", { GroupId: "g", GroupAttr: [{ key: "b", value: "2" }] }],
      ["group_open_http_svc/clear_group_attr", { GroupId: "g" }],
      ["group_open_http_svc/delete_group_attr", { GroupId: "g", GroupAttr: [{ key: "c" }] }],
    ]);
  });

  it("need no call without changes, and a clear if none remain", async () => {
    const { client, server } = await bench.start([ok]);
    await client.attributes.modify("g", {});
    await client.attributes.delete("g", []);
    await client.attributes.set("g", {});
    assert.deepEqual(calls(server), [["group_open_http_svc/clear_group_attr", { GroupId: "g" }]]);
  });

  it("are deleted one by one if one of several does not exist", async () => {
    const strict: Step = (response, { body }) => {
      const { GroupAttr } = body as { GroupAttr: { key: string }[] };
      response.end(JSON.stringify(GroupAttr.some(({ key }) => key === "gone") ? fail(10050) : ok));
    };
    const { client, server } = await bench.start([strict]);
    await client.attributes.delete("g", ["a", "gone", "b"]);
    assert.equal(server.received.length, 4);
  });

  it("of a group that does not exist are an error, also for delete", async () => {
    const { client } = await bench.start([fail(10010)]);
    assert.equal((await chatErrorOf(client.attributes.delete("g", ["a"]))).errorClass, "notFound");
    assert.equal((await chatErrorOf(client.attributes.get("g"))).errorClass, "notFound");
  });
});
