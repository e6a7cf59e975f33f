import assert from "node:assert/strict";
import { inspect } from "node:util";
import { ApiError, CancelledError, ChatClient, type ChatError, TransportError } from "../../../chat";
import { chatErrorOf, SECRET, useBench } from "./support/client";
import { LeapingClock, ManualClock, settled } from "./support/clocks";
import { fail, ok, reset, silence, status, text } from "./support/server";

const MODIFY = "group_open_http_svc/modify_group_base_info";
const DESTROY = "group_open_http_svc/destroy_group";

describe("a call", () => {
  const bench = useBench();

  it("is a POST of JSON with the five query parameters", async () => {
    const { client, server } = await bench.start([ok]);
    await client.call(DESTROY, { GroupId: "ops-room" });
    const [request] = server.received;
    assert.equal(request?.method, "POST");
    assert.equal(request?.path, `/v4/${DESTROY}`);
    assert.deepEqual([...(request?.query.keys() ?? [])].sort(), [
      "contenttype",
      "identifier",
      "random",
      "sdkappid",
      "usersig",
    ]);
    assert.equal(request?.query.get("sdkappid"), "1400000000");
    assert.equal(request?.query.get("identifier"), "administrator");
    assert.equal(request?.query.get("contenttype"), "json");
    assert.match(request?.query.get("usersig") ?? "", /^[A-Za-z0-9*_-]{100,}$/);
    assert.match(request?.headers["content-type"] ?? "", /^application\/json/);
    assert.deepEqual(request?.body, { GroupId: "ops-room" });
  });

  it("carries a random unsigned 32-bit integer, another one each time", async () => {
    const { client, server } = await bench.start([ok]);
    await Promise.all(Array.from({ length: 10 }, () => client.call(DESTROY, {})));
    const randoms = server.received.map(({ query }) => query.get("random") ?? "");
    for (const random of randoms) assert.ok(/^\d+$/.test(random) && Number(random) <= 0xffff_ffff, random);
    assert.ok(new Set(randoms).size > 8);
  });

  it("gives the whole answer back", async () => {
    const { client } = await bench.start([{ ...ok, GroupId: "x" }]);
    assert.deepEqual(await client.call<{ GroupId: string }>(DESTROY, {}), { ...ok, GroupId: "x" });
  });

  it("counts ErrorCode 0 as success when ActionStatus is missing", async () => {
    const { client } = await bench.start([{ ErrorCode: 0, ErrorInfo: "OK" }]);
    await client.call("openconfigsvr/getappinfo", {});
  });

  it("uses one connection for calls after one another", async () => {
    const { client, server } = await bench.start([ok]);
    for (let i = 0; i < 5; i += 1) await client.call(DESTROY, {});
    assert.equal(new Set(server.received.map(({ socket }) => socket)).size, 1);
  });

  it("names the code, the words and the way out when it is refused", async () => {
    const { client } = await bench.start([fail(10010, "this group does not exist")]);
    const error = await chatErrorOf(client.call(DESTROY, {}));
    assert.ok(error instanceof ApiError);
    assert.equal(error.errorClass, "notFound");
    assert.equal(error.code, 10010);
    assert.equal(error.api, "destroy_group");
    assert.equal(error.isIndeterminate, false);
    assert.match(error.message, /^destroy_group: 10010 "this group does not exist", the group does not exist/);
  });

  it("refuses a path that is not service/command", async () => {
    const { client, server } = await bench.start([ok]);
    for (const path of ["", "destroy_group", "../x/y", "a/b?c=d", "v4/a/b"])
      await assert.rejects(client.call(path, {}), /`path` must be/);
    assert.equal(server.received.length, 0);
  });

  it("takes a key named __proto__ in an answer for a key", async () => {
    const { client } = await bench.start([text('{"ErrorCode":0,"__proto__":{"polluted":true}}')]);
    const answer = await client.call(DESTROY, {});
    assert.equal(Object.getPrototypeOf(answer), Object.prototype);
    assert.equal(answer.polluted, undefined);
  });
});

