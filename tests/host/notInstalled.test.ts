import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { providerText } from "../../sdk/base/providerText";
import { failureOf } from "./support/groups";
import { Host } from "./support/host";

const repository = path.resolve(__dirname, "../..");

describe("a program that does not have the package itself, as with pnpm if only a library depends on it", () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), "tencent-chat-host-"));
  const modules = path.join(directory, "node_modules");
  let host: Host;

  before(async () => {
    mkdirSync(modules);
    symlinkSync(path.join(repository, "node_modules", "@pulumi"), path.join(modules, "@pulumi"));
    host = await Host.start({ provider: providerText("Group"), cwd: directory });
  });
  after(async () => {
    await host.stop();
    rmSync(directory, { recursive: true });
  });

  const operations: Readonly<Record<string, () => Promise<unknown>>> = {
    check: () => host.check({}, { type: "Public", name: "Room" }),
    create: () => host.create({ type: "Public", name: "Room" }),
    delete: () => host.delete("room", { groupId: "room" }),
  };

  for (const [name, operation] of Object.entries(operations)) {
    it(`is told what to do, without a stack, at a ${name}`, async () => {
      const { message } = await failureOf(operation());
      assert.match(message, /\badd pulumi-tencent-chat to the dependencies of your program$/);
      assert.doesNotMatch(`${message}\n${host.stderr.join("\n")}`, /^\s+at |Require stack/m);
    });
  }

  it("is still told about other errors of the package as they are", async () => {
    const broken = path.join(modules, "pulumi-tencent-chat");
    mkdirSync(broken);
    writeFileSync(path.join(broken, "provider.js"), 'throw new Error("broken installation");');
    const { message } = await failureOf(host.as(`${providerText("Group")} `).check({}, {}));
    assert.match(message, /^(Error: )?broken installation$/);
  });
});
