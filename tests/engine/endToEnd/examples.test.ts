import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const repository = path.resolve(__dirname, "../../..");
const second = { sdkAppId: 1400000002, secretKey: "2".repeat(64), admins: ["administrator"] };
const first = { sdkAppId: 1400000001, secretKey: "1".repeat(64), admins: ["administrator"] };

/** For each example: its settings, and the number of groups it creates. */
const examples: Readonly<
  Record<string, { config: Record<string, string>; secrets: Record<string, string>; groups: number }>
> = {
  quickstart: {
    config: {
      "quickstart:owner": "alice",
      "quickstart:abroad": JSON.stringify({ sdkAppId: second.sdkAppId, region: "frankfurt" }),
    },
    secrets: { "quickstart:abroadSecretKey": second.secretKey },
    groups: 7,
  },
};

/** Examples with a test file of their own. */
const elsewhere: Readonly<Record<string, string>> = {
  "community-launch": "communityLaunch.test.ts",
  "kubernetes-service": "../../unit/examples/kubernetesService.test.ts",
  gitops: "../kits/gitops.test.ts",
  "quickstart-go": "../languages/go.test.ts",
  "quickstart-java": "../../java/quickstart.test.ts",
  "quickstart-python": "../languages/python.test.ts",
  "quickstart-yaml": "../languages/yaml.test.ts",
  "preview-environments": "../kits/previewEnvironments.test.ts",
};

describe("the examples", () => {
  it("are all run by a test", () => {
    const folders = readdirSync(path.join(repository, "examples"), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const tested = [...Object.keys(examples), ...Object.keys(elsewhere)];
    assert.deepEqual(folders.map(({ name }) => name).sort(), tested.sort());
    for (const file of Object.values(elsewhere)) assert.ok(existsSync(path.join(__dirname, file)), file);
  });

  for (const [name, { config, secrets, groups }] of Object.entries(examples)) {
    it(`${name} is created, shows no change afterwards, and leaves nothing`, async () => {
      const emulator = await startEmulator({ apps: [first, second] });
      emulator.app().importAccounts("alice");
      const workspace = await Workspace.create({
        from: path.join(repository, "examples", name),
        language: "typescript",
        project: name,
        config,
        secrets,
        env: { ...emulator.env(), TENCENT_CHAT_REGION: "singapore" },
      });
      const left = () => emulator.apps.flatMap(({ sdkAppId }) => emulator.app(sdkAppId).groups());
      try {
        await workspace.up();
        assert.equal(left().length, groups);
        await workspace.preview({ expectNoChanges: true });
        await workspace.destroy();
        assert.deepEqual(left(), []);
      } finally {
        await workspace.dispose();
        await emulator.close();
      }
    });
  }
});
