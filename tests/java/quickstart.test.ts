import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { Workspace } from "../engine/support/workspace";

describe("examples/quickstart-java", () => {
  let emulator: Emulator;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    emulator.app().importAccounts("alice");
    emulator.app().create({ groupId: "foreign", type: "Private", name: "Foreign" });
    workspace = await Workspace.create({
      from: "examples/quickstart-java",
      project: "quickstart-java",
      config: { "quickstart-java:owner": "alice" },
      withPlugin: true,
      // Maven keeps what it has downloaded.
      env: { ...emulator.env(), MAVEN_ARGS: `-Dmaven.repo.local=${os.homedir()}/.m2/repository` },
    });
    await generateSdk();
  });
  after(async () => {
    await workspace?.dispose();
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
      ["AVChatRoom", "Private", "Public"],
    );
    await workspace.preview({ expectNoChanges: true });
    await workspace.destroy();
    assert.deepEqual(
      emulator
        .app()
        .groups()
        .map(({ groupId }) => groupId),
      ["foreign"],
    );
    assert.deepEqual(await workspace.resources(), []);
  });
});
