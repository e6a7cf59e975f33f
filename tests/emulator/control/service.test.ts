import assert from "node:assert/strict";
import { request } from "node:http";
import { startEmulator } from "../../../emulator";
import { Control } from "../support/control";
import { pathOf, Rig } from "../support/rig";

describe("the emulator as a whole, in the control API", () => {
  const rig = new Rig();
  const control = new Control(() => rig.emulator);
  const app = () => rig.emulator.app();

  it("reports its health, and its apps without their keys", async () => {
    app().create({ groupId: "g", type: "Public", name: "g" });
    const health = await control.get("/health");
    assert.deepEqual([health.status, health.apiVersion, health.url], ["ok", 1, rig.emulator.url]);
    assert.equal(health.now, rig.clock.now());
    assert.deepEqual([health.apps[0].sdkAppId, health.apps[0].groups.left], [1400000000, 1]);
    assert.ok(!JSON.stringify(health).includes(rig.emulator.apps[0]?.secretKey ?? ""));
  });

  it("gives the variables of an app, and UserSigs that work", async () => {
    assert.deepEqual(await control.get(`${control.app}/env`), rig.emulator.env());
    const { userSig } = await control.ok("POST", `${control.app}/usersig`, {});
    const target = `${pathOf("get_appid_group_list")}?${rig.query({ usersig: userSig })}`;
    assert.equal(JSON.parse((await rig.send({ target, body: "{}" })).text).ErrorCode, 0);
  });

  it("rotates a key, after which the earlier signatures are refused", async () => {
    await control.ok("POST", `${control.app}/key`, { secretKey: "another" });
    assert.equal((await rig.call("get_appid_group_list", {})).ErrorCode, 70003);
    assert.equal(rig.emulator.env()["TENCENT_CHAT_SECRET_KEY"], "another");
    await control.ok("POST", "/reset");
    assert.equal((await rig.call("get_appid_group_list", {})).ErrorCode, 0);
  });

  it("moves, stops and restarts the time", async () => {
    const start = rig.clock.now();
    assert.equal((await control.ok("POST", "/clock", { advance: 60_000 })).now, start + 60_000);
    assert.deepEqual(await control.ok("POST", "/clock", { now: 1000, stopped: true }), { now: 1000, stopped: true });
    rig.clock.advance(5000);
    assert.deepEqual(await control.get("/clock"), { now: 1000, stopped: true });
    await control.ok("POST", "/clock", { stopped: false });
    rig.clock.advance(500);
    assert.deepEqual(await control.get("/clock"), { now: 1500, stopped: false });
    for (const advance of [-2_000_000_000_000, 253_402_300_799_000])
      await control.refused(400, /from 1970 to 9999/, "POST", "/clock", { advance, stopped: true });
    assert.deepEqual(await control.get("/clock"), { now: 1500, stopped: false });
    await control.refused(400, /either now or advance/, "POST", "/clock", { now: 1, advance: 1 });
    await control.ok("POST", "/reset");
    assert.equal((await control.get("/clock")).now, rig.clock.now());
  });

  it("creates groups at the time of the moved clock", async () => {
    await control.ok("POST", "/clock", { now: 2_000_000_000_000, stopped: true });
    app().create({ groupId: "later", type: "Public", name: "later" });
    assert.equal((await control.get(`${control.app}/groups/later`)).createTime, 2_000_000_000);
  });

  it("lists requests newest first, with filters, a search and pages", async () => {
    await rig.create("Public", { GroupId: "ops-room" });
    await rig.call("destroy_group", { GroupId: "gone" });
    await rig.call("account_import", { UserID: "dave" });
    const apis = async (query: string) =>
      (await control.get(`/requests?${query}`)).requests.map(({ api }: { api: string }) => api);
    assert.deepEqual(await apis(""), ["account_import", "destroy_group", "create_group"]);
    assert.deepEqual(await apis("failed=true"), ["destroy_group"]);
    assert.deepEqual(await apis("errorCode=10010"), ["destroy_group"]);
    assert.deepEqual(await apis("account=dave"), ["account_import"]);
    assert.deepEqual(await apis("groupId=ops-room&effect=true"), ["create_group"]);
    assert.deepEqual(await apis("search=OPS-"), ["create_group"]);
    const page = await control.get("/requests?limit=2");
    assert.equal(page.isMore, true);
    assert.deepEqual(await apis(`before=${page.requests[1].seq}`), ["create_group"]);
    assert.deepEqual(await apis(`after=${page.requests[1].seq}`), ["account_import"]);
    await control.ok("DELETE", "/requests");
    assert.deepEqual(await apis(""), []);
  });

  it("shows a request with its body, answer and duration, and no UserSig", async () => {
    await rig.create("Public", { GroupId: "ops-room" });
    const [{ seq }] = (await control.get("/requests")).requests;
    const entry = await control.get(`/requests/${seq}`);
    assert.deepEqual(entry.body, { Type: "Public", Name: "a group", GroupId: "ops-room" });
    assert.equal(JSON.parse(entry.answer).GroupId, "ops-room");
    assert.ok(entry.durationMs >= 0);
    assert.ok(!JSON.stringify(entry).includes("usersig"));
    await control.refused(404, /no request 99/, "GET", "/requests/99");
  });

  it("waits for the next matching request", async () => {
    const waiting = control.ok("POST", "/requests/wait", { api: "destroy_group", groupId: "b" });
    // A wait that has arrived is followed by the calls.
    await control.get("/health");
    await rig.call("destroy_group", { GroupId: "a" });
    await rig.call("destroy_group", { GroupId: "b" });
    assert.deepEqual((await waiting).groupIds, ["b"]);
    await control.refused(408, /within 10 milliseconds/, "POST", "/requests/wait", { timeout: 10 });
  });

  it("plans faults, shows their hits and removes them", async () => {
    const rule = { api: "destroy_group", groupId: "g", times: 2, fault: { kind: "errorCode", code: 10002 } };
    const { id } = await control.ok("POST", "/faults", rule);
    await control.ok("POST", "/faults", { times: "all", fault: { kind: "delay", ms: 0 } });
    assert.equal((await rig.call("destroy_group", { GroupId: "g" })).ErrorCode, 10002);
    const { faults } = await control.get("/faults");
    assert.deepEqual([faults[0].hits, faults[0].remaining, faults[1].times], [1, 1, "all"]);
    await control.ok("DELETE", `/faults/${id}`);
    assert.equal((await rig.call("destroy_group", { GroupId: "g" })).ErrorCode, 10010);
    await control.refused(404, /no fault 77/, "DELETE", "/faults/77");
    await control.ok("DELETE", "/faults");
    assert.deepEqual((await control.get("/faults")).faults, []);
  });

  for (const [rule, error] of [
    [{ fault: { kind: "fire" } }, /fault\.kind must be one of errorCode, http/],
    [{ fault: { kind: "http", status: 99, when: "before" } }, /fault\.status must be from 200 to 599/],
    [{ fault: { kind: "reset" } }, /fault\.when is missing/],
    [
      { fault: { kind: "http", status: 502, contentType: "a\r\nb", when: "after" } },
      /contentType must have printable ASCII/,
    ],
    [{ api: "nothing", fault: { kind: "lag" } }, /no fault can hit nothing/],
    [{ times: 0, fault: { kind: "lag" } }, /times must be from 1/],
    [{}, /fault is missing/],
  ] as const)
    it(`refuses the fault ${JSON.stringify(rule)}`, () => control.refused(400, error, "POST", "/faults", rule));

  it("restores the initial state", async () => {
    app().create({ groupId: "g", type: "Public", name: "g" });
    await control.ok("POST", "/faults", { fault: { kind: "lag" } });
    await rig.call("destroy_group", { GroupId: "x" });
    await control.ok("POST", "/reset");
    assert.deepEqual([app().groups(), rig.emulator.faults.rules, rig.emulator.journal.count()], [[], [], 0]);
  });

  it("tells by events that something changed, and not what", async () => {
    const emulator = await startEmulator();
    const received = await new Promise<string>((resolve, reject) => {
      const outgoing = request(`${emulator.url}/emulator/v1/events`, (response) => {
        assert.equal(response.headers["content-type"], "text/event-stream");
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
          if (text.split("\n\n").length === 2) emulator.app().create({ groupId: "secret", type: "Public", name: "s" });
          if (text.split("\n\n").length === 3) resolve(text);
        });
        response.on("error", () => {});
      });
      outgoing.on("error", reject).end();
    });
    assert.match(
      received,
      /^event: change\ndata: \{"version":1,"changes":0\}\n\nevent: change\ndata: \{"version":1,"changes":1\}\n\n$/,
    );
    await emulator.close();
  });

  const changes: readonly [what: string, method: string, path: string, body?: unknown][] = [
    ["a fault", "POST", "/faults", { fault: { kind: "lag" } }],
    ["removed faults", "DELETE", "/faults"],
    ["a moved clock", "POST", "/clock", { advance: 1000 }],
    ["a stopped clock", "POST", "/clock", { stopped: true }],
    ["a started clock", "POST", "/clock", { stopped: false }],
    ["forgotten requests", "DELETE", "/requests"],
    ["a webhook", "PUT", `${control.app}/webhook`, { url: "http://127.0.0.1:1/" }],
    ["a new key", "POST", `${control.app}/key`, { secretKey: "another" }],
  ];
  it("tells by an event of each change that others may show", async () => {
    const events = await fetch(`${rig.emulator.url}/emulator/v1/events`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    for (const [what, method, path, body] of changes) {
      await control.ok(method, path, body);
      assert.match((await reader?.read())?.value ?? "", /event: change/, what);
    }
    await reader?.cancel();
  });
});
