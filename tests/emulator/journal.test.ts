import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { DEFAULT_APP, startEmulator } from "../../emulator";
import { pathOf, Rig } from "./support/rig";

describe("the emulator's journal", () => {
  const rig = new Rig();
  const journal = () => rig.emulator.journal;

  it("records requests and answers", async () => {
    await rig.create("Public", { GroupId: "g" });
    rig.clock.advance(5);
    await rig.call("destroy_group", { GroupId: "gone" });
    const [created, destroyed] = journal().entries();
    assert.ok(created && destroyed);
    assert.deepEqual(destroyed, {
      seq: created.seq + 1,
      at: created.at + 5,
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
    assert.deepEqual([created.outcome, created.effect, created.errorCode, created.groupIds], ["ok", true, 0, ["g"]]);
  });

  it("records a generated group id, and no effect for a read", async () => {
    const id = await rig.create("Public");
    await rig.read(id);
    const [created, read] = journal().entries();
    assert.deepEqual([created?.groupIds, read?.groupIds, read?.effect], [[id], [id], false]);
  });

  it("filters by every criterion and by a function", async () => {
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

  it("records the accounts that a request names in any field, without duplicates", async () => {
    const accountsOf = async (command: string, body: unknown) => {
      await rig.call(command, body);
      return journal().entries().at(-1)?.accounts;
    };
    assert.deepEqual(await accountsOf("account_import", { UserID: "a" }), ["a"]);
    assert.deepEqual(await accountsOf("multiaccount_import", { Accounts: ["a", "b", "a"] }), ["a", "b"]);
    assert.deepEqual(await accountsOf("account_check", { CheckItem: [{ UserID: "a" }, { UserID: "c" }] }), ["a", "c"]);
    const add = { GroupId: "g", MemberList: [{ Member_Account: "d" }] };
    assert.deepEqual(await accountsOf("add_group_member", add), ["d"]);
    assert.deepEqual(
      await accountsOf("destroy_group", { GroupId: "g", Accounts: 1, Odd: [[{ UserID: "x" }], null] }),
      [],
    );
    assert.equal(journal().count({ account: "a" }), 3);
    assert.equal(journal().count({ api: "account_check", account: "c" }), 1);
  });

  it("waits for the next matching request, not an earlier one", async () => {
    await rig.create("Public", { GroupId: "g" });
    const next = journal().next({ api: "create_group" });
    await rig.call("destroy_group", { GroupId: "g" });
    await rig.create("Public", { GroupId: "h" });
    assert.deepEqual((await next).groupIds, ["h"]);
  });

  it("records requests that are not calls", async () => {
    await rig.send({ target: "/nothing", body: "no JSON" });
    const [entry] = journal().entries();
    assert.deepEqual(
      [entry?.api, entry?.path, entry?.body, entry?.sdkAppId, entry?.errorCode],
      ["", "/nothing", undefined, undefined, 60002],
    );
  });

  it("drops the oldest entries beyond its limit", async () => {
    const emulator = await startEmulator({ journalLimit: 10 });
    for (let i = 0; i < 12; i += 1) await fetch(`${emulator.url}/v4/${i}/x`, { method: "POST" });
    const paths = emulator.journal.entries().map((entry) => entry.path);
    assert.equal(paths.at(-1), "/v4/11/x");
    assert.ok(!paths.includes("/v4/0/x"));
    await emulator.close();
  });
});

describe("startEmulator", () => {
  it("returns the environment of each app, and lists the apps in its errors", async () => {
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

  it("refuses invalid apps", async () => {
    const app = { sdkAppId: 1, secretKey: "k", admins: ["a"] };
    for (const [apps, message] of [
      [[], /at least one app/],
      [[{ ...app, sdkAppId: 0 }], /positive integer/],
      [[app, app], /two apps/],
      [[{ ...app, secretKey: "" }], /empty secretKey/],
      [[{ ...app, admins: [] }], /no admins/],
    ] as const)
      await assert.rejects(startEmulator({ apps }), message);
  });

  const keys = (count: number) => Array.from({ length: count }, (_, i) => `key_${i}`);
  const letters = (count: number) => Array.from({ length: count }, (_, i) => String.fromCharCode(97 + i));
  for (const [declared, message] of [
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
      await assert.rejects(startEmulator({ apps }), { message });
    });

  it("accepts the maximum number of custom fields of each kind, with the longest keys", async () => {
    const declared = {
      customFieldKeys: [...keys(9), "K".repeat(16)],
      memberCustomFieldKeys: ["_a", "b1", "C", "d", "e"],
      profileCustomFieldKeys: [...letters(19), "Abcdefgh"],
    };
    await (await startEmulator({ apps: [{ ...DEFAULT_APP, ...declared }] })).close();
  });

  it("closes immediately, despite open connections and an unanswered call", async () => {
    const emulator = await startEmulator();
    const idle = connect(emulator.port, "127.0.0.1");
    await once(idle, "connect");
    const ended = once(idle, "close");
    const events = await fetch(`${emulator.url}/emulator/v1/events`);
    const never = emulator.journal.next();
    await emulator.close();
    await ended;
    await assert.rejects(events.text());
    await assert.rejects(never, /closed before a matching request came/);
    await assert.rejects(fetch(emulator.url));
  });

  it("keeps only its address and apps on reset", async () => {
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
