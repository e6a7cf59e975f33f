import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "../../../emulator";
import { programsOf } from "../../unit/docs/support/programs";
import { writeProject } from "../support/project";
import { javascriptOf } from "./support/javascript";

describe("the tests and Automation API programs in docs/", () => {
  let root: string;
  let emulator: Emulator;
  let env: NodeJS.ProcessEnv;
  const project = () => path.join(root, "program");

  before(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-standalone-"));
    emulator = await startEmulator();
    const { findPulumi, pulumiEnvironment } = await import("../../../tools/lib/cli/pulumiCli.mjs");
    const { isolatedEnvironment } = await import("../../../tools/lib/cli/isolation.mjs");
    const cli = findPulumi();
    assert.ok(cli, "There is no pulumi CLI to test with: run npm run setup");
    const isolated = pulumiEnvironment(cli, isolatedEnvironment(root, "of this test alone"));
    // The Automation API takes the command from PATH.
    env = { ...isolated, PATH: `${path.dirname(cli.binary)}${path.delimiter}${isolated["PATH"]}`, ...emulator.env() };
    for (const folder of ["home", "state"]) await mkdir(path.join(root, folder));
    await writeProject(project(), { project: "proj", language: "javascript", source: { program: "" } });
  });
  after(async () => {
    await emulator.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  });

  for (const [index, { name, code }] of programsOf("standalone").entries()) {
    it(`succeed, and leave nothing: ${name}`, async () => {
      const file = path.join(project(), `standalone-${index}.js`);
      await writeFile(file, javascriptOf(code));
      // A failed test of Node's runner ends the process with an error, and so does a failed stack.
      await promisify(execFile)(process.execPath, [file], { cwd: project(), env });
      assert.deepEqual(emulator.app().groups(), []);
    });
  }
});
