import assert from "node:assert/strict";
import path from "node:path";
import { run } from "./support/run";

describe("this checkout, after npm run build", () => {
  it("runs its command with npx", async () => {
    const repository = path.resolve(__dirname, "../..");
    assert.match(await run(["npx", "--no-install", "tencent-chat", "--version"], repository), /^\d+\.\d+\.\d+$/m);
  });
});
