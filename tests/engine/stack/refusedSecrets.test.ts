import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const hidden = "hush-8c1f-do-not-print";
/** 4600 bytes: no property accepts it. */
const long = `${hidden}-`.repeat(200);

/** Programs that are refused because of one value, and the text of the refusal. */
const refused: Readonly<Record<string, readonly [source: string, expected: RegExp]>> = {
  "a secret name": [
    'new chat.Group("r", { type: "Public", name: pulumi.secret(long) })',
    /Group resource 'r' has a problem: name must be text of 1 to 30 bytes \(UTF-8\); got text of 4600 bytes/,
  ],
  "a name that is not secret": [
    'new chat.Group("r", { type: "Public", name: long })',
    /name must be text of 1 to 30 bytes \(UTF-8\); got text of 4600 bytes/,
  ],
  "the secret value of a custom field": [
    'new chat.Group("r", { type: "Public", name: "x", customFields: { team: pulumi.secret(long) } })',
    /customFields key "team" must have text of 1 to 512 bytes \(UTF-8\); got text of 4600 bytes/,
  ],
  "the secret value of an attribute": [
    'new chat.GroupAttributes("r", { group: "room", attributes: { token: pulumi.secret(long) } })',
    /attributes key "token" must have text of 1 to 4000 bytes \(UTF-8\); got text of 4600 bytes/,
  ],
  "a secret in a list": [
    'new chat.GroupMembers("r", { group: "room", members: [{ userId: "bob", nameCard: pulumi.secret(long) }] })',
    /members\[0\]\.nameCard must be text of at most 50 bytes \(UTF-8\); got text of 4600 bytes/,
  ],
  "a secret user id": [
    'new chat.GroupMember("r", { group: "room", userId: pulumi.secret(long) })',
    /userId must be text of 1 to 32 bytes \(UTF-8\); got text of 4600 bytes/,
  ],
  "a secret argument of a function": [
    "exports.group = chat.getGroupOutput({ groupId: pulumi.secret(long) })",
    /getGroup was called with invalid arguments:\s+- groupId must be text of 1 to 48 bytes \(UTF-8\); got text of 4600 bytes/,
  ],
};

describe("a value that a check refuses, on the engine", () => {
  let emulator: Emulator;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator();
    workspace = await Workspace.create({ program: "", env: emulator.env() });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  for (const [title, [source, expected]] of Object.entries(refused)) {
    it(`is described, and appears in no output, state or log: ${title}`, async () => {
      const program = [
        'const pulumi = require("@pulumi/pulumi");',
        'const chat = require("pulumi-tencent-chat");',
        `const long = ${JSON.stringify(long)};`,
        source,
      ];
      await workspace.writeProgram(program.join("\n"));
      const { all } = await workspace.up({ expectCode: "failure" });
      assert.match(all, expected);
      await workspace.assertNoSecrets([hidden]);
    });
  }
});
