import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

type Groups = Readonly<Record<string, object>>;

const defaults = { type: "Public", name: "Room {key}" };
const options = { replaceOnChanges: ["*"] };
const reference = (path: string) => `\${${path}}`;

const typescript = (groups: Groups) => `
const chat = require("pulumi-tencent-chat");
new chat.GroupFleet("fleet", ${JSON.stringify({ defaults, groups })}, ${JSON.stringify(options)});
`;
const yaml = (groups: Groups, others: object = {}) =>
  JSON.stringify({
    resources: { fleet: { type: "tencent-chat:GroupFleet", properties: { defaults, groups }, options }, ...others },
  });

describe("a fleet that moves between TypeScript and YAML", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const groups = () =>
    emulator
      .app()
      .groups()
      .map(({ groupId, createTime }) => ({ groupId, createTime }));

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    emulator.app().create({ groupId: "foreign", type: "Public", name: "Foreign" });
    const program = typescript({ red: {}, blue: {} });
    workspace = await Workspace.create({ program, withPlugin: true, env: emulator.env() });
    await workspace.up();
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("is not replaced, whatever replaceOnChanges names: only its state is written", async () => {
    const before = groups();
    emulator.journal.clear();
    await workspace.writeProgram(yaml({ red: {}, blue: {} }), "yaml");
    await workspace.up();
    assert.deepEqual(emulator.journal.entries({ effect: true }), []);
    assert.deepEqual(groups(), before);
  });

  it("hands a group with a derived id to a Group that depends on it", async () => {
    const before = groups();
    const blue = {
      type: "tencent-chat:Group",
      properties: { type: "Public", name: "Room blue" },
      options: { dependsOn: [reference("fleet")] },
    };
    await workspace.writeProgram(yaml({ red: {} }, { blue }));
    await workspace.up({ withPreview: true });
    assert.deepEqual(groups(), before);
    await workspace.up({ withPreview: true });
    await workspace.preview({ expectNoChanges: true });
    await workspace.writeProgram(yaml({ red: {}, blue: {} }));
    await workspace.up({ withPreview: true });
    assert.deepEqual(groups(), before);
  });

  it("can be refreshed in TypeScript after a failure in part", async () => {
    await workspace.writeProgram(typescript({ red: {}, blue: {}, other: { groupId: "foreign" } }), "javascript");
    assert.match((await workspace.up({ expectCode: "failure" })).all, /Refused to adopt the group foreign/);
    await workspace.refresh();
    await workspace.writeProgram(typescript({ red: {}, blue: {} }));
    await workspace.up();
    await workspace.destroy();
    assert.deepEqual(
      groups().map(({ groupId }) => groupId),
      ["foreign"],
    );
  });
});
