import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { DEFAULT_APP, startEmulator } from "../../emulator";
import { pathOf, Rig } from "./support/rig";

describe("the emulator's journal", () => {
  const rig = new Rig();
  const journal = () => rig.emulator.journal;

  it("tells what came and what was answered", async () => {
    await rig.create("Public", { GroupId: "g" });
    rig.clock.advance(5);
    await rig.call("destroy_group", { GroupId: "gone" });
    const [made, gone] = journal().entries();
    assert.ok(made && gone);
    assert.deepEqual(gone, {
      seq: made.seq + 1,
      at: made.at + 5,
      method: "POST",
      sdkAppId: 1400000000,
      api: "destroy_group",
      path: pathOf("destroy_group"),
      body: { GroupId: "gone" },
      httpStatus: 200,
      errorCode: 10010,
      errorInfo: "this group does not exist",
      outcome: "refused",
      fault: undefined,
      groupIds: ["gone"],
      accounts: [],
      effect: false,
    });
    assert.deepEqual([made.outcome, made.effect, made.errorCode, made.groupIds], ["ok", true, 0, ["g"]]);
  });

  it("tells the id of a group that the service named, and no effect of a read", async () => {
    const id = await rig.create("Public");
    await rig.read(id);
    const [made, read] = journal().entries();
    assert.deepEqual([made?.groupIds, read?.groupIds, read?.effect], [[id], [id], false]);
  });

  it("finds by every criterion and by a function", async () => {
    await rig.create("Public", { GroupId: "a" });
    await rig.create("Public", { GroupId: "b" });
    await rig.call("destroy_group", { GroupId: "gone" });
    assert.equal(journal().count(), 3);
    assert.equal(journal().count({ api: "create_group" }), 2);
    assert.equal(journal().count({ api: "create_group", groupId: "b" }), 1);
    assert.equal(journal().count({ errorCode: 10010 }), 1);
    assert.equal(journal().count({ outcome: "ok", effect: true }), 2);
    assert.equal(journal().count({ sdkAppId: 1 }), 0);
    assert.equal(
      journal().count((entry) => entry.groupIds.includes("a")),
      1,
    );
    journal().clear();
    assert.equal(journal().count(), 0);
  });

  it("tells the accounts that a request names, in whatever field, each once", async () => {
    const named = async (command: string, body: unknown) => {
      await rig.call(command, body);
      return journal().entries().at(-1)?.accounts;
    };
    assert.deepEqual(await named("account_import", { UserID: "a" }), ["a"]);
    assert.deepEqual(await named("multiaccount_import", { Accounts: ["a", "b", "a"] }), ["a", "b"]);
    assert.deepEqual(await named("account_check", { CheckItem: [{ UserID: "a" }, { UserID: "c" }] }), ["a", "c"]);
    const add = { GroupId: "g", MemberList: [{ Member_Account: "d" }] };
    assert.deepEqual(await named("add_group_member", add), ["d"]);
    assert.deepEqual(await named("destroy_group", { GroupId: "g", Accounts: 1, Odd: [[{ UserID: "x" }], null] }), []);
    assert.equal(journal().count({ account: "a" }), 3);
    assert.equal(journal().count({ api: "account_check", account: "c" }), 1);
  });

  it("tells of the next request that matches, and of none before", async () => {
    await rig.create("Public", { GroupId: "g" });
    const next = journal().next({ api: "create_group" });
    await rig.call("destroy_group", { GroupId: "g" });
    await rig.create("Public", { GroupId: "h" });
    assert.deepEqual((await next).groupIds, ["h"]);
  });

  it("keeps requests that are no calls", async () => {
    await rig.send({ target: "/nothing", body: "no JSON" });
    const [entry] = journal().entries();
    assert.deepEqual(
      [entry?.api, entry?.path, entry?.body, entry?.sdkAppId, entry?.errorCode],
      ["", "/nothing", undefined, undefined, 60002],
    );
  });

  it("forgets the oldest beyond its limit", async () => {
    const emulator = await startEmulator({ journalLimit: 10 });
    for (let i = 0; i < 12; i += 1) await fetch(`${emulator.url}/v4/${i}/x`, { method: "POST" });
    const paths = emulator.journal.entries().map((entry) => entry.path);
    assert.equal(paths.at(-1), "/v4/11/x");
    assert.ok(!paths.includes("/v4/0/x"));
    await emulator.close();
  });
});

