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
      assert.doesNotMatch(`${message}\n${host.stderr.join("\n")}`, /^\s+at |Require stack|\[object/m);
    });
  }

  const broken = path.join(modules, "pulumi-tencent-chat");
  const others: Readonly<Record<string, readonly [code: string, message: RegExp]>> = {
    "an error of the package": ['throw new Error("broken installation");', /^(Error: )?broken installation$/m],
    "a dependency of the package that is missing": [
      'require("axios-that-is-missing");',
      /Cannot find module 'axios-that-is-missing'/,
    ],
  };
  for (const [index, [title, [code, expected]]] of Object.entries(others).entries()) {
    it(`is told about ${title} as it is`, async () => {
      mkdirSync(broken, { recursive: true });
      writeFileSync(path.join(broken, "provider.js"), code);
      const { message } = await failureOf(host.as(`${providerText("Group")}${" ".repeat(index + 1)}`).check({}, {}));
      assert.match(message, expected);
      assert.doesNotMatch(message, /to the dependencies of your program/);
    });
  }
});
