import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { BrowserRig } from "./support/browserRig";

/** The longest ids and texts that the service allows, without a place to break. */
const LONG_ID = "o".repeat(48);
const LONG_TEXT = "W".repeat(240);
const NARROW = { width: 360, height: 700 };

describe("the page", () => {
  const rig = new BrowserRig();
  const app = () => rig.emulator.app();

  beforeEach(async () => {
    app().create({ groupId: LONG_ID, type: "Public", name: LONG_TEXT, ownerAccount: "alice", introduction: LONG_TEXT });
    app().join(LONG_ID, "m".repeat(32));
    app().mute(LONG_ID, "m".repeat(32));
    app().setAttributes(LONG_ID, {
      pulumi: JSON.stringify({ v: 2, i: LONG_ID, s: LONG_TEXT, n: "n", h: "h" }),
      theme: LONG_TEXT,
    });
    rig.emulator.faults.add({ api: "destroy_group", groupId: LONG_ID, fault: { kind: "errorCode", code: 10002 } });
    await rig.call("destroy_group", { GroupId: LONG_ID });
    await rig.call("destroy_group", { GroupId: "not-there" });
  });

  const places: Readonly<Record<string, () => string>> = {
    "a list of groups": () => "#/groups",
    "an open group": () => `#/groups/${LONG_ID}`,
    "an open request that met a fault": () => `#/requests/${rig.lastRequest - 1}`,
    "an open request that was refused": () => `#/requests/${rig.lastRequest}`,
    "a list of faults": () => "#/faults",
    "the emulator": () => "#/emulator",
  };

  for (const [name, place] of Object.entries(places)) {
    it(`with ${name} fits into 360 pixels, and axe finds nothing, in light and in dark`, async () => {
      const page = await rig.open(place(), NARROW);
      assert.deepEqual(await layoutOf(page), { width: NARROW.width, broken: [] });
      await assertAccessible(page);
    });
  }

  it("with a list beside what is open, and with an open dialog, has nothing that axe finds", async () => {
    const page = await rig.open(`#/groups/${LONG_ID}`, { width: 1280, height: 800 });
    await assertAccessible(page);
    await page.setViewportSize(NARROW);
    await rig.button("Inject a fault…").click();
    await rig.dialog.getByLabel("API").fill("no_such_api");
    await rig.button("Inject").click();
    await rig.dialog.getByRole("alert").waitFor();
    assert.deepEqual(await layoutOf(page), { width: NARROW.width, broken: [] });
    await assertAccessible(page);
  });

  it("shows beside the list what is open if there is room, and instead of it otherwise", async () => {
    const wide = await rig.open(`#/groups/${LONG_ID}`, { width: 1280, height: 800 });
    assert.deepEqual([await rig.list.isVisible(), await rig.detail.isVisible()], [true, true]);
    await wide.setViewportSize({ width: 600, height: 800 });
    assert.deepEqual([await rig.list.isVisible(), await rig.detail.isVisible()], [false, true]);
    await rig.detail.getByRole("link", { name: "Close" }).click();
    await rig.list.waitFor();
  });

  it("is used with the keyboard alone", async () => {
    const page = await rig.open();
    await tabTo(page, LONG_ID);
    await page.keyboard.press("Enter");
    await rig.detail.getByRole("heading", { level: 2 }).waitFor();
    await page.waitForFunction(() => {
      return document.activeElement?.tagName === "H2";
    });
    await tabTo(page, "Disband…");
    const outline = await page.evaluate(() => {
      return getComputedStyle(document.activeElement ?? document.body).outlineStyle;
    });
    assert.equal(outline, "solid");
    await page.keyboard.press("Enter");
    await rig.dialog.waitFor();
    await page.keyboard.press("Escape");
    await rig.dialog.waitFor({ state: "detached" });
    assert.equal(await focusedText(page), "Disband…");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await rig.detail.waitFor({ state: "hidden" });
    await page.waitForFunction(() => {
      return document.activeElement?.closest("#list li") !== null;
    });
    assert.ok(app().group(LONG_ID));
  });
});

describe("the page of 10,000 groups", () => {
  const rig = new BrowserRig();

  it("shows a page of them, finds one, and does not stall", async () => {
    for (let index = 0; index < 10_000; index++)
      rig.emulator.app().create({ groupId: `room-${index}`, type: "Public", name: `Room ${index}` });
    const page = await rig.open();
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { longTasks: seen });
      new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
        type: "longtask",
      });
    });
    await rig.list.getByText("10,000 groups").waitFor();
    assert.equal(await rig.list.locator("li").count(), 100);
    await rig.list.getByRole("link", { name: "Next" }).click();
    await rig.list.getByText("101 to 200 of 10,000").waitFor();
    await page.getByLabel("Id or name").fill("room-4321");
    await rig.list.getByText("Room 4321").waitFor();
    await page.getByLabel("Id or name").fill("");
    await rig.list.getByText("Room 9999").waitFor();
    for (let index = 0; index < 50; index++) await rig.call("destroy_group", { GroupId: `room-${9999 - index}` });
    await rig.list.getByText("9,950 groups").waitFor();
    const longest = await page.evaluate(() =>
      Math.max(0, ...(globalThis as unknown as { longTasks: number[] }).longTasks),
    );
    // Far below what a list of all would take, and above what a busy machine adds.
    assert.ok(longest < 500, `the page stalled for ${longest} ms`);
  });
});

/** The width of the page, and the elements that are so narrow that a word in them is broken letter by letter. */
function layoutOf(page: Page): Promise<{ readonly width: number; readonly broken: readonly (string | null)[] }> {
  return page.evaluate(() => {
    const elements = [...document.querySelectorAll<HTMLElement>("header *, nav *, main *, dialog *")];
    const isText = (one: HTMLElement) => one.children.length === 0 && (one.textContent ?? "").trim().length > 3;
    const isBroken = (one: HTMLElement) => one.offsetWidth > 0 && one.offsetWidth < 30 && one.offsetHeight > 40;
    return {
      width: document.documentElement.scrollWidth,
      broken: elements.filter((one) => isText(one) && isBroken(one)).map((one) => one.textContent),
    };
  });
}

/** Fails if axe finds something of any severity. Dark differs in its colours only. */
async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  assert.deepEqual(await findingsIn(page), [], "light");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await findingsIn(page, ["color-contrast"]), [], "dark");
  await page.emulateMedia({ colorScheme: "light" });
}

async function findingsIn(page: Page, rules?: string[]): Promise<readonly string[]> {
  const { violations } = await page.evaluate(
    (only) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run({
        resultTypes: ["violations"],
        ...(only === undefined ? {} : { runOnly: only }),
      }),
    rules,
  );
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Presses Tab until the focused element has a text that starts like this. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if ((await focusedText(page)).startsWith(text)) return;
  }
  assert.fail(`Tab does not reach ${text}`);
}

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    return document.activeElement?.textContent ?? "";
  });
}
