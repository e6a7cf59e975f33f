import assert from "node:assert/strict";
import { BrowserRig } from "./support/browserRig";

const MARK = {
  v: 2,
  i: "6d0c1a52-3f0e-4a57-9a52-0f5d5c3f9d11",
  s: "acme/chat/pr-7",
  n: "ops",
  x: 4102444800,
  p: 1,
  h: "x",
};

describe("the groups on the page", () => {
  const rig = new BrowserRig();
  const app = () => rig.emulator.app();

  beforeEach(() => {
    app().create({ groupId: "ops-room", type: "Public", name: "Operations", ownerAccount: "alice" });
    app().create({ groupId: "foreign", type: "Private", name: "Not yours", ownerAccount: "mallory" });
  });

  it("are found by id, name, type, owner and whether they have attributes", async () => {
    app().setAttributes("ops-room", { theme: "dark" });
    const page = await rig.open();
    const filters: ReadonlyArray<readonly [label: string, value: string, shown: string, hidden: string]> = [
      ["Id or name", "operat", "ops-room", "foreign"],
      ["Type", "Private", "foreign", "ops-room"],
      ["Owner", "mallory", "foreign", "ops-room"],
      ["Attributes or fields", "has some", "ops-room", "foreign"],
    ];
    for (const [label, value, shown, hidden] of filters) {
      const field = page.getByLabel(label);
      const isChoice = (await field.evaluate((element) => element.tagName)) === "SELECT";
      if (isChoice) await field.selectOption(value);
      else await field.fill(value);
      await rig.list.locator("li").filter({ hasText: hidden }).waitFor({ state: "detached" });
      await rig.list.locator("li").filter({ hasText: shown }).waitFor();
      if (isChoice) await field.selectOption({ index: 0 });
      else await field.fill("");
      await rig.list.locator("li").nth(1).waitFor();
    }
  });

  it("open with all that they have, and stay open after a reload", async () => {
    app().create({ groupId: "@TGS#_town", type: "Community", name: "Town", supportTopic: 1, ownerAccount: "alice" });
    app().addTopic("@TGS#_town", "@TGS#_town@TOPIC#_news", { name: "News" });
    app().mute("@TGS#_town", "carol");
    app().setAttributes("@TGS#_town", { pulumi: JSON.stringify(MARK) });
    app().edit("@TGS#_town", { introduction: "Everyone", customFields: { color: "green" } });
    await rig.call("send_group_system_notification", { GroupId: "@TGS#_town", Content: "Market day" });
    const page = await rig.open("#/groups/%40TGS%23_town");
    for (const look of ["first", "after a reload"]) {
      const text = await rig.textOf(rig.detail);
      const parts = ["Town", "Everyone", "News", "carol", "permanently", "green", "Market day", "Owner · joined"];
      const mark = [
        "acme/chat/pr-7",
        "6d0c1a52-3f0e-4a57-9a52-0f5d5c3f9d11",
        "2100-01-01",
        "sweeps leave the group alone",
      ];
      const requests = ["send_group_system_notification"];
      for (const part of [...parts, ...mark, ...requests])
        assert.ok(text.includes(part), `${look}: ${part} in ${text}`);
      await page.reload();
      await rig.detail.getByRole("heading", { name: "@TGS#_town" }).waitFor();
    }
  });

  it("say when a mark was written for an earlier group with the same id", async () => {
    app().setAttributes("ops-room", { pulumi: JSON.stringify({ ...MARK, c: 1 }) });
    await rig.open("#/groups/ops-room");
    await rig.detail.getByText("not valid: written for an earlier group").waitFor();
  });

  it("show counters beyond 2^53 exactly", async () => {
    app().setCounters("ops-room", { visits: 9007199254740993n });
    await rig.open("#/groups/ops-room");
    await rig.detail.getByText("9007199254740993").waitFor();
  });

  it("show their members page by page", async () => {
    for (let index = 0; index < 120; index++) app().join("ops-room", `user-${index}`);
    const page = await rig.open("#/groups/ops-room");
    const members = page.getByRole("navigation", { name: "Members" });
    await members.getByText("1 to 100 of 121").waitFor();
    assert.equal(await rig.detail.getByText("user-119").count(), 0);
    await members.getByRole("link", { name: "Next" }).click();
    await members.getByText("101 to 121 of 121").waitFor();
    assert.equal(await rig.detail.getByText("user-119", { exact: true }).count(), 1);
  });

  it("are disbanded after a question, and only the one that was meant", async () => {
    const page = await rig.open("#/groups/ops-room");
    await rig.button("Disband…").click();
    await page.keyboard.press("Escape");
    await rig.dialog.waitFor({ state: "detached" });
    assert.equal(app().groups().length, 2);
    await rig.button("Disband…").click();
    await rig.button("Disband").click();
    await rig.told("Disbanded ops-room.");
    assert.deepEqual(app().disbanded(), ["ops-room"]);
    assert.ok(app().group("foreign"));
    await rig.detail.getByText("has no group ops-room").waitFor();
    await rig.list.locator("li").filter({ hasText: "ops-room" }).waitFor({ state: "detached" });
  });

  it("are replaced by a foreign group with the same id", async () => {
    app().setAttributes("ops-room", { pulumi: JSON.stringify(MARK) });
    await rig.open("#/groups/ops-room");
    await rig.button("Replace by a foreign group…").click();
    await rig.button("Replace").click();
    await rig.told("Replaced ops-room.");
    assert.deepEqual(app().attributes("ops-room"), {});
    assert.ok(app().group("foreign"));
  });

  it("get attributes that are set, edited, removed and wiped", async () => {
    app().setAttributes("ops-room", { pulumi: "the mark", theme: "dark" });
    app().setAttributes("foreign", { pulumi: "theirs" });
    await rig.open("#/groups/ops-room");
    await rig.button("Edit theme").click();
    await rig.dialog.getByLabel("Value").fill("light");
    await rig.button("Set").click();
    await rig.told("Set the attribute theme");
    assert.deepEqual(app().attributes("ops-room"), { pulumi: "the mark", theme: "light" });
    await rig.button("Remove theme").click();
    await rig.told("Removed the attribute theme");
    assert.deepEqual(app().attributes("ops-room"), { pulumi: "the mark" });
    await rig.button("Wipe all…").click();
    await rig.button("Wipe").click();
    await rig.told("Wiped the attributes");
    assert.deepEqual(app().attributes("ops-room"), {});
    assert.deepEqual(app().attributes("foreign"), { pulumi: "theirs" });
  });

  it("let members join and leave, and say why an owner can't", async () => {
    await rig.open("#/groups/ops-room");
    await rig.button("Let a user join…").click();
    await rig.dialog.getByLabel("UserID").fill("bob");
    await rig.button("Join").click();
    await rig.told("bob is in ops-room.");
    assert.ok(app().member("ops-room", "bob"));
    await rig.button("Let bob leave").click();
    await rig.told("bob left ops-room.");
    await rig.button("Let alice leave").click();
    await rig.told("the owner of a Public group can't leave it");
    const members = app().members("ops-room");
    assert.deepEqual(
      members.map(({ account }) => account),
      ["alice"],
    );
  });

  it("are created, and an error stays in the form with what was typed", async () => {
    await rig.open();
    await rig.button("Create…").click();
    await rig.dialog.getByLabel("Group id").fill("foreign");
    await rig.dialog.getByLabel("Name").fill("Mine");
    await rig.button("Create").click();
    await rig.dialog.getByRole("alert").filter({ hasText: "exists already" }).waitFor();
    await rig.dialog.getByLabel("Group id").fill("new-room");
    await rig.button("Create").click();
    await rig.told("Created new-room.");
    assert.equal(app().group("new-room")?.name, "Mine");
    await rig.detail.getByRole("heading", { name: "new-room" }).waitFor();
  });
});

describe("the groups of two apps on the page", () => {
  const second = { sdkAppId: 1400000002, secretKey: "another key", admins: ["root"] };
  const first = { sdkAppId: 1400000001, secretKey: "a key", admins: ["root"] };
  const rig = new BrowserRig({ apps: [first, second] });

  it("are shown per app", async () => {
    rig.emulator.app(first.sdkAppId).create({ groupId: "same-id", type: "Public", name: "In the first" });
    rig.emulator.app(second.sdkAppId).create({ groupId: "same-id", type: "Public", name: "In the second" });
    const page = await rig.open("#/groups/same-id");
    await rig.detail.getByText("In the first").waitFor();
    await page.getByLabel("App").selectOption(String(second.sdkAppId));
    await rig.detail.getByText("In the second").waitFor();
    await rig.button("Disband…").click();
    await rig.button("Disband").click();
    await rig.told("Disbanded same-id.");
    assert.equal(rig.emulator.app(first.sdkAppId).groups().length, 1);
    assert.equal(rig.emulator.app(second.sdkAppId).groups().length, 0);
  });
});
