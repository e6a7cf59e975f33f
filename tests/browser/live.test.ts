import assert from "node:assert/strict";
import { BrowserRig } from "./support/browserRig";

describe("the page while something happens", () => {
  const rig = new BrowserRig();
  const app = () => rig.emulator.app();

  beforeEach(() => {
    app().create({ groupId: "ops-room", type: "Public", name: "Operations", ownerAccount: "alice" });
  });

  it("shows groups and requests as they come and go, without a reload", async () => {
    await rig.open();
    await rig.call("create_group", { Type: "Public", Name: "n", GroupId: "from-the-api" });
    await rig.list.getByText("from-the-api").waitFor();
    app().create({ groupId: "from-outside", type: "Public", name: "n" });
    await rig.list.getByText("from-outside").waitFor();
    app().disband("from-outside");
    await rig.list.getByText("from-outside").waitFor({ state: "detached" });
    await rig.list.getByText("ops-room").waitFor();
  });

  it("keeps focus, selection and scroll position", async () => {
    for (let index = 0; index < 60; index++) app().create({ groupId: `room-${index}`, type: "Public", name: "n" });
    const page = await rig.open("#/groups/ops-room", { width: 1200, height: 500 });
    await rig.list.getByRole("link", { name: "room-30" }).focus();
    await page.evaluate(() => {
      const fact = [...document.querySelectorAll("#detail dd")].find((one) => one.textContent === "Operations");
      if (fact !== undefined) getSelection()?.selectAllChildren(fact);
      document.querySelector("#detail")?.scrollTo(0, 40);
    });
    const look = () =>
      page.evaluate(() => ({
        focused: document.activeElement?.textContent,
        selected: String(getSelection()),
        scrolled: document.querySelector("#detail")?.scrollTop,
      }));
    const before = await look();
    assert.match(before.focused ?? "", /^room-30/);
    assert.deepEqual([before.selected, before.scrolled], ["Operations", 40]);
    app().join("ops-room", "bob");
    app().create({ groupId: "newest", type: "Public", name: "n" });
    app().disband("room-31");
    await rig.detail.getByText("bob", { exact: true }).waitFor();
    await rig.list.getByText("newest").waitFor();
    assert.deepEqual(await look(), before);
  });

  it("keeps an open form with what was typed", async () => {
    await rig.open("#/groups/ops-room");
    await rig.button("Let a user join…").click();
    await rig.dialog.getByLabel("UserID").fill("half-ty");
    app().join("ops-room", "bob");
    await rig.detail.getByText("bob", { exact: true }).waitFor();
    assert.equal(await rig.dialog.getByLabel("UserID").inputValue(), "half-ty");
    await rig.dialog.getByLabel("UserID").pressSequentially("ped");
    assert.equal(await rig.dialog.getByLabel("UserID").inputValue(), "half-typed");
  });

  it("says so when a group that is open is disbanded by someone else", async () => {
    await rig.open("#/groups/ops-room");
    app().disband("ops-room");
    await rig.detail.getByText("has no group ops-room").waitFor();
  });
});

describe("the page of an emulator that ends", () => {
  const rig = new BrowserRig();

  it("says that there is no connection, and keeps what it last read", async () => {
    rig.emulator.app().create({ groupId: "ops-room", type: "Public", name: "n" });
    await rig.open();
    await rig.emulator.close();
    await rig.told("No connection to the emulator.");
    await rig.list.getByText("ops-room").waitFor();
  });
});
