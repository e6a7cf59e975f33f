import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

/** How a program can get a key `__proto__`. */
const sources: Readonly<Record<string, string>> = {
  "parsed JSON": `JSON.parse('{"__proto__":"x","a":"b"}')`,
  "a computed key": '{ ["__proto__"]: "x", a: "b" }',
  "an output": `pulumi.output("x").apply((x) => ({ ["__proto__"]: x, a: "b" }))`,
  "a promise": `Promise.resolve({ ["__proto__"]: pulumi.secret("x"), a: "b" })`,
};

describe("an attribute key __proto__, on the engine", () => {
  let emulator: Emulator;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    workspace = await Workspace.create({ program: "", env: emulator.env() });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  for (const [title, source] of Object.entries(sources)) {
    it(`is refused, and not lost on the way: ${title}`, async () => {
      const program = [
        'const pulumi = require("@pulumi/pulumi");',
        'const chat = require("pulumi-tencent-chat");',
        `new chat.GroupAttributes("tags", { group: "room", attributes: ${source} });`,
      ];
      await workspace.writeProgram(program.join("\n"));
      const { all } = await workspace.preview({ expectCode: "failure" });
      assert.match(all, /GroupAttributes "tags": attributes has a key __proto__, which Pulumi's SDK would drop/);
      assert.doesNotMatch(all, /\n\s+at /, "no stack");
    });
  }
});