describe("a call that fails for a moment", () => {
  const bench = useBench();
  const clock = (): { clock: LeapingClock } => ({ clock: new LeapingClock() });

  for (const [what, step] of [
    ["a throttle code", fail(60007)],
    ["a transient code", fail(10002)],
    ["HTTP 502", status(502)],
    ["HTTP 429", status(429)],
    ["an answer that is no JSON", text("<html>")],
    ["an answer without ErrorCode", text("{}")],
    ["an empty answer", text("")],
    ["a reset connection", reset],
  ] as const) {
    it(`is made again after ${what}`, async () => {
      const { client, server } = await bench.start([step, step, ok], clock());
      await client.call(MODIFY, {});
      assert.equal(server.received.length, 3);
    });
  }

  it("is signed anew once, and no more", async () => {
    const { client, server } = await bench.start([fail(70001)], clock());
    const error = await chatErrorOf(client.call(DESTROY, {}));
    assert.equal(server.received.length, 2);
    assert.equal(error.errorClass, "authentication");
    assert.equal(error.isIndeterminate, false);
  });

  it("is signed anew by one call for all: a wrong key is not tried over and over", async () => {
    const { client, server } = await bench.start([fail(70003)], clock());
    await chatErrorOf(client.call(DESTROY, {}));
    await chatErrorOf(client.call(DESTROY, {}));
    assert.equal(server.received.length, 3);
  });

  it("succeeds with the new signature", async () => {
    const { client, server } = await bench.start([fail(70001), ok], clock());
    await client.call(DESTROY, {});
    assert.equal(server.received.length, 2);
  });

  it("is not made again after 70050", async () => {
    const { client, server } = await bench.start([fail(70050)], clock());
    const error = await chatErrorOf(client.call(MODIFY, {}));
    assert.equal(server.received.length, 1);
    assert.equal(error.errorClass, "throttled");
    assert.match(error.advice, /wait a minute, check `secretKey`/);
  });

  it("takes a lasting 10006 for the day's quota, and says so", async () => {
    const { client, server } = await bench.start([fail(10006)], clock());
    const error = await chatErrorOf(client.groups.create({ type: "Public", name: "x" }));
    assert.equal(server.received.length, 4);
    assert.match(error.advice, /daily quota/);
  });

  it("gives up at the deadline, saying how many tries in what time", async () => {
    const { client, server } = await bench.start([fail(10002)], clock());
    const error = await chatErrorOf(client.call(MODIFY, {}));
    assert.ok(server.received.length > 10);
    assert.match(error.message, new RegExp(`\\(${server.received.length} tries in [0-9.]+ s\\)`));
    assert.ok(Number(/in ([0-9.]+) s/.exec(error.message)?.[1]) <= 60);
    assert.equal(error.isIndeterminate, true);
  });

  it("keeps to the deadline of the call rather than the client's", async () => {
    const time = new LeapingClock();
    const { client, server } = await bench.start([fail(60007)], { clock: time });
    await chatErrorOf(client.call(MODIFY, {}, { deadline: time.now() + 900 }));
    assert.equal(server.received.length, 1);
  });

  it("is not sent when its deadline is over already", async () => {
    const { client, server } = await bench.start([ok]);
    const error = await chatErrorOf(client.groups.destroy("x", { deadline: Date.now() - 1 }));
    assert.equal(error.isIndeterminate, false);
    assert.equal(server.received.length, 0);
  });

  it("waits no longer for an answer than the deadline allows", async () => {
    const { client } = await bench.start([silence], { deadlineMs: 50 });
    const error = await chatErrorOf(client.call(MODIFY, {}));
    assert.match(error.info, /no answer within \d\d? ms/);
  });
});

describe("a call that must not be repeated blindly", () => {
  const bench = useBench();

  for (const [what, step] of [
    ["a reset connection", reset],
    ["HTTP 502", status(502)],
    ["an answer that is no JSON", text("OK")],
    ["the service's own timeout", fail(60008)],
    ["an internal error", fail(10002)],
  ] as const) {
    it(`stops at once after ${what}, and says that it may have happened`, async () => {
      const { client, server } = await bench.start([step]);
      const error = await chatErrorOf(client.groups.destroy("ops-room"));
      assert.equal(server.received.length, 1);
      assert.equal(error.isIndeterminate, true);
      assert.match(error.advice, /check before you repeat it/i);
      if (error instanceof TransportError) assert.equal(error.errorClass, "unknownOutcome");
    });
  }

  it("is made again when it was refused for its rate", async () => {
    const { client, server } = await bench.start([fail(60007), ok], { clock: new LeapingClock() });
    await client.groups.destroy("ops-room");
    assert.equal(server.received.length, 2);
  });

  it("keeps isIndeterminate through the tries that follow", async () => {
    const { client } = await bench.start([reset, fail(10010)], { clock: new LeapingClock() });
    const error = await chatErrorOf(client.groups.modify("ops-room", { name: "x" }));
    assert.equal(error.errorClass, "notFound");
    assert.equal(error.isIndeterminate, true);
  });

  it("never says it of a read", async () => {
    const { client } = await bench.start([reset, fail(10010)], { clock: new LeapingClock() });
    assert.equal((await chatErrorOf(client.attributes.get("ops-room"))).isIndeterminate, false);
  });
});

