import assert from "node:assert/strict";
import { BrowserRig } from "./support/browserRig";

describe("what one practises on the page", () => {
  const rig = new BrowserRig();

  beforeEach(() => {
    rig.emulator.app().create({ groupId: "ops-room", type: "Public", name: "o" });
    rig.emulator.app().create({ groupId: "other-room", type: "Public", name: "o" });
  });

  it("injects a fault into the calls of a group, shows its hits, and removes it", async () => {
    const page = await rig.open("#/groups/ops-room");
    await rig.button("Inject a fault…").click();
    await rig.dialog.getByLabel("API").fill("destroy_group");
    assert.equal(await rig.dialog.getByLabel("Group", { exact: true }).inputValue(), "ops-room");
    await rig.dialog.getByLabel("ErrorCode").fill("10002");
    await rig.dialog.getByLabel("Calls to hit").fill("all");
    await rig.button("Inject").click();
    await rig.told("Injected fault 1.");
    assert.equal((await rig.call("destroy_group", { GroupId: "ops-room" })).ErrorCode, 10002);
    assert.equal((await rig.call("destroy_group", { GroupId: "other-room" })).ErrorCode, 0);
    assert.ok(rig.emulator.app().group("ops-room"));
    await page.getByRole("link", { name: "Faults" }).click();
    await rig.list.getByText("groupId ops-room").waitFor();
    await rig.list.getByText("1 hit, all to come").waitFor();
    await rig.button("Remove fault 1").click();
    await rig.told("Removed fault 1.");
    assert.deepEqual(rig.emulator.faults.rules, []);
    assert.equal((await rig.call("destroy_group", { GroupId: "ops-room" })).ErrorCode, 0);
  });

  it("has the fields of each kind of fault, and says which of them is wrong", async () => {
    await rig.open("#/faults");
    const kinds: ReadonlyArray<readonly [kind: string, fields: Readonly<Record<string, string>>, fault: object]> = [
      ["http", { "HTTP status": "503", Answer: "busy" }, { kind: "http", status: 503, body: "busy", when: "after" }],
      ["body", { Answer: "{" }, { kind: "body", body: "{", when: "after" }],
      ["delay", { "Delay in milliseconds": "20" }, { kind: "delay", ms: 20 }],
      ["reset", {}, { kind: "reset", when: "after" }],
      [
        "rewrite",
        { "Fields to omit": "GroupInfo, Name", "Fields to set": '{"ErrorCode": 1}' },
        { kind: "rewrite", omit: ["GroupInfo", "Name"], set: { ErrorCode: 1 }, when: "after" },
      ],
      ["lag", {}, { kind: "lag" }],
    ];
    for (const [kind, fields, fault] of kinds) {
      await rig.button("Inject a fault…").click();
      await rig.dialog.getByLabel("Fault", { exact: true }).selectOption(kind);
      for (const [label, value] of Object.entries(fields)) await rig.dialog.getByLabel(label).fill(value);
      await rig.button("Inject").click();
      await rig.dialog.waitFor({ state: "detached" });
      assert.deepEqual(rig.emulator.faults.rules.at(-1)?.rule, { skip: 0, times: 1, fault });
    }
    await rig.button("Inject a fault…").click();
    await rig.dialog.getByLabel("API").fill("no_such_api");
    await rig.button("Inject").click();
    await rig.dialog.getByRole("alert").filter({ hasText: "no such API" }).waitFor();
    await rig.button("Cancel").click();
    await rig.button("Remove all").click();
    await rig.told("Removed all faults.");
    assert.deepEqual(rig.emulator.faults.rules, []);
  });

  it("rotates the key without showing it, and copies the variables", async () => {
    const old = rig.emulator.userSig();
    const page = await rig.open("#/emulator");
    await rig.button("Rotate the key…").click();
    await rig.dialog.getByLabel("New secret key").fill("it's a new key");
    await rig.button("Rotate").click();
    await rig.told("Rotated the key");
    assert.notEqual((await rig.call("destroy_group", { GroupId: "ops-room" }, old)).ErrorCode, 0);
    await rig.button("Copy variables").click();
    await rig.told("Copied the variables");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^export TENCENT_CHAT_SECRET_KEY='it'\\''s a new key'$/m);
    assert.ok(!(await page.content()).includes("new key"));
    assert.ok(rig.emulator.app().group("ops-room"));
  });

  it("moves and stops the clock", async () => {
    await rig.open("#/emulator");
    await rig.button("Stop").click();
    await rig.told("The clock is stopped.");
    const before = rig.emulator.clock.now();
    await rig.button("Move the clock…").click();
    await rig.dialog.getByLabel("Forward by").fill("2");
    await rig.dialog.getByLabel("Unit").selectOption("days");
    await rig.button("Move").click();
    await rig.told("The emulator's time is");
    assert.equal(rig.emulator.clock.now() - before, 2 * 86_400_000);
    await rig.button("Run on").click();
    await rig.told("The clock runs.");
    assert.equal(rig.emulator.clock.isStopped, false);
  });

  it("resets after a question", async () => {
    await rig.call("destroy_group", { GroupId: "ops-room" });
    const page = await rig.open("#/emulator");
    await rig.button("Reset…").click();
    await rig.button("Cancel").click();
    assert.equal(rig.emulator.app().groups().length, 1);
    await rig.button("Reset…").click();
    await rig.button("Reset").click();
    await rig.told("as it was at the start");
    assert.equal(rig.emulator.app().groups().length, 0);
    assert.equal(rig.emulator.journal.count(), 0);
    await page.getByRole("link", { name: "Groups" }).first().click();
    await rig.list.getByText("No group matches.").waitFor();
  });
});
