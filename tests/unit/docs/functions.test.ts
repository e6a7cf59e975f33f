import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import { ChatClient, type ChatClientOptions } from "../../../chat";
import { type Emulator, startEmulator } from "../../../emulator";
import { repository } from "./support/pages";
import { programsOf } from "./support/programs";

type Exports = Readonly<Record<string, unknown>>;

/** How the functions of each block are called, and what must be true then. */
const calls: Readonly<Record<string, (exports: Exports) => Promise<void>>> = {
  // It starts an emulator of its own, sets its variables, and ends it.
  "docs/emulator.md #1": async ({ example }) => {
    const before = { ...process.env };
    try {
      await (example as () => Promise<void>)();
      assert.match(process.env["TENCENT_CHAT_ENDPOINT"] ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    }
  },
  "docs/emulator.md #2": async ({ emulator }) => (await (emulator as Promise<Emulator>)).close(),
  "docs/emulator.md #3": ({ examples }) =>
    withEmulator(async (emulator) => {
      (examples as (emulator: Emulator) => void)(emulator);
      const client = new ChatClient(optionsOf(emulator));
      // The rule of the kind "lag".
      assert.equal(await client.groups.getInfo("ops-room"), undefined);
      client.close();
    }),
  "docs/emulator.md #4": ({ examples }) =>
    withEmulator(async (emulator) => {
      (examples as (emulator: Emulator) => void)(emulator);
      assert.equal(emulator.app().group("ops-room")?.ownerAccount, "mallory");
    }),
  "docs/guides/client.md #1": ({ disband }) =>
    withEmulator(async (emulator) => {
      const call = disband as (groupId: string, options: ChatClientOptions) => Promise<void>;
      await call("ops-room", optionsOf(emulator));
      assert.equal(emulator.app().group("ops-room"), undefined);
      // Already gone.
      await call("ops-room", optionsOf(emulator));
    }),
};

describe("the functions in docs/", () => {
  const programs = programsOf("functions");

  it("are all called", () => {
    assert.deepEqual(
      programs.map(({ name }) => name),
      Object.keys(calls),
    );
  });

  for (const { name, code } of programs) {
    it(`do what their page says: ${name}`, async () => {
      await calls[name]?.(load(code));
    });
  }
});

/** Loads a block as a module, in which the package's name leads to the build. */
function load(code: string): Exports {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(code, { compilerOptions: options });
  const exports = {};
  new Function("require", "exports", outputText)(createRequire(path.join(repository, "index.js")), exports);
  return exports;
}

function optionsOf({ apps: [app], url }: Emulator): ChatClientOptions {
  assert.ok(app);
  return { sdkAppId: app.sdkAppId, secretKey: app.secretKey, endpoint: url };
}

async function withEmulator(use: (emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator();
  try {
    emulator.app().importAccounts("alice", "mallory");
    emulator.app().create({ groupId: "ops-room", type: "Public", name: "Ops", ownerAccount: "alice" });
    await use(emulator);
  } finally {
    await emulator.close();
  }
}
