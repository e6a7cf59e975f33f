import assert from "node:assert/strict";
import { deflateRawSync, gzipSync } from "node:zlib";
import { type Answer, pathOf, Rig } from "./support/rig";
import { inAlphabet, pack, sign, signatureOf, ticketJson } from "./support/sign";

const VECTOR = {
  sdkAppId: 1400000000,
  identifier: "administrator",
  time: 1700000000,
  expire: 86400,
  key: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
};
const VECTOR_SIG =
  "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl*UVQBcUp2YkFBZkpSlaGJgZQAJFJrSjILEpVsrIwM4EJlWTmAgUMzVEVFmemAw23TCwPTw31sfCtqEhyyrNIyXAy8CorzTfw8vbMMEnxc-bJdveMMMkzTUsxsFWqBQDFLzPV";
const OTHER = { sdkAppId: 1400000001, secretKey: "the-key-of-the-other-app", admins: ["administrator"] };

describe("the emulator's check of a UserSig", () => {
  const rig = new Rig({
    apps: [{ sdkAppId: VECTOR.sdkAppId, secretKey: VECTOR.key, admins: ["administrator", "second"] }, OTHER],
  });

  async function codeFor(changes: Record<string, string | undefined>): Promise<number> {
    const answer = await rig.send({
      target: `${pathOf("get_group_info")}?${rig.query(changes)}`,
      body: '{"GroupIdList":["a"]}',
    });
    assert.equal(answer.status, 200);
    return (JSON.parse(answer.text) as Answer).ErrorCode;
  }

  it("accepts the reference test vector", async () => {
    assert.equal(signatureOf(VECTOR), "9awWeUL8MxxbBn8dhB0Jvuo0JKIh4dNCLkGIX4n5fd0=");
    assert.equal(await codeFor({ usersig: VECTOR_SIG }), 0);
  });

  it("accepts any order of fields, and a signed userbuf", async () => {
    const json = Object.fromEntries(Object.entries(ticketJson({ ...VECTOR, userBuf: "YWJj" })).reverse());
    assert.equal(await codeFor({ usersig: pack(json) }), 0);
  });

  it("accepts a signature until the second in which it expires, but not later", async () => {
    const usersig = sign({ ...VECTOR, time: 1_700_000_000 - 100, expire: 100 });
    assert.equal(await codeFor({ usersig }), 0);
    assert.equal(await codeFor({ usersig: sign({ ...VECTOR, time: 1_700_000_000 - 101, expire: 100 }) }), 70001);
  });

  const json = ticketJson(VECTOR);
  const cut = VECTOR_SIG.slice(0, -8);
  const cases: readonly [string, number, Record<string, string | undefined>][] = [
    ["is empty", 70002, { usersig: "" }],
    ["is missing", 70002, { usersig: undefined }],
    ["is cut off", 70003, { usersig: cut }],
    ["lacks its padding", 70003, { usersig: VECTOR_SIG.slice(0, -1) }],
    ["is in the ordinary base64 alphabet", 70003, { usersig: VECTOR_SIG.replaceAll("*", "+").replaceAll("-", "/") }],
    ["is raw deflate instead of zlib", 70003, { usersig: inAlphabet(deflateRawSync(JSON.stringify(json))) }],
    ["is gzip instead of zlib", 70003, { usersig: inAlphabet(gzipSync(JSON.stringify(json))) }],
    ["inflates to megabytes", 70003, { usersig: pack("a".repeat(4_000_000)) }],
    ["contains no object", 70003, { usersig: pack("text") }],
    ["contains null", 70003, { usersig: pack(null) }],
    ["is of version 1.0", 70003, { usersig: pack({ ...json, "TLS.ver": "1.0" }) }],
    ["has its SDKAppID as a string", 70003, { usersig: pack({ ...json, "TLS.sdkappid": "1400000000" }) }],
    ["has its time as a string", 70003, { usersig: pack({ ...json, "TLS.time": "1700000000" }) }],
    ["lacks the signature", 70003, { usersig: pack({ ...json, "TLS.sig": undefined }) }],
    ["has an unsigned userbuf", 70003, { usersig: pack({ ...json, "TLS.userbuf": "YWJj" }) }],
    ["is signed with an unknown key", 70003, { usersig: sign({ ...VECTOR, key: "wrong" }) }],
    ["is signed with another app's key", 70009, { usersig: sign({ ...VECTOR, key: OTHER.secretKey }) }],
    ["is for another identifier", 70013, { identifier: "second", usersig: VECTOR_SIG }],
    ["differs from identifier in case only", 70013, { identifier: "Administrator", usersig: VECTOR_SIG }],
    ["is for another SDKAppID", 70014, { sdkappid: "1400000001", usersig: VECTOR_SIG }],
    [
      "is of an app that does not exist",
      70020,
      { sdkappid: "1400000002", usersig: sign({ ...VECTOR, sdkAppId: 1400000002 }) },
    ],
    [
      "is of a user who is not an admin",
      60010,
      { identifier: "alice", usersig: sign({ ...VECTOR, identifier: "alice" }) },
    ],
  ];
  for (const [input, code, changes] of cases)
    it(`answers ${code} when it ${input}`, async () => {
      assert.equal(await codeFor(changes), code);
    });

  it("compares SDKAppID, then identifier, then expiry, then the signature", async () => {
    const wrong = { sdkAppId: 1, identifier: "nobody", time: 1, expire: 1, key: "wrong" };
    assert.equal(await codeFor({ usersig: sign(wrong) }), 70014);
    assert.equal(await codeFor({ usersig: sign({ ...wrong, sdkAppId: VECTOR.sdkAppId }) }), 70013);
    assert.equal(
      await codeFor({ usersig: sign({ ...wrong, sdkAppId: VECTOR.sdkAppId, identifier: VECTOR.identifier }) }),
      70001,
    );
  });

  it("answers 70050 to all calls of an identifier after 20 failures within a minute, but not to others", async () => {
    const bad = { usersig: sign({ ...VECTOR, key: "wrong" }) };
    for (let i = 0; i < 20; i += 1) assert.equal(await codeFor(bad), 70003);
    assert.equal(await codeFor(bad), 70050);
    assert.equal(await codeFor({}), 70050);
    assert.equal(await codeFor({ identifier: "second", usersig: sign({ ...VECTOR, identifier: "second" }) }), 0);
    rig.clock.advance(59_999);
    assert.equal(await codeFor({}), 70050);
    rig.clock.advance(1);
    assert.equal(await codeFor({}), 0);
  });
});
