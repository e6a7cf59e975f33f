import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import { type Answer, pathOf, type Raw, Rig } from "./support/rig";

describe("the emulator's faults", () => {
  const rig = new Rig();
  beforeEach(() => rig.create("Public", { GroupId: "g" }));

  const target = () => `${pathOf("destroy_group")}?${rig.query()}`;
  const destroy = (groupId = "g"): Promise<Raw> =>
    rig.send({ target: target(), body: JSON.stringify({ GroupId: groupId }) });
  const exists = () => rig.emulator.app().group("g") !== undefined;
  const last = () => rig.emulator.journal.entries().at(-1);
  const plan = (fault: Fault) => rig.emulator.faults.add({ api: "destroy_group", fault });

  it("answer any code without doing the call", async () => {
    plan({ kind: "errorCode", code: 12345, info: "as told" });
    assert.deepEqual(JSON.parse((await destroy()).text), {
      ActionStatus: "FAIL",
      ErrorInfo: "as told",
      ErrorCode: 12345,
    });
    assert.ok(exists());
    const entry = last();
    assert.deepEqual(
      [entry?.outcome, entry?.fault, entry?.errorCode, entry?.effect],
      ["fault", "errorCode", 12345, false],
    );
  });

  it("answer any code after doing the call", async () => {
    plan({ kind: "errorCode", code: 10002, effect: "before" });
    assert.equal((JSON.parse((await destroy()).text) as Answer).ErrorCode, 10002);
    assert.ok(!exists());
    assert.deepEqual([last()?.outcome, last()?.effect], ["fault", true]);
  });

  for (const when of ["before", "after"] as const) {
    const hasEffect = when === "after";
    it(`answer another HTTP status ${when} the effect`, async () => {
      plan({ kind: "http", status: 502, when });
      const raw = await destroy();
      assert.equal(raw.status, 502);
      assert.match(String(raw.headers["content-type"]), /text\/html/);
      assert.throws(() => JSON.parse(raw.text));
      assert.equal(exists(), !hasEffect);
      assert.deepEqual([last()?.httpStatus, last()?.errorCode, last()?.effect], [502, undefined, hasEffect]);
    });

    it(`answer any text ${when} the effect`, async () => {
      plan({ kind: "body", body: "<html>", when });
      const raw = await destroy();
      assert.deepEqual([raw.status, raw.text, exists()], [200, "<html>", !hasEffect]);
    });

    it(`reset the connection ${when} the effect`, async () => {
      plan({ kind: "reset", when });
      await assert.rejects(destroy(), { code: "ECONNRESET" });
      assert.equal(exists(), !hasEffect);
      assert.deepEqual([last()?.httpStatus, last()?.fault, last()?.effect], [undefined, "reset", hasEffect]);
    });

    it(`break an answer off ${when} the effect`, async () => {
      plan({ kind: "halfAnswer", when });
      await assert.rejects(destroy(), { code: "ECONNRESET" });
      assert.equal(exists(), !hasEffect);
    });

    it(`give no answer ${when} the effect`, async () => {
      plan({ kind: "hang", when });
      const hung = rig.emulator.journal.next({ api: "destroy_group" });
      const answer = destroy().then(
        () => "answered",
        () => "cut off",
      );
      assert.equal((await hung).fault, "hang");
      assert.equal(exists(), !hasEffect);
      // Another call is answered meanwhile; the first one ends only with the emulator (see below) or its client.
      await rig.ok("get_group_info", { GroupIdList: ["g"] });
      assert.equal(await Promise.race([answer, Promise.resolve("open")]), "open");
    });
  }

  it("delay an answer, the effect being there at once", async () => {
    plan({ kind: "delay", ms: 20 });
    const done = rig.emulator.journal.next({ api: "destroy_group" });
    const answer = destroy();
    assert.deepEqual([(await done).effect, exists()], [true, false]);
    assert.equal((JSON.parse((await answer).text) as Answer).ErrorCode, 0);
  });

  it("let `skip` calls through and hit `times` after them", async () => {
    const handle = rig.emulator.faults.add({
      api: "destroy_group",
      skip: 1,
      times: 2,
      fault: { kind: "errorCode", code: 10002 },
    });
    const codes: number[] = [];
    for (let i = 0; i < 5; i += 1) codes.push((JSON.parse((await destroy("gone")).text) as Answer).ErrorCode);
    assert.deepEqual(codes, [10010, 10002, 10002, 10010, 10010]);
    assert.deepEqual([handle.hits, handle.remaining], [2, 0]);
  });

  it("hit one call when not told otherwise, and all with Infinity", async () => {
    const code = async () => (JSON.parse((await destroy("gone")).text) as Answer).ErrorCode;
    plan({ kind: "errorCode", code: 10002 });
    assert.deepEqual([await code(), await code()], [10002, 10010]);
    const handle = rig.emulator.faults.add({
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "errorCode", code: 60008 },
    });
    assert.deepEqual([await code(), await code(), await code()], [60008, 60008, 60008]);
    handle.remove();
    assert.equal(await code(), 10010);
  });

  it("hit by group id, in whatever field it stands, and by API as a path", async () => {
    rig.emulator.faults.add({
      groupId: "g",
      api: "group_open_http_svc/get_group_info",
      fault: { kind: "errorCode", code: 10002 },
    });
    rig.emulator.faults.add({ groupId: "g", api: "destroy_group", fault: { kind: "errorCode", code: 10007 } });
    await rig.refused(10010, "destroy_group", { GroupId: "other" });
    await rig.refused(10007, "destroy_group", { GroupId: "g" });
    await rig.refused(10002, "get_group_info", { GroupIdList: ["other", "g"] });
  });

  it("hit by account, in whatever field it stands", async () => {
    rig.emulator.app().importAccounts("alice", "bob");
    rig.emulator.faults.add({ account: "alice", times: 3, fault: { kind: "errorCode", code: 70500 } });
    await rig.ok("account_import", { UserID: "bob" });
    await rig.ok("destroy_group", { GroupId: "g" });
    await rig.refused(70500, "account_import", { UserID: "alice" });
    await rig.refused(70500, "multiaccount_import", { AccountList: [{ UserID: "bob" }, { UserID: "alice" }] });
    await rig.refused(70500, "get_joined_group_list", { Member_Account: "alice" });
  });

  it("hit by app", async () => {
    rig.emulator.faults.add({ sdkAppId: 1, fault: { kind: "errorCode", code: 10002 } });
    await rig.ok("destroy_group", { GroupId: "g" });
  });

  it("are decided by the first rule that matches", async () => {
    plan({ kind: "errorCode", code: 10002 });
    plan({ kind: "errorCode", code: 10007 });
    await rig.refused(10002, "destroy_group", { GroupId: "g" });
    await rig.refused(10007, "destroy_group", { GroupId: "g" });
    await rig.ok("destroy_group", { GroupId: "g" });
  });

  it("hide no wrong request: that one is refused and uses up nothing", async () => {
    const handle = plan({ kind: "body", body: "{}", when: "before" });
    await rig.refused(10004, "destroy_group", { GroupID: "g" });
    const unsigned = `${pathOf("destroy_group")}?${rig.query({ usersig: undefined })}`;
    assert.match((await rig.send({ target: unsigned, body: '{"GroupId":"g"}' })).text, /"ErrorCode":70002/);
    assert.equal(handle.hits, 0);
  });

  it("after the effect leave a refusal without effect", async () => {
    plan({ kind: "http", status: 504, when: "after" });
    assert.equal((await destroy("gone")).status, 504);
    assert.equal(last()?.effect, false);
  });

  it("can't be planned for an API that the emulator does not have", () => {
    assert.throws(
      () => rig.emulator.faults.add({ api: "destory_group", fault: { kind: "hang", when: "before" } }),
      /the emulator has no such API/,
    );
  });

  it("are listed, and cleared", async () => {
    plan({ kind: "errorCode", code: 10002 });
    assert.deepEqual(
      rig.emulator.faults.rules.map((handle) => handle.rule.api),
      ["destroy_group"],
    );
    rig.emulator.faults.clear();
    assert.deepEqual(rig.emulator.faults.rules, []);
    await rig.ok("destroy_group", { GroupId: "g" });
  });
});
