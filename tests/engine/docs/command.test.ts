import assert from "node:assert/strict";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator";
import { commandsIn } from "../../unit/docs/support/commands";
import { readPage } from "../../unit/docs/support/pages";
import { Workspace } from "../support/workspace";
import { Shell } from "./support/shell";

const stack = "organization/chat-rooms/dev";
const program = `const chat = require("pulumi-tencent-chat");
new chat.Group("ops-room", { groupId: "ops-room", type: "Public", name: "Ops" });
`;

describe("the commands in the pages about day two", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  let shell: Shell;
  const app = () => emulator.app();

  before(async () => {
    emulator = await startEmulator();
    app().create({ groupId: "bystander", type: "Public", name: "Bystander" });
    workspace = await Workspace.create({ project: "chat-rooms", program, env: emulator.env() });
    await workspace.up();
    shell = new Shell(workspace.directory, { ...workspace.environment });
    const command = path.resolve(__dirname, "../../../dist/cli/main.js");
    await shell.run([`npx() { shift; ${process.execPath} ${command} "$@"; }`]);
  });
  after(async () => {
    await shell?.close();
    await workspace?.dispose();
    await emulator?.close();
  });

  /** The commands of a page that succeed and disband nothing. */
  const readOnly = (file: string) => commandsIn(readPage(file)).filter((command) => !command.includes("--yes"));

  for (const file of [
    "docs/command.md",
    "docs/guides/disaster.md",
    "docs/guides/key-rotation.md",
    "docs/guides/several-apps.md",
  ]) {
    it(`look and change nothing: ${file}`, async () => {
      const output = await shell.run(readOnly(file));
      assert.match(output, /ops-room/);
      assert.deepEqual(app().groups().length, 2);
    });
  }

  it("sign the marks with another key: docs/guides/key-rotation.md", async () => {
    const [up = ""] = commandsIn(readPage("docs/guides/key-rotation.md"));
    const mark = app().attributes("ops-room")["pulumi"];
    await shell.run([up]);
    assert.equal(app().attributes("ops-room")["pulumi"], mark, "with the same key, nothing changes");
  });

  it("leave a group alone that says persist, and disband what has expired: docs/command.md", async () => {
    const [sweep = ""] = commandsIn(readPage("docs/command.md")).filter((command) => command.includes("--yes"));
    assert.match(await shell.run([sweep]), /0 disbanded/);
    const all = sweep.replace("pr-*", "*").replace(" --expired", "");
    assert.match(await shell.run([all]), /left alone: ops-room: .*persist/);
    await shell.run(["npx tencent-chat show ops-room --no-persist", all]);
    assert.deepEqual(
      app()
        .groups()
        .map(({ groupId }) => groupId),
      ["bystander"],
    );
  });

  it("find the group that the service has lost", async () => {
    const { code, output } = await shell.tryLine(`npx tencent-chat orphans --stack ${stack}`);
    assert.equal(code, 3);
    assert.match(output, /Group +ops-room +it does not exist/);
  });
});
