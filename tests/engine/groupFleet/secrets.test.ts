import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../../emulator";
import { Workspace } from "../support/workspace";

const hidden = "hush-5d0e-do-not-print";

const program = (groups: string) => `
const pulumi = require("@pulumi/pulumi");
const chat = require("pulumi-tencent-chat");
const hidden = pulumi.secret(process.env.HIDDEN);
new chat.GroupFleet("rooms", { defaults: { type: "Public", name: "Room {key}" }, groups: ${groups} });
`;

describe("a secret setting in a fleet, on the engine", () => {
  let emulator: Emulator;
  let workspace: Workspace;

  before(async () => {
    emulator = await startEmulator({ rateLimit: false });
    workspace = await Workspace.create({ program: "", env: { ...emulator.env(), HIDDEN: hidden } });
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("is in the service, and in no output, state or log: not even of a group that could not be disbanded", async () => {
    await workspace.writeProgram(
      program("{ a: { introduction: hidden, disbandOnlyIf: { membersAtMost: 0 } }, b: {} }"),
    );
    await workspace.up();
    const [a] = emulator.app().groups();
    assert.equal(a?.introduction, hidden);
    await workspace.assertNoSecrets([hidden]);
    await workspace.refresh();
    emulator.app().join(String(a?.groupId), "alice");
    await workspace.writeProgram(program("{ b: { introduction: 'x' } }"));
    const { all } = await workspace.up({ expectCode: "failure" });
    assert.match(all, /membersAtMost 0: it has 1 member/);
    const state = await workspace.stateText();
    assert.ok(state.includes("__leaving"));
    await workspace.assertNoSecrets([hidden]);
    emulator.app().leave(String(a?.groupId), "alice");
    await workspace.up();
    assert.deepEqual(
      emulator
        .app()
        .groups()
        .map(({ name }) => name),
      ["Room b"],
    );
    await workspace.assertNoSecrets([hidden]);
  });
});
