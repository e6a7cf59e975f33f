import assert from "node:assert/strict";
import path from "node:path";
import { Sdks } from "../../package/support/sdks";
import { InlineStack } from "./support/inlineStack";

const repository = path.resolve(__dirname, "../../..");

describe("examples/quickstart-python", () => {
  let sdks: Sdks;
  let stack: InlineStack;

  before(async () => {
    sdks = await Sdks.create();
    const { pythonWithPackages } = await import("../../../tools/lib/testing/pythonPackages.mjs");
    const python = await pythonWithPackages(path.join(repository, "tests/package/python"));
    const installed = await sdks.installPython(python);
    const program = path.join(repository, "examples/quickstart-python/__main__.py");
    const runner = path.join(__dirname, "programs/inline.py");
    stack = await InlineStack.create([python, runner, program, "quickstart-python"], { PYTHONPATH: installed });
  });
  after(async () => {
    await stack?.dispose();
    await sdks?.dispose();
  });

  it("is created, shows no change afterwards, and leaves nothing", async () => {
    await stack.run("preview", "up");
    assert.deepEqual(stack.groupTypes(), ["AVChatRoom", "Private", "Public"]);
    // The stack, the groups, their attributes, and the ephemeral stack.
    assert.match(await stack.run("preview", "refresh"), /preview \{'same': 5\}.*refresh \{'same': 5\}/s);
    await stack.run("destroy");
    assert.deepEqual(stack.groupTypes(), ["Private"]);
  });
});
