import assert from "node:assert/strict";
import { BrowserRig } from "./support/browserRig";

/** Would run, load something from elsewhere or break out of an attribute, if any of them were taken as HTML or as a URL. */
const HOSTILE = [
  `<img src="https://evil.example/a" onerror="globalThis.hacked=1">`,
  `"><script>globalThis.hacked=1</script>`,
  `'-alert(1)-'</title><svg/onload=globalThis.hacked=1>`,
  "javascript:globalThis.hacked=1",
  "{{constructor.constructor('hacked=1')()}}",
  "../../../reset",
  "a\u202eb\u0000\u001b[2J\ud800",
  "__proto__",
];

describe("hostile texts on the page", () => {
  const rig = new BrowserRig();
  const app = () => rig.emulator.app();

  beforeEach(async () => {
    for (const text of HOSTILE) {
      app().create({
        groupId: text,
        type: "Public",
        name: text,
        ownerAccount: text,
        introduction: text,
        faceUrl: text,
      });
      app().join(text, `${text}?`);
      app().mute(text, text);
      app().setAttributes(text, Object.fromEntries(HOSTILE.map((value) => [value, value])));
      app().edit(text, {
        customFields: { [text]: JSON.stringify({ v: 2, i: text, s: text, n: text, x: text, h: text }) },
      });
      app().writeAttributes(text, {
        mark: JSON.stringify({ v: 2, i: text, s: { a: text }, n: [text], x: 1e300, h: text }),
      });
      await rig.call("destroy_group", { GroupId: text, [text]: text });
      await rig.call("send_group_system_notification", { GroupId: text, Content: text });
    }
  });

  /** Fails if one of the texts became an element or ran. Requests and violations are checked after each test. */
  async function assertHarmless(): Promise<void> {
    const found = await rig.page.evaluate(() => ({
      elements: [...document.querySelectorAll("img, svg, iframe, object, embed, form[action], script:not([src])")]
        .length,
      handlers: [...document.querySelectorAll("*")]
        .flatMap((one) => one.getAttributeNames())
        .filter((name) => name.startsWith("on")),
      links: [...document.querySelectorAll("[href], [src]")].map(
        (one) => one.getAttribute("href") ?? one.getAttribute("src"),
      ),
      hacked: "hacked" in globalThis,
    }));
    assert.deepEqual([found.elements, found.handlers, found.hacked], [0, [], false]);
    for (const link of found.links)
      assert.match(link ?? "", /^(#\/(groups|requests|faults|emulator)|\/page\/[a-z.]+$)/);
  }

  it("are shown as they are, in every view", async () => {
    const page = await rig.open();
    const first = HOSTILE[0] ?? "";
    await rig.list.getByText(first).first().waitFor();
    await assertHarmless();
    for (let index = 0; index < HOSTILE.length; index++) {
      await rig.list.locator("li a").nth(index).click();
      await rig.detail.getByRole("heading", { level: 2 }).waitFor();
      await assertHarmless();
      await rig.detail.getByRole("link", { name: "Close" }).click();
      await rig.detail.waitFor({ state: "hidden" });
    }
    for (const { seq } of rig.emulator.journal.entries()) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/requests/${seq}`);
      await rig.detail.getByRole("heading", { name: `#${seq} ` }).waitFor();
      await assertHarmless();
    }
  });

  it("do nothing in the address", async () => {
    const [image, script] = HOSTILE;
    const hashes = [`#${image}`, `#/groups/${image}`, `#/groups/${encodeURIComponent(script ?? "")}?app=${script}`];
    for (const hash of [...hashes, `#/requests/${image}?app=${image}&before=${image}`, "#/groups/%ff", "#/groups/.."]) {
      await rig.open(hash);
      await assertHarmless();
    }
    assert.equal(app().groups().length, HOSTILE.length);
  });

  it("do nothing in dialogs, messages and actions", async () => {
    const victim = HOSTILE[1] ?? "";
    await rig.open(`#/groups/${encodeURIComponent(victim)}`);
    await rig.button("Inject a fault…").click();
    await rig.dialog.getByLabel("API").fill(victim);
    await rig.button("Inject").click();
    await rig.dialog.getByRole("alert").filter({ hasText: victim }).waitFor();
    await assertHarmless();
    await rig.button("Cancel").click();
    await rig.button(`Remove ${victim}`).click();
    await rig.told(victim);
    await rig.button("Disband…").click();
    await rig.button("Disband").click();
    await rig.told(`Disbanded ${victim}.`);
    await assertHarmless();
    assert.deepEqual(app().disbanded(), [victim]);
  });
});

describe("the page", () => {
  const rig = new BrowserRig();

  it("contains no key and no UserSig, also after a command was copied", async () => {
    await rig.call("destroy_group", { GroupId: "ops-room" });
    const userSigs: string[] = [];
    const page = await rig.open(`#/requests/${rig.lastRequest}`);
    page.on("response", (response) => {
      if (response.url().endsWith("/usersig"))
        response.json().then(
          ({ userSig }) => userSigs.push(userSig),
          () => {},
        );
    });
    await rig.button("Copy as curl").click();
    await rig.told("Copied a curl command");
    const content = await page.content();
    assert.ok(!content.includes(rig.emulator.apps[0]?.secretKey ?? ""));
    assert.equal(userSigs.length, 1);
    assert.ok(!content.includes(userSigs[0]?.slice(0, 20) ?? ""));
    assert.doesNotMatch(content, /usersig=/);
  });

  it("can't turn a text into HTML: the browser refuses it", async () => {
    const page = await rig.open();
    rig.expectedProblems = /require-trusted-types-for|TrustedHTML/;
    const refusal = await page.evaluate(() => {
      try {
        document.body.innerHTML = "<b>hello</b>";
        return "allowed";
      } catch (error) {
        return String(error);
      }
    });
    assert.match(refusal, /TrustedHTML/);
  });
});
