import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { PathPlugin } from "../engine/support/plugin";
import { Workspace } from "../engine/support/workspace";

describe("examples/quickstart-java", () => {
  let emulator: Emulator;
  let plugin: PathPlugin;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    emulator.app().importAccounts("alice");
    plugin = await PathPlugin.create();
    workspace = await Workspace.create({
      from: "examples/quickstart-java",
      project: "quickstart-java",
      config: { "quickstart-java:owner": "alice" },
      // Maven keeps what it has downloaded.
      env: { ...emulator.env(), ...plugin.env, MAVEN_ARGS: `-Dmaven.repo.local=${os.homedir()}/.m2/repository` },
    });
    await generateSdk();
  });
  after(async () => {
    await workspace?.dispose();
    await plugin?.dispose();
    await emulator?.close();
  });

  /** As `pulumi install` does, from this checkout's schema in place of the repository. */
  async function generateSdk(): Promise<void> {
    const project = path.join(workspace.directory, "Pulumi.yaml");
    await writeFile(project, (await readFile(project, "utf8")).replace(/^#.*\npackages:.*/ms, ""));
    const schema = path.resolve(__dirname, "../../schema.json");
    const sdks = path.join(workspace.directory, "sdks");
    await workspace.pulumi(["package", "gen-sdk", schema, "--language", "java", "--local", "--out", sdks]);
    const pom = path.join(workspace.directory, "pom.xml");
    await writeFile(pom, (await readFile(pom, "utf8")).replaceAll("sdks/tencent-chat", "sdks/java"));
  }

  it("is created, shows no change afterwards, and leaves nothing", async () => {
    await workspace.up();
    assert.deepEqual(
      emulator
        .app()
        .groups()
        .map(({ type }) => type)
        .sort(),
      ["AVChatRoom", "Public"],
    );
    await workspace.preview({ expectNoChanges: true });
    await workspace.destroy();
    assert.deepEqual(emulator.app().groups(), []);
  });
});
