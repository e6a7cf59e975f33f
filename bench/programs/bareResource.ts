/**
 * The same arguments as resources of `@pulumi/pulumi` alone: a custom resource of the dynamic type, without a
 * serialized provider and without calls. Pulumi's host of dynamic providers needs some provider: this one is a constant
 * text, and answers each request at once with what it was given.
 */
import * as pulumi from "@pulumi/pulumi";

const provider = `exports.handler = () => ({
  diff: async (id, olds, news) => ({ changes: olds.name !== news.name }),
  create: async (inputs) => ({ id: inputs.groupId, outs: inputs }),
  read: async (id, props) => ({ id, props }),
  update: async (id, olds, news) => ({ outs: news }),
  delete: async () => {},
})`;

class Bare extends pulumi.CustomResource {}

for (let i = 0; i < Number(process.env["BENCH_GROUPS"]); i++) {
  const name = i === 0 && process.env["BENCH_CHANGED"] ? "Changed" : `Group ${i}`;
  const args = { groupId: `bench-${i}`, type: "Public", name, ownerAccount: "alice", __provider: provider };
  new Bare("pulumi-nodejs:dynamic:Resource", `group-${i}`, args);
}
