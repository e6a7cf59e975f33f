import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { type Answer, pathOf, Rig } from "./support/rig";

describe("the emulator's envelope", () => {
  const rig = new Rig({ maxBodyBytes: 1000 });
  const target = (path = pathOf("get_group_info"), query = rig.query()): string => `${path}?${query}`;
  const BODY = '{"GroupIdList":["a"]}';

  async function answerTo(send: { method?: string; target: string; body?: string | Buffer }): Promise<Answer> {
    const raw = await rig.send(send);
    assert.equal(raw.status, 200, "failures of the API are HTTP 200");
    return JSON.parse(raw.text) as Answer;
  }

  it("answers with the headers of the documentation's sample", async () => {
    const { headers } = await rig.send({ target: target(), body: BODY });
    assert.equal(headers.server, "nginx");
    assert.equal(headers["access-control-allow-origin"], "*");
    assert.equal(headers["access-control-allow-headers"], "X-Requested-With");
    assert.equal(headers["access-control-allow-methods"], "POST");
    assert.match(String(headers["content-type"]), /^application\/json/);
  });

  it("answers every failure with HTTP 200, FAIL, a code and a reason", async () => {
    const answer = await answerTo({ target: target(pathOf("destroy_group")), body: '{"GroupId":"none"}' });
    assert.deepEqual(answer, { ActionStatus: "FAIL", ErrorCode: 10010, ErrorInfo: "this group does not exist" });
  });

  for (const method of ["GET", "PUT", "DELETE", "PATCH"])
    it(`answers 60002 to ${method}`, async () => {
      assert.equal((await answerTo({ method, target: target(), body: method === "GET" ? "" : BODY })).ErrorCode, 60002);
    });

  const paths: readonly [string, number][] = [
    ["/v3/group_open_http_svc/get_group_info", 60002],
    ["/V4/group_open_http_svc/get_group_info", 60002],
    ["/group_open_http_svc/get_group_info", 60002],
    ["/v4/group_open_http_svc", 60002],
    ["/v4/group_open_http_svc/get_group_info/", 60002],
    ["/v4//get_group_info", 60002],
    ["/", 60002],
    ["/v4/no_such_svc/get_group_info", 60009],
    ["/v4/Group_Open_Http_Svc/get_group_info", 60009],
    ["/v4/im_open_login_svc/create_group", 60008],
    ["/v4/group_open_http_svc/get_group_attr", 60008],
    ["/v4/group_open_http_svc/get_group_information", 10003],
    ["/v4/group_open_http_svc/Get_Group_Info", 10003],
    ["/v4/group_open_http_svc/__proto__", 10003],
  ];
  for (const [path, code] of paths)
    it(`answers ${code} to POST ${path}`, async () => {
      assert.equal((await answerTo({ target: target(path), body: BODY })).ErrorCode, code);
    });

  for (const path of [
    "group_open_http_svc/create_permission_group",
    "group_open_http_svc/modify_permission_group",
    "openim/importmsg",
    "openim/admin_msgwithdraw",
    "openim_msg_ext_http_svc/set_key_values",
    "openconfigsvr/getappinfo",
    "sns/friend_add",
    "openim/c2c_msg_read_receipt",
    "openim/delete_c2c_msg_ramble",
    "group_open_http_svc/group_msg_receipt",
    "group_open_http_svc/clear_group_msg",
    "follow/follow_add",
    "official_account_open_http_svc/create_official_account",
    "im_msg_audit/any",
    "im_msg_audit_mgr/any",
    "im_cos_msg/any",
    "timpush/push",
  ])
    it(`reports that ${path} is not emulated, and never succeeds`, async () => {
      const answer = await answerTo({ target: target(`/v4/${path}`), body: "{}" });
      assert.equal(answer.ErrorCode, 10003);
      assert.match(answer.ErrorInfo, new RegExp(`${path} is not emulated`));
    });

  const queries: readonly [string, number, Record<string, string | undefined>, string?][] = [
    ["without sdkappid", 60012, { sdkappid: undefined }],
    ["with an empty sdkappid", 60012, { sdkappid: "" }],
    ["with sdkappid in letters", 60006, { sdkappid: "abc" }],
    ["with a negative sdkappid", 60006, { sdkappid: "-1" }],
    ["with sdkappid 0", 60006, { sdkappid: "0" }],
    ["with sdkappid with a fraction", 60006, { sdkappid: "1400000000.0" }],
    ["without identifier", 60004, { identifier: undefined }],
    ["with an empty identifier", 60004, { identifier: "" }],
    ["without random", 60002, { random: undefined }],
    ["with random over 32 bits", 60002, { random: "4294967296" }],
    ["with a negative random", 60002, { random: "-1" }],
    ["with a fractional random", 60002, { random: "0.5" }],
    ["with random in scientific notation", 60002, { random: "1e5" }],
    ["with an empty random", 60002, { random: "" }],
    ["with random 0", 0, { random: "0" }],
    ["without contenttype", 60002, { contenttype: undefined }],
    ["with contenttype JSON", 60002, { contenttype: "JSON" }],
    ["with sdkAppId instead of sdkappid", 60002, { sdkappid: undefined, sdkAppId: "1400000000" }],
    ["with an unknown parameter", 60002, { nettype: "0" }],
    ["with random twice", 60002, {}, "&random=1"],
    ["with broken percent-encoding", 60002, { identifier: undefined }, "&identifier=%E0%A4"],
    ["with a parameter without a value", 60002, {}, "&random"],
    ["that ends with an ampersand", 60002, {}, "&"],
  ];
  for (const [input, code, changes, more] of queries)
    it(`answers ${code} to a query ${input}`, async () => {
      assert.equal(
        (await answerTo({ target: target(undefined, rig.query(changes) + (more ?? "")), body: BODY })).ErrorCode,
        code,
      );
    });

  it("accepts the parameters in any order", async () => {
    const reversed = rig.query().split("&").reverse().join("&");
    assert.equal((await answerTo({ target: target(undefined, reversed), body: BODY })).ErrorCode, 0);
  });

  it("answers 60012 to a URL without a query", async () => {
    assert.equal((await answerTo({ target: pathOf("get_group_info"), body: BODY })).ErrorCode, 60012);
  });

  const bodies: readonly [string, number, string | Buffer][] = [
    ["nothing", 60003, ""],
    ["invalid JSON", 60003, "GroupId=a"],
    ["truncated JSON", 60003, BODY.slice(0, -1)],
    ["JSON with a byte order mark", 60003, `\ufeff${BODY}`],
    [
      "invalid UTF-8",
      60003,
      Buffer.concat([Buffer.from('{"GroupIdList":["'), Buffer.from([0xff]), Buffer.from('"]}')]),
    ],
    ["an array", 60003, "[]"],
    ["null", 60003, "null"],
    ["a string", 60003, '"a"'],
    ["more than the limit", 60002, `{"GroupIdList":["${"a".repeat(1000)}"]}`],
    ["far more than the limit", 60002, "a".repeat(2_000_000)],
    ["an unknown field", 10004, '{"GroupIdList":["a"],"GroupId":"a"}'],
    ["a __proto__ key", 10004, '{"GroupIdList":["a"],"__proto__":{"a":1}}'],
    ["exactly the limit", 0, `{"GroupIdList":["a"]${" ".repeat(1000 - BODY.length)}}`],
  ];
  for (const [input, code, body] of bodies)
    it(`answers ${code} to a body of ${input}`, async () => {
      assert.equal((await answerTo({ target: target(), body })).ErrorCode, code);
    });

  it("names the unknown field", async () => {
    const answer = await answerTo({ target: target(), body: '{"GroupIdList":["a"],"GroupID":"a"}' });
    assert.equal(answer.ErrorInfo, "unknown field GroupID");
  });

  it("never repeats a UserSig in an answer or in the journal", async () => {
    const query = rig.query();
    const usersig = /usersig=([^&]*)/.exec(query)?.[1] ?? "";
    const targets = [
      target(undefined, query),
      `${pathOf("get_group_info")}&${query}`,
      target(undefined, `${query}&usersig=${usersig}`),
      target(undefined, `${query}&${usersig}=1`),
      `/v4/${usersig}/x?${query}`,
    ];
    for (const one of targets) assert.ok(!(await rig.send({ target: one, body: BODY })).text.includes(usersig), one);
    const journal = JSON.stringify(rig.emulator.journal.entries());
    assert.equal(rig.emulator.journal.count(), targets.length);
    assert.ok(!journal.includes(usersig));
    assert.ok(!journal.includes(rig.emulator.apps[0]?.secretKey ?? ""));
  });

  it("answers invalid HTTP with the service's error", async () => {
    const socket = connect(rig.emulator.port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.write("hello\r\n\r\n");
    await once(socket, "close");
    const text = Buffer.concat(chunks).toString();
    assert.match(text, /^HTTP\/1.1 200 OK/);
    assert.match(text, /\{"ActionStatus":"FAIL","ErrorInfo":"HTTP parse Error","ErrorCode":60002\}$/);
  });

  it("keeps a connection alive between calls", async () => {
    const socket = connect(rig.emulator.port, "127.0.0.1");
    const message = `POST ${target()} HTTP/1.1\r\nHost: a\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
    for (let i = 0; i < 3; i += 1) {
      socket.write(message);
      const [chunk] = (await once(socket, "data")) as [Buffer];
      assert.match(chunk.toString(), /^HTTP\/1.1 200 OK[\s\S]*\r\nConnection: keep-alive/);
    }
    socket.destroy();
  });
});
