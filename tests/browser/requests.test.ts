import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { BrowserRig } from "./support/browserRig";

describe("the requests on the page", () => {
  const rig = new BrowserRig();

  it("are found by their text, their group and whether they failed", async () => {
    await rig.call("create_group", { Type: "Public", Name: "a", GroupId: "ops-room" });
    await rig.call("destroy_group", { GroupId: "not-there" });
    const page = await rig.open("#/requests");
    const items = rig.list.locator("li");
    assert.match(await rig.textOf(items.nth(0)), /destroy_group ✗ refused 10010/);
    assert.match(await rig.textOf(items.nth(1)), /create_group ✓ OK/);
    await page.getByLabel("Errors only").check();
    await items.filter({ hasText: "create_group" }).waitFor({ state: "detached" });
    await page.getByLabel("Errors only").uncheck();
    await page.getByLabel("API, id or error").fill("CREATE");
    await items.filter({ hasText: "destroy_group" }).waitFor({ state: "detached" });
    await page.getByLabel("API, id or error").fill("");
    await page.getByLabel("Group").fill("not-there");
    await items.filter({ hasText: "create_group" }).waitFor({ state: "detached" });
    await items.filter({ hasText: "destroy_group" }).waitFor();
  });

  it("open with body, answer, outcome and duration, and stay open after a reload", async () => {
    rig.emulator.faults.add({ api: "destroy_group", fault: { kind: "errorCode", code: 10002, info: "try again" } });
    await rig.call("destroy_group", { GroupId: "ops-room" });
    const page = await rig.open("#/requests");
    await rig.list.getByRole("link").filter({ hasText: "destroy_group" }).click();
    for (const _ of ["opened", "reloaded"]) {
      await rig.detail.getByRole("heading", { name: "destroy_group" }).waitFor();
      const body = await rig.textOf(page.getByRole("region", { name: "Body" }));
      assert.deepEqual(JSON.parse(body), { GroupId: "ops-room" });
      const answer = JSON.parse(await rig.textOf(page.getByRole("region", { name: "Answer" })));
      assert.deepEqual([answer.ErrorCode, answer.ErrorInfo], [10002, "try again"]);
      assert.match(await rig.textOf(rig.detail), /fault errorCode 10002[\s\S]*Duration\d+(\.\d)? ms/);
      await page.reload();
    }
  });

  it("are listed page by page", async () => {
    for (let index = 0; index < 101; index++) await rig.call("destroy_group", { GroupId: `g${index}` });
    await rig.open("#/requests");
    await rig.list.getByRole("link", { name: "Older" }).click();
    await rig.list.locator("li").filter({ hasText: "g0 ·" }).waitFor();
    assert.equal(await rig.list.locator("li").count(), 1);
    await rig.list.getByRole("link", { name: "Newest" }).click();
    await rig.list.locator("li").filter({ hasText: "g100 ·" }).waitFor();
  });

  it("are copied as a curl command that a shell takes literally and the emulator accepts", async () => {
    const content = `it's "$(touch /tmp/never)" \`id\` \\ ; & | # !! %s\n\u202e\u009b 9007199254740993 {a,b} [1-9] 你好`;
    rig.emulator.app().create({ groupId: "ops-room", type: "Public", name: "o" });
    await rig.call("send_group_system_notification", { GroupId: "ops-room", Content: content });
    const page = await rig.open(`#/requests/${rig.lastRequest}`);
    await rig.button("Copy as curl").click();
    await rig.told("Copied a curl command");
    const command = await page.evaluate(() => navigator.clipboard.readText());
    // What the terminal would hide is not in the command.
    assert.doesNotMatch(command, /[\u202e\u009b\n]/);
    const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
    const words = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
    const body = words[words.indexOf("--data-raw") + 1] ?? "";
    assert.deepEqual(JSON.parse(body), { GroupId: "ops-room", Content: content });
    const response = await fetch(words.at(-1) ?? "", { method: words[words.indexOf("--request") + 1] ?? "", body });
    const answer = (await response.json()) as { readonly ErrorCode: number };
    assert.equal(answer.ErrorCode, 0);
    assert.deepEqual(
      rig.emulator
        .app()
        .notices("ops-room")
        .map((notice) => notice.content),
      [content, content],
    );
  });

  it("keep integers beyond 2^53 in the copied command", async () => {
    rig.emulator.app().create({ groupId: "ops-room", type: "Public", name: "o" });
    const counter = '{"GroupId":"ops-room","GroupCounter":[{"Key":"visits","Value":9007199254740993}],"Mode":"Set"}';
    assert.equal((await rig.callText("update_group_counter", counter)).ErrorCode, 0);
    const page = await rig.open(`#/requests/${rig.lastRequest}`);
    assert.match(await rig.textOf(page.getByRole("region", { name: "Body" })), /: 9007199254740993\b/);
    await rig.button("Copy as curl").click();
    await rig.told("Copied a curl command");
    const command = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(command.includes(`'${counter}'`), command);
  });
});
