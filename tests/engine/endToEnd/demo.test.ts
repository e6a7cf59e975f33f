import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const repository = path.resolve(__dirname, "../../..");

describe("npm run demo", () => {
  it("succeeds and leaves nothing", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(repository, "tools", "demo.mjs")], {
      cwd: repository,
    });
    assert.match(
      stdout,
      /groups created +7\n.*disbanded by pulumi destroy +5\n.*disbanded without Pulumi +2\n.*left +0\n\nNothing is left\./s,
    );
  });
});
