import assert from "node:assert/strict";
import { HostError } from "./support/errors";
import { Host } from "./support/host";
import { secret } from "./support/values";

/** A dynamic provider as a constant text that shows what reaches it. It needs nothing of this package. */
const PROVIDER = `exports.handler = () => {
  let region;
  return {
    configure: ({ config }) => { region = config.get("tencent-chat:region"); },
    check: async (olds, news) => ({ inputs: news, failures: news.bad ? [{ property: "bad", reason: "is bad" }] : [] }),
    diff: async (id, olds, news) => ({ changes: olds.v === news.v ? false : undefined, replaces: ["v"] }),
    create: async (inputs) => {
      if (!inputs.partial) return { id: "made", outs: { ...inputs, region } };
      throw Object.assign(new Error("half done"), { id: "half", reasons: ["no mark"], properties: { v: 1 } });
    },
    update: async (id, olds, news) => ({ outs: news }),
    read: async (id, props) => ({ id, props }),
    delete: async (id) => { console.log("deleted " + id + " for " + process.env.WHO); },
  };
}`;

describe("the host driver", () => {
  let host: Host;

  before(async () => {
    host = await Host.start({
      provider: PROVIDER,
      config: { "tencent-chat:region": secret("seoul") },
      env: { WHO: "a test" },
    });
  });
  after(() => host.stop());

  it("calls every method with plain objects", async () => {
    assert.deepEqual((await host.check({}, { bad: true })).failures, [{ property: "bad", reason: "is bad" }]);
    assert.deepEqual(await host.create({ v: 1 }), { id: "made", outs: { v: 1, region: "seoul" } });
    assert.equal((await host.diff("made", { v: 1 }, { v: 1 })).changes, "none");
    assert.deepEqual(await host.diff("made", { v: 1 }, { v: 2 }), {
      changes: "unknown",
      replaces: ["v"],
      deleteBeforeReplace: false,
    });
    assert.deepEqual(await host.update("made", { v: 1 }, { v: 2 }), { outs: { v: 2 } });
    assert.deepEqual(await host.read("made", { v: 2 }), { id: "made", props: { v: 2 }, inputs: undefined });
  });

  it("decodes a partial failure", async () => {
    await assert.rejects(host.create({ partial: true }), (error) => {
      assert(error instanceof HostError);
      assert.equal(error.message, "half done");
      assert.deepEqual(error.partialFailure, { id: "half", reasons: ["no mark"], properties: { v: 1 } });
      return true;
    });
  });

  it("collects what the process prints", async () => {
    const printing = await Host.start({ provider: PROVIDER, env: { WHO: "another test" } });
    await printing.delete("made", {});
    await printing.stop();
    assert.deepEqual(printing.stdout, ["deleted made for another test"]);
    assert.deepEqual(printing.stderr, []);
  });
});