describe("startEmulator", () => {
  it("gives the environment of each app, and says which apps there are", async () => {
    const other = { sdkAppId: 7, secretKey: "key", admins: ["root", "second"] };
    const emulator = await startEmulator({ apps: [DEFAULT_APP, other] });
    assert.equal(emulator.url, `http://127.0.0.1:${emulator.port}`);
    assert.deepEqual(emulator.env(7), {
      TENCENT_CHAT_SDK_APP_ID: "7",
      TENCENT_CHAT_SECRET_KEY: "key",
      TENCENT_CHAT_ADMIN_USER_ID: "root",
      TENCENT_CHAT_ENDPOINT: emulator.url,
    });
    assert.equal(emulator.env().TENCENT_CHAT_SDK_APP_ID, "1400000000");
    assert.throws(() => emulator.app(8), /the emulator has no app 8: it has 1400000000, 7/);
    await emulator.close();
  });

  it("refuses apps that can't be", async () => {
    const app = { sdkAppId: 1, secretKey: "k", admins: ["a"] };
    for (const [apps, words] of [
      [[], /at least one app/],
      [[{ ...app, sdkAppId: 0 }], /positive integer/],
      [[app, app], /two apps/],
      [[{ ...app, secretKey: "" }], /empty secretKey/],
      [[{ ...app, admins: [] }], /no admins/],
    ] as const)
      await assert.rejects(startEmulator({ apps }), words);
  });

  const keys = (count: number) => Array.from({ length: count }, (_, i) => `key_${i}`);
  const letters = (count: number) => Array.from({ length: count }, (_, i) => String.fromCharCode(97 + i));
  for (const [declared, words] of [
    [{ customFieldKeys: keys(11) }, /^customFieldKeys of the app 1 names 11 keys, at most 10 are allowed$/],
    [{ memberCustomFieldKeys: keys(6) }, /^memberCustomFieldKeys of the app 1 names 6 keys, at most 5/],
    [{ profileCustomFieldKeys: letters(21) }, /^profileCustomFieldKeys of the app 1 names 21 keys, at most 20/],
    [{ customFieldKeys: ["1st"] }, /the key "1st": a key has 1 to 16 letters, digits or _, and does not start with/],
    [{ customFieldKeys: ["k".repeat(17)] }, /a key has 1 to 16/],
    [{ customFieldKeys: [""] }, /the key "": a key has/],
    [{ memberCustomFieldKeys: ["two words"] }, /the key "two words": a key has 1 to 16/],
    [{ profileCustomFieldKeys: ["TooLongAKey"] }, /the key "TooLongAKey": a key has 1 to 8 letters/],
    [{ customFieldKeys: ["a", "b", "a"] }, /customFieldKeys of the app 1 names the key a twice/],
    [{ customFieldKeys: ["a"], memberCustomFieldKeys: ["b", "a"] }, /^memberCustomFieldKeys .* the key a, which is/],
  ] as const)
    it(`refuses custom fields that an app can't declare: ${JSON.stringify(declared).slice(0, 60)}`, async () => {
      const apps = [{ sdkAppId: 1, secretKey: "k", admins: ["a"], ...declared }];
      await assert.rejects(startEmulator({ apps }), { message: words });
    });

  it("takes as many custom fields of each kind as an app can declare, in the longest form", async () => {
    const declared = {
      customFieldKeys: [...keys(9), "K".repeat(16)],
      memberCustomFieldKeys: ["_a", "b1", "C", "d", "e"],
      profileCustomFieldKeys: [...letters(19), "Abcdefgh"],
    };
    await (await startEmulator({ apps: [{ ...DEFAULT_APP, ...declared }] })).close();
  });

  it("closes at once, with connections open and a call unanswered", async () => {
    const emulator = await startEmulator();
    const idle = connect(emulator.port, "127.0.0.1");
    await once(idle, "connect");
    const ended = once(idle, "close");
    const events = await fetch(`${emulator.url}/events`);
    const never = emulator.journal.next();
    await emulator.close();
    await ended;
    await assert.rejects(events.text());
    await assert.rejects(never, /closed before a matching request came/);
    await assert.rejects(fetch(emulator.url));
  });

  it("forgets everything on reset but its address and apps", async () => {
    const emulator = await startEmulator();
    const app = emulator.app();
    app.importAccounts("alice");
    app.create({ groupId: "g", type: "Public", name: "a" });
    emulator.faults.add({ fault: { kind: "hang", when: "before" } });
    emulator.reset();
    assert.deepEqual([app.groups(), app.accounts(), emulator.faults.rules], [[], ["administrator"], []]);
    assert.deepEqual(app.counts(), { created: 0, disbanded: 0, disbandedOutside: 0, alreadyGone: 0, left: 0 });
    await emulator.close();
  });
});
