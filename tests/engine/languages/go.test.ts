import assert from "node:assert/strict";
import { Sdks } from "../../package/support/sdks";
import { InlineStack } from "./support/inlineStack";

describe("examples/quickstart-go", () => {
  let sdks: Sdks;
  let stack: InlineStack;

  before(async () => {
    sdks = await Sdks.create();
    const program = await sdks.buildGo("examples/quickstart-go", "tests/engine/languages/programs/inline_test.go");
    stack = await InlineStack.create([program, "-test.run=^TestStack$", "-test.v", "--"], {});
  });
  after(async () => {
    await stack?.dispose();
    await sdks?.dispose();
  });

  it("is created, shows no change afterwards, and leaves nothing", async () => {
    await stack.run("preview", "up");
    assert.deepEqual(stack.groupTypes(), ["AVChatRoom", "Private", "Public"]);
    // The stack, the groups, their attributes, and the ephemeral stack.
    assert.match(await stack.run("preview", "refresh"), /preview map\[same:5\].*refresh map\[same:5\]/s);
    await stack.run("destroy");
    assert.deepEqual(stack.groupTypes(), ["Private"]);
  });
});
