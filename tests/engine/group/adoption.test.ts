import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";
import { Workspace } from "../support/workspace";

const derived = { name: "derived", args: { type: "Public", name: "Derived" } };
const chosen = { name: "chosen", args: { groupId: "chosen", type: "Public", name: "Chosen" } };

describe("groups whose state is lost, of a program with a pinned identity", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await startBench([derived, chosen], { workspace: { env: { TENCENT_CHAT_IDENTITY: "acme/chat/dev" } } });
    await bench.workspace.up();
    await bench.workspace.pulumi(["stack", "rm", "dev", "--yes", "--force"]);
    await bench.workspace.pulumi(["stack", "init", "dev"]);
  });
  afterEach(() => bench.dispose());

  it("are adopted by the next up, one by its derived id and one by its mark", async () => {
    const { all } = await bench.workspace.up();
    assert.match(all, /group chosen .*exists already, from an earlier run of this stack: it is adopted/);
    assert.equal(bench.emulator.app().counts().created, 2);
    await bench.workspace.destroy();
    assert.deepEqual(bench.emulator.app().groups(), []);
  });

  it("are adopted and updated if the program has changed", async () => {
    await bench.workspace.writeProgram(
      groupsProgram([derived, { ...chosen, args: { ...chosen.args, name: "New", muteAllMembers: true } }]),
    );
    await bench.workspace.up();
    assert.equal(bench.emulator.app().group("chosen")?.name, "New");
    assert.equal(bench.emulator.app().group("chosen")?.muteAllMember, "On");
  });

  it("are refused with adopt never, and the message says what to do", async () => {
    await bench.workspace.writeProgram(
      groupsProgram([derived, chosen].map((source) => ({ ...source, args: { ...source.args, adopt: "never" } }))),
    );
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /it exists already, and adopt is "never"/);
    assert.equal(bench.emulator.app().groups().length, 2);
  });

  it("are refused if a client has wiped the mark of a chosen id, and adopted with adopt always", async () => {
    bench.emulator.app().setAttributes("chosen", {});
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /Refused to adopt the group chosen .*does not carry the owner mark of this stack/s);
    assert.match(all, /set adopt: "always"/);
    await bench.workspace.writeProgram(
      groupsProgram([derived, { ...chosen, args: { ...chosen.args, adopt: "always" } }]),
    );
    await bench.workspace.up();
    assert.ok(bench.emulator.app().attributes("chosen")["pulumi"]);
  });

  it("are not adopted, and not changed, without the pinned identity", async () => {
    const env = { TENCENT_CHAT_IDENTITY: undefined };
    const { all } = await bench.workspace.up({ env, expectCode: "failure" });
    assert.match(
      all,
      /Refused to adopt the group chosen .*belongs to resource chosen of stack organization\/proj\/dev/s,
    );
    await bench.workspace.destroy({ env });
    assert.deepEqual(bench.emulator.app().disbanded().includes("chosen"), false);
    assert.equal(bench.emulator.app().groups().length, 2);
  });

  it("are refused if they have another type now", async () => {
    await bench.workspace.writeProgram(groupsProgram([{ ...chosen, args: { ...chosen.args, type: "ChatRoom" } }]));
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /it exists of type Public, which cannot be changed/);
    assert.equal(bench.emulator.app().group("chosen")?.type, "Public");
  });
});

describe("a foreign group", () => {
  let bench: Bench;

  let seconds = 0;

  beforeEach(async () => {
    bench = await startBench([chosen], { emulator: { clock: { now: () => Date.now() + seconds * 1000 } } });
  });
  afterEach(() => bench.dispose());

  const production = () => bench.emulator.app().create({ groupId: "chosen", type: "Public", name: "Production" });
  const markOf = (groupId: string) => String(bench.emulator.app().attributes(groupId)["pulumi"]);

  it("is refused and left unchanged", async () => {
    production();
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /Refused to adopt the group chosen/);
    assert.equal(bench.emulator.app().group("chosen")?.name, "Production");
    assert.deepEqual(await bench.workspace.resources(), []);
    await bench.workspace.destroy();
    assert.ok(bench.emulator.app().group("chosen"));
  });

  it("is refused with a mark copied from a group of this stack", async () => {
    await bench.workspace.writeProgram(groupsProgram([{ ...chosen, args: { ...chosen.args, groupId: "own" } }]));
    await bench.workspace.up();
    production();
    bench.emulator.app().setAttributes("chosen", { pulumi: markOf("own") });
    await bench.workspace.writeProgram(groupsProgram([chosen]));
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(
      all,
      /carries an owner mark that does not verify \(copied, changed, or signed with an earlier secret key\)/,
    );
    assert.equal(bench.emulator.app().group("chosen")?.name, "Production");
  });

  it("is refused because of its other stack's mark, naming that stack, at up and at destroy", async () => {
    const other = await Workspace.create({
      program: groupsProgram([chosen]),
      stack: "prod",
      env: bench.emulator.env(),
    });
    try {
      await other.up();
      const refused = await bench.workspace.up({ expectCode: "failure" });
      assert.match(refused.all, /belongs to resource chosen of stack organization\/proj\/prod/);

      await bench.workspace.writeProgram(groupsProgram([{ ...chosen, args: { ...chosen.args, adopt: "always" } }]));
      await bench.workspace.up();
      const unowned = await other.destroy({ expectCode: "failure" });
      assert.match(
        unowned.all,
        /Refused to disband the group chosen .*it belongs to resource chosen of stack organization\/proj\/dev/s,
      );
      assert.match(unowned.all, /pulumi state delete/);
      assert.ok(bench.emulator.app().group("chosen"));
      await bench.workspace.destroy();
      assert.equal(bench.emulator.app().group("chosen"), undefined);
    } finally {
      await other.dispose();
    }
  });

  it("is not disbanded if it took the id of an own group that was deleted", async () => {
    await bench.workspace.up();
    // The create time in seconds distinguishes the two groups.
    seconds += 60;
    bench.emulator.app().recreate("chosen");
    const { all } = await bench.workspace.destroy({ expectCode: "failure" });
    assert.match(all, /another group, created at another time, now has its id/);
    assert.ok(bench.emulator.app().group("chosen"));
    const refreshed = await bench.workspace.refresh();
    assert.match(refreshed.all, /That one is left alone/);
    await bench.workspace.destroy();
    assert.ok(bench.emulator.app().group("chosen"));
  });
});
