import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

const load = () => import("../../../tools/lib/cli/languageHost.mjs");

describe("a Pulumi CLI", () => {
  let root: string;
  let cli: string;
  let tools: Awaited<ReturnType<typeof load>>;

  beforeEach(async () => {
    tools = await load();
    root = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-cli-"));
    cli = path.join(root, "bin", "pulumi");
    await mkdir(path.dirname(cli));
    await writeFile(cli, "");
  });
  afterEach(() => rm(root, { recursive: true }));

  const linkToStandIn = async (folder: string) => {
    const host = path.join(root, folder, tools.languageHostName);
    await mkdir(path.dirname(host));
    await writeFile(host, "");
    await symlink(host, path.join(root, "bin", tools.languageHostName));
  };

  it("is incomplete without a language host", () => {
    assert.equal(tools.hasLanguageHost(cli), false);
  });

  it("is complete with the official language host in its folder", async () => {
    await writeFile(path.join(root, "bin", tools.languageHostName), "");
    assert.equal(tools.hasLanguageHost(cli), true);
  });

  it("is complete with a stand-in of this checkout's source", async () => {
    await linkToStandIn(tools.languageHostFolder());
    assert.equal(tools.hasLanguageHost(cli), true);
  });

  it("is incomplete with a stand-in of another source", async () => {
    await linkToStandIn("language-host-0123456789abcdef");
    assert.equal(tools.hasLanguageHost(cli), false);
  });
});
