import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { schemaOf } from "./support/pluginProcess";
import { run } from "./support/run";

const repository = path.resolve(__dirname, "../..");
const manifest = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8"));
const schema = JSON.parse(readFileSync(path.join(repository, "schema.json"), "utf8"));

describe("the release assets of the plugin", () => {
  let folder: string;
  let archives: readonly string[];

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-plugin-"));
    const { writeAssets } = await import("../../tools/lib/plugin/assets.mjs");
    const entry = path.join(repository, manifest.main);
    archives = await writeAssets(entry, manifest.version, path.join(folder, "release"));
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

  /** Unpacks an archive as the engine does, and returns the executable. */
  const unpack = async (pattern: RegExp) => {
    const archive = archives.find((file) => pattern.test(path.basename(file))) ?? "";
    const target = await mkdtemp(path.join(folder, "plugin-"));
    await run(["tar", "-xzf", archive], target);
    return path.join(target, "pulumi-resource-tencent-chat");
  };

  it("have names with which the engine finds the one of its platform", () => {
    const [executable = ""] = archives.map((file) => path.basename(file));
    const pattern = /^pulumi-resource-tencent-chat-v(.+)-(?:linux|darwin|windows)-(?:amd64|arm64)\.tar\.gz$/;
    assert.equal(pattern.exec(executable)?.[1], manifest.version);
  });

  it("contain an executable that needs no Node", async () => {
    const empty = path.join(folder, "empty");
    await mkdir(empty);
    const executable = await unpack(/-(?:linux|darwin|windows)-/);
    assert.deepEqual(await schemaOf(executable, { cwd: empty, env: { PATH: empty } }), schema);
  });

  it("contain a small bundle that needs only Node", async () => {
    const env = { PATH: path.dirname(process.execPath) + path.delimiter + process.env["PATH"] };
    assert.deepEqual(await schemaOf(await unpack(/-node\./), { cwd: folder, env }), schema);
  });
});
