import assert from "node:assert/strict";
import { Workspace } from "../support/workspace";

/** The smallest dynamic provider, as a constant text. It needs nothing of this package. */
const PROVIDER = `exports.handler = () => ({
  create: async (inputs) => ({ id: "id-of-" + inputs.value, outs: inputs }),
  delete: async (id) => console.log("deleted " + id),
})`;

const PROGRAM = `const pulumi = require("@pulumi/pulumi");
class Thing extends pulumi.CustomResource {
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/smoke:Thing", name, { ...args, __provider: ${JSON.stringify(PROVIDER)} });
  }
}
const config = new pulumi.Config();
new Thing("thing", { value: config.require("value"), password: config.requireSecret("password") });
console.log("printed by the program");`;

describe("the engine harness", () => {
  let workspace: Workspace;

  before(async () => {
    workspace = await Workspace.create({
      program: PROGRAM,
      config: { value: "one" },
      secrets: { password: "a secret to look for" },
    });
  });
  after(() => workspace.dispose());

  it("creates a stack and destroys it", async () => {
    const up = await workspace.up();
    assert.match(up.all, /printed by the program/);
    const [object] = await workspace.resources();
    assert.equal(object?.id, "id-of-one");
    await workspace.preview({ expectNoChanges: true });

    const destroy = await workspace.destroy();
    assert.match(destroy.all, /deleted id-of-one/);
    assert.deepEqual(await workspace.resources(), []);
  });

  it("reports the error of a program, and its exit code", async () => {
    await workspace.writeProgram(`throw new Error("broken on purpose");`);
    const up = await workspace.up({ expectCode: "any" });
    assert.notEqual(up.code, 0);
    assert.match(up.all, /broken on purpose/);
  });

  it("finds a printed secret", async () => {
    const leaking = await Workspace.create({
      program: `console.log("the key is " + process.env.TENCENT_CHAT_SECRET_KEY);`,
      env: { TENCENT_CHAT_SECRET_KEY: "a leaked secret" },
    });
    await leaking.up();
    await assert.rejects(leaking.dispose(), /pulumi up contains a secret/);
  });
});
