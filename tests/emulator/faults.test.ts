import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:https";
import { generate } from "selfsigned";
import { type Fault, type FaultRule, startEmulator } from "../../emulator";
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

  it("answer any code without executing the call", async () => {
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

  it("answer any code after executing the call", async () => {
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

    it(`truncate the answer ${when} the effect`, async () => {
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

  it("delay an answer, but not the effect", async () => {
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

  it("hit one call by default, and all with Infinity", async () => {
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

  it("hit by group id in any field, and by API path", async () => {
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

  it("hit by account in any field", async () => {
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

  it("use the first matching rule", async () => {
    plan({ kind: "errorCode", code: 10002 });
    plan({ kind: "errorCode", code: 10007 });
    await rig.refused(10002, "destroy_group", { GroupId: "g" });
    await rig.refused(10007, "destroy_group", { GroupId: "g" });
    await rig.ok("destroy_group", { GroupId: "g" });
  });

  it("do not hit invalid requests, which are refused and not counted", async () => {
    const handle = plan({ kind: "body", body: "{}", when: "before" });
    await rig.refused(10004, "destroy_group", { GroupID: "g" });
    const unsigned = `${pathOf("destroy_group")}?${rig.query({ usersig: undefined })}`;
    assert.match((await rig.send({ target: unsigned, body: '{"GroupId":"g"}' })).text, /"ErrorCode":70002/);
    assert.equal(handle.hits, 0);
  });

  it("after the effect do not turn a refusal into a success", async () => {
    plan({ kind: "http", status: 504, when: "after" });
    assert.equal((await destroy("gone")).status, 504);
    assert.equal(last()?.effect, false);
  });

  it("can't be planned for an API that is not emulated", () => {
    assert.throws(
      () => rig.emulator.faults.add({ api: "destory_group", fault: { kind: "hang", when: "before" } }),
      /the emulator has no such API/,
    );
  });

  it("can be listed and cleared", async () => {
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

describe("a fault that rewrites the answer", () => {
  const rig = new Rig();
  beforeEach(async () => {
    await rig.create("Public", { GroupId: "g" });
    await rig.ok("set_group_attr", { GroupId: "g", GroupAttr: [{ key: "k", value: "v" }] });
  });
  const plan = (fault: Omit<Fault & { kind: "rewrite" }, "kind">, api?: string) =>
    rig.emulator.faults.add({ ...(api === undefined ? {} : { api }), fault: { kind: "rewrite", ...fault } });
  const exists = () => rig.emulator.app().group("g") !== undefined;
  const last = () => rig.emulator.journal.entries().at(-1);
  const OK = { ActionStatus: "OK", ErrorInfo: "", ErrorCode: 0 };

  it("omits a field from an otherwise correct answer", async () => {
    plan({ omit: "GroupAttrAry" });
    assert.deepEqual(await rig.call("get_group_attr", { GroupId: "g" }), OK);
    assert.equal((await rig.call("get_group_attr", { GroupId: "g" })).GroupAttrAry.length, 1);
    const [, , hit] = rig.emulator.journal.entries();
    assert.deepEqual([hit?.outcome, hit?.fault, hit?.httpStatus, hit?.errorCode], ["fault", "rewrite", 200, 0]);
  });

  it("omits fields at any depth", async () => {
    plan({ omit: ["AccountStatus", "ErrorInfo"] });
    const { ResultItem, ...envelope } = await rig.call("account_check", { CheckItem: [{ UserID: "administrator" }] });
    assert.deepEqual(ResultItem, [{ UserID: "administrator", ResultCode: 0, ResultInfo: "" }]);
    assert.deepEqual(envelope, { ActionStatus: "OK", ErrorCode: 0 });
  });

  it("can make the answer contradict itself in both ways, after the effect", async () => {
    plan({ set: { ActionStatus: "FAIL" } }, "destroy_group");
    assert.deepEqual(await rig.call("destroy_group", { GroupId: "g" }), { ...OK, ActionStatus: "FAIL" });
    assert.deepEqual([exists(), last()?.effect, last()?.errorCode], [false, true, 0]);
    plan({ set: { ErrorCode: 10002 } }, "create_group");
    const answer = await rig.call("create_group", { Type: "Public", Name: "a", GroupId: "g" });
    assert.deepEqual(answer, { ...OK, ErrorCode: 10002, GroupId: "g" });
    assert.deepEqual([exists(), last()?.errorCode], [true, 10002]);
  });

  it("works before the effect, without the fields of the API", async () => {
    plan({ set: { ErrorCode: 10002, ErrorInfo: "x" }, when: "before" });
    assert.deepEqual(await rig.call("destroy_group", { GroupId: "g" }), { ...OK, ErrorCode: 10002, ErrorInfo: "x" });
    assert.deepEqual([exists(), last()?.effect], [true, false]);
  });

  it("replaces a whole list", async () => {
    plan({ set: { GroupAttrAry: [{ key: "other", value: "v" }] } });
    assert.deepEqual((await rig.ok("get_group_attr", { GroupId: "g" })).GroupAttrAry, [{ key: "other", value: "v" }]);
  });

  it("rewrites a refusal as well", async () => {
    plan({ set: { ActionStatus: "OK" } });
    const answer = await rig.call("destroy_group", { GroupId: "gone" });
    assert.deepEqual([answer.ActionStatus, answer.ErrorCode], ["OK", 10010]);
  });

  it("can omit the code, which is then missing in the journal", async () => {
    plan({ omit: ["ErrorCode", "ActionStatus"] });
    assert.deepEqual(await rig.call("destroy_group", { GroupId: "g" }), { ErrorInfo: "" });
    assert.deepEqual([last()?.errorCode, last()?.effect], [undefined, true]);
  });

  it("keeps integers beyond 2^53", async () => {
    await rig.text("update_group_counter", '{"GroupId":"g","GroupCounter":[{"Key":"k","Value":9007199254740993}]}');
    plan({ omit: "ErrorInfo" });
    assert.match(await rig.text("get_group_counter", '{"GroupId":"g"}'), /"Value":9007199254740993/);
  });
});

describe("a fault that lets reads lag behind", () => {
  const rig = new Rig({ rateLimit: false });
  const lag = (rule: Partial<FaultRule> = {}) => rig.emulator.faults.add({ ...rule, fault: { kind: "lag" } });
  const ids = async (command = "get_appid_group_list", body: object = {}) =>
    (await rig.ok(command, body)).GroupIdList.map((item: { GroupId: string }) => item.GroupId);
  beforeEach(() => rig.create("Public", { GroupId: "old", Owner_Account: "administrator" }));

  it("hides a new group from the given number of reads, in its own entry of get_group_info", async () => {
    const handle = lag({ groupId: "g", api: "get_group_info", times: 2 });
    const codes = async () => {
      const { GroupInfo } = await rig.ok("get_group_info", { GroupIdList: ["old", "g"] });
      return GroupInfo.map((item: Answer) => item.ErrorCode);
    };
    assert.deepEqual([await codes(), handle.hits], [[0, 10010], 0], "it does not exist yet");
    await rig.create("Public", { GroupId: "g" });
    assert.deepEqual(
      [await codes(), await codes(), await codes()],
      [
        [0, 10010],
        [0, 10010],
        [0, 0],
      ],
    );
    assert.equal(handle.remaining, 0);
  });

  it("answers 10010 to a call about this group only, and changes nothing", async () => {
    lag({ groupId: "old", times: 2 });
    await rig.refused(10010, "get_group_attr", { GroupId: "old" });
    await rig.refused(10010, "set_group_attr", { GroupId: "old", GroupAttr: [{ key: "k", value: "v" }] });
    assert.deepEqual((await rig.ok("get_group_attr", { GroupId: "old" })).GroupAttrAry, []);
    const hit = rig.emulator.journal.entries().at(-3);
    assert.deepEqual([hit?.outcome, hit?.fault, hit?.errorCode, hit?.effect], ["fault", "lag", 10010, false]);
  });

  it("hides the group from lists, which name no group", async () => {
    await rig.create("Public", { GroupId: "g", Owner_Account: "administrator" });
    const joined = () => ids("get_joined_group_list", { Member_Account: "administrator" });
    lag({ groupId: "g", api: "get_appid_group_list" });
    lag({ groupId: "g", api: "get_joined_group_list" });
    assert.deepEqual([await ids(), await ids()], [["old"], ["old", "g"]]);
    assert.deepEqual([await joined(), await joined()], [["old"], ["old", "g"]]);
  });

  it("hides all groups if the rule names none", async () => {
    lag({ times: 2 });
    assert.deepEqual(await ids(), []);
    assert.equal((await rig.call("destroy_group", { GroupId: "old" })).ErrorCode, 10010);
    assert.deepEqual(await ids(), ["old"]);
  });

  it("hides nothing from create_group, and does not count it or calls about other groups", async () => {
    const handle = lag({ groupId: "old" });
    await rig.refused(10025, "create_group", { Type: "Public", Name: "a", GroupId: "old" });
    await rig.create("Public", { GroupId: "g" });
    await rig.read("g");
    await rig.ok("account_check", { CheckItem: [{ UserID: "administrator" }] });
    assert.equal(handle.hits, 0);
    for (const api of ["create_group", "group_open_http_svc/import_group"])
      assert.throws(() => lag({ api }), new RegExp(`no lag can hit ${api}, which finds every group`));
  });

  it("hides a topic's community from the topic endpoints, and a group from an import of members", async () => {
    const GroupId = await rig.create("Community", { SupportTopic: 1 });
    lag({ groupId: GroupId, times: 3 });
    await rig.refused(10010, "create_topic", { GroupId, TopicName: "t" });
    await rig.refused(10010, "get_topic", { GroupId, From_Account: "administrator" });
    await rig.refused(10010, "import_group_member", { GroupId, MemberList: [{ Member_Account: "administrator" }] });
    await rig.ok("create_topic", { GroupId, TopicName: "t" });
  });
});

describe("the emulator's faults over HTTPS", () => {
  it("end the connection without an answer", async () => {
    const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" });
    const emulator = await startEmulator({ tls: { cert, key } });
    emulator.faults.add({ api: "get_all_robots", fault: { kind: "reset", when: "after" } });
    const query = `sdkappid=1400000000&identifier=administrator&usersig=${emulator.userSig()}&random=1&contenttype=json`;
    const outgoing = request(`${emulator.url}/v4/openim_robot_http_svc/get_all_robots?${query}`, {
      method: "POST",
      rejectUnauthorized: false,
    });
    outgoing.end("{}");
    const [error] = await once(outgoing, "error");
    assert.equal(error.code, "ECONNRESET");
    await emulator.close();
  });
});