describe("cancelling", () => {
  const bench = useBench();

  const cancelled = async (promise: Promise<unknown>): Promise<ChatError> => {
    const error = await chatErrorOf(promise);
    assert.ok(error instanceof CancelledError);
    return error;
  };

  it("stops a call before it is sent", async () => {
    const { client, server } = await bench.start([ok]);
    const error = await cancelled(client.groups.destroy("x", { signal: AbortSignal.abort() }));
    assert.equal(error.isIndeterminate, false);
    assert.equal(server.received.length, 0);
  });

  it("stops a call on the wire, whose outcome is then unknown", async () => {
    const { client, server } = await bench.start([silence]);
    const stop = new AbortController();
    const call = cancelled(client.groups.destroy("x", { signal: stop.signal }));
    await server.arrived(1);
    stop.abort();
    const error = await call;
    assert.equal(error.isIndeterminate, true);
    assert.equal(error.errorClass, "unknownOutcome");
  });

  it("stops a call between two tries", async () => {
    const clock = new ManualClock();
    const { client, server } = await bench.start([fail(60007)], { clock });
    const stop = new AbortController();
    const call = cancelled(client.groups.destroy("x", { signal: stop.signal }));
    await server.arrived(1);
    while (clock.sleeping === 0) await settled();
    stop.abort();
    assert.equal((await call).isIndeterminate, false);
  });

  it("stops a call that waits for its turn", async () => {
    const clock = new ManualClock();
    const { client } = await bench.start([ok], { clock, callsPerSecond: 1 });
    await client.groups.destroy("x");
    const stop = new AbortController();
    const call = cancelled(client.groups.destroy("y", { signal: stop.signal }));
    await settled();
    stop.abort();
    await call;
  });

  it("stops everything when the client is closed", async () => {
    const { client, server } = await bench.start([silence]);
    const call = cancelled(client.groups.destroy("x"));
    await server.arrived(1);
    client.close();
    await call;
    await cancelled(client.groups.destroy("y"));
  });

  it("leaves no listener on the caller's signal", async () => {
    const { client } = await bench.start([ok]);
    const stop = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = stop.signal;
    stop.signal.addEventListener = (...all: Parameters<typeof addEventListener>): void => {
      listeners += 1;
      addEventListener.apply(stop.signal, all);
    };
    stop.signal.removeEventListener = (...all: Parameters<typeof removeEventListener>): void => {
      listeners -= 1;
      removeEventListener.apply(stop.signal, all);
    };
    for (let i = 0; i < 5; i += 1) await client.groups.destroy("x", { signal: stop.signal });
    assert.equal(listeners, 0);
  });
});

describe("the secret key and the UserSig", () => {
  const bench = useBench();

  it("are in no form of an error, even when the service repeats them", async () => {
    const { client, server } = await bench.start([
      (response, request) => response.end(JSON.stringify(fail(10004, `bad ${request.query} key ${SECRET}`))),
    ]);
    const error = await chatErrorOf(client.groups.destroy("x"));
    const sig = server.received[0]?.query.get("usersig") ?? "missing";
    const forms = [
      error.message,
      error.info,
      error.stack ?? "",
      JSON.stringify(error),
      inspect(error, { showHidden: true, depth: 9 }),
    ];
    for (const form of forms) assert.ok(!form.includes(sig.slice(0, 40)) && !form.includes(SECRET), form);
  });

  it("are not shown by a client", async () => {
    const { client, server } = await bench.start([ok]);
    await client.groups.destroy("x");
    const sig = server.received[0]?.query.get("usersig") ?? "missing";
    for (const form of [inspect(client, { showHidden: true, depth: 20 }), JSON.stringify(client)]) {
      assert.ok(!form.includes(sig.slice(0, 40)) && !form.includes(SECRET));
    }
  });

  it("do not get into the log", async () => {
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    const { client, server } = await bench.start([reset, fail(60007), fail(70001), text("<html>"), ok], {
      clock: new LeapingClock(),
      logger: { debug: log, info: log, warn: log },
    });
    await client.groups.modify("x", { name: "y" });
    const sig = server.received[0]?.query.get("usersig") ?? "missing";
    assert.ok(lines.length >= 5);
    for (const line of lines)
      assert.ok(!line.includes(sig.slice(0, 40)) && !line.includes(SECRET) && !line.includes("http://"), line);
  });

  it("are not taken from an error of a transport that breaks its contract", async () => {
    const client = new ChatClient({
      sdkAppId: 1,
      secretKey: SECRET,
      transport: { request: ({ url }) => Promise.reject(new Error(`failed: ${url}`)) },
    });
    const error = await chatErrorOf(client.groups.destroy("x"));
    assert.equal(error.isIndeterminate, true);
    assert.ok(!inspect(error).includes("usersig"));
  });
});
