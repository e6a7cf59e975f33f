import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const repository = path.resolve(__dirname, "../../..");
const tool = path.join(repository, "tools", "demo.mjs");

describe("npm run demo", () => {
  it("succeeds and leaves nothing", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [tool], {
      cwd: repository,
    });
    assert.match(
      stdout,
      /groups created +7\n.*disbanded by pulumi destroy +5\n.*disbanded without Pulumi +2\n.*left +0\n\nNothing is left\. Next, .*: docs\/quickstart\.md\n$/s,
    );
    assert.match(stdout, /new tencentchat\.Group\("work"/, "it shows the program");
  });

  it("with --keep, keeps the groups and the emulator until Ctrl-C, and then leaves nothing", async () => {
    const demo = spawn(process.execPath, [tool, "--keep"], { cwd: repository, stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    let isInterrupted = false;
    for await (const chunk of demo.stdout) {
      output += chunk;
      const url = /Open (\S+) in a browser/.exec(output)?.[1];
      if (url === undefined || isInterrupted) continue;
      isInterrupted = true;
      assert.match(await (await fetch(url)).text(), /<html/);
      demo.kill("SIGINT");
    }
    assert.ok(isInterrupted);
    assert.match(output, /left +0\n\nNothing is left\./);
  });

  it("refuses an unknown option", async () => {
    await assert.rejects(promisify(execFile)(process.execPath, [tool, "--kep"], { cwd: repository }), /--keep/);
  });
});
