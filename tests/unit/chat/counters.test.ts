import assert from "node:assert/strict";
import { OptionError } from "../../../chat";
import { chatErrorOf, useBench } from "./support/client";
import { LeapingClock } from "./support/clocks";
import { callsOf } from "./support/script";
import { ok, reset, text } from "./support/server";

const GROUP = "group_open_http_svc";
const LARGEST = 2n ** 63n - 1n;

/** The answer to each of these calls; other calls ignore it. */
const answer = {
  ...ok,
  GroupCounter: [
    { Key: "a", Value: 1 },
    { Key: "b", Value: 2 },
  ],
};

describe("counters", () => {
  const bench = useBench();

  it("are read and written with 64 bits, without loss", async () => {
    let sent = "";
    const { client } = await bench.start([], {
      transport: {
        request: async ({ body }) => {
          sent = body;
          return {
            status: 200,
            body: `{"ErrorCode":0,"GroupCounter":[{"Key":"a","Value":${LARGEST}},{"Key":"__proto__","Value":-1}]}`,
          };
        },
      },
    });
    assert.deepEqual(Object.entries(await client.counters.get("g")), [
      ["a", LARGEST],
      ["__proto__", -1n],
    ]);
    assert.deepEqual(Object.entries(await client.counters.set("g", { a: LARGEST })), [
      ["a", LARGEST],
      ["__proto__", -1n],
    ]);
    assert.ok(sent.includes('"Value":9223372036854775807'), sent);
  });

  it("are set, increased, decreased and deleted with the wire names", async () => {
    const { client, server } = await bench.start([answer]);
    await client.counters.get("g", ["a"]);
    await client.counters.set("g", { a: 1, b: 2n });
    await client.counters.increase("g", { a: 3 });
    await client.counters.decrease("g", { a: 4 });
    await client.counters.delete("g", ["a"]);
    await client.counters.clear("g");
    assert.deepEqual(callsOf(server), [
      [`${GROUP}/get_group_counter`, { GroupId: "g", GroupCounterKeys: ["a"] }],
      [
        `${GROUP}/update_group_counter`,
        {
          GroupId: "g",
          GroupCounter: [
            { Key: "a", Value: 1 },
            { Key: "b", Value: 2 },
          ],
          Mode: "Set",
        },
      ],
      [`${GROUP}/update_group_counter`, { GroupId: "g", GroupCounter: [{ Key: "a", Value: 3 }], Mode: "Increase" }],
      [`${GROUP}/update_group_counter`, { GroupId: "g", GroupCounter: [{ Key: "a", Value: 4 }], Mode: "Decrease" }],
      [`${GROUP}/delete_group_counter`, { GroupId: "g", GroupCounterKeys: ["a"] }],
      [`${GROUP}/delete_group_counter`, { GroupId: "g" }],
    ]);
  });

  it("need no call without keys: an empty list must not delete all", async () => {
    const { client, server } = await bench.start([ok]);
    await client.counters.delete("g", []);
    assert.deepEqual([await client.counters.get("g", []), await client.counters.set("g", {})], [{}, {}]);
    assert.equal(server.received.length, 0);
  });

  it("are set again after a lost answer, but never increased again", async () => {
    const clock = new LeapingClock();
    const { client, server } = await bench.start([reset, answer, reset, answer], { clock });
    await client.counters.set("g", { a: 1 });
    assert.equal(server.received.length, 2);
    const error = await chatErrorOf(client.counters.increase("g", { a: 1 }));
    assert.deepEqual([error.errorClass, error.isIndeterminate, server.received.length], ["unknownOutcome", true, 3]);
  });

  it("that are not 64-bit integers are refused before any call", async () => {
    const { client, server } = await bench.start([text("")]);
    for (const value of [1.5, Number.NaN, 2 ** 53, LARGEST + 1n, -LARGEST - 2n])
      await assert.rejects(client.counters.set("g", { a: value }), OptionError);
    assert.equal(server.received.length, 0);
  });
});
