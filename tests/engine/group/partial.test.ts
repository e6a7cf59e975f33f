import assert from "node:assert/strict";
import { type Bench, groupsProgram, startBench } from "../support/groups";

const chosen = { name: "chosen", args: { groupId: "chosen", type: "Public", name: "Chosen", muteAllMembers: true } };

describe("a partly created group", () => {
  let bench: Bench;
  const app = () => bench.emulator.app();

  beforeEach(async () => {
    bench = await startBench([chosen], { workspace: { env: { TENCENT_CHAT_DEADLINE_SECONDS: "20" } } });
    bench.emulator.faults.add({
      api: "modify_group_base_info",
      fault: { kind: "errorCode", code: 10004, info: "not now" },
    });
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /The group chosen .*exists but does not yet match its declaration: .*10004.*not now/s);
    assert.match(all, /It stays in the state: the next `pulumi up` finishes it/);
  });
  afterEach(() => bench.dispose());

  it("stays in the state with its error, and the next up completes it", async () => {
    const [group] = await bench.workspace.resources();
    assert.equal(group?.id, "chosen");
    assert.equal(group?.initErrors?.length, 1);
    await bench.workspace.up();
    assert.equal(app().group("chosen")?.muteAllMember, "On");
    assert.equal((await bench.workspace.resources())[0]?.initErrors, undefined);
    assert.equal(app().counts().created, 1);
  });

  it("is disbanded by a destroy that follows instead", async () => {
    await bench.workspace.destroy();
    assert.deepEqual(app().groups(), []);
  });

  it("of an update stays in the state, and the next up completes it", async () => {
    await bench.workspace.up();
    bench.emulator.faults.add({ api: "change_group_owner", fault: { kind: "errorCode", code: 10007 } });
    await bench.workspace.writeProgram(
      groupsProgram([{ ...chosen, args: { ...chosen.args, name: "New", ownerAccount: "bob" } }]),
    );
    const { all } = await bench.workspace.up({ expectCode: "failure" });
    assert.match(all, /exists but does not yet match its declaration: change_group_owner: 10007/);
    assert.equal(app().group("chosen")?.name, "New");
    await bench.workspace.up();
    assert.equal(app().group("chosen")?.ownerAccount, "bob");
    await bench.workspace.preview({ expectNoChanges: true });
  });
});
