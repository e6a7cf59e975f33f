import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { inflateSync } from "node:zlib";
import { UserSigSource } from "../../../../chat/core/userSig";
import { SECRET } from "../support/client";
import { ManualClock } from "../support/clocks";

interface Decoded {
  "TLS.ver": string;
  "TLS.identifier": string;
  "TLS.sdkappid": number;
  "TLS.expire": number;
  "TLS.time": number;
  "TLS.sig": string;
}

/** Reverses the algorithm of doc 34385. */
function decode(sig: string): Decoded {
  const base64 = sig.replace(/\*/g, "+").replace(/-/g, "/").replace(/_/g, "=");
  return JSON.parse(inflateSync(Buffer.from(base64, "base64")).toString("utf8"));
}

function sigOf(key: string, content: Decoded): string {
  const text = `TLS.identifier:${content["TLS.identifier"]}\nTLS.sdkappid:${content["TLS.sdkappid"]}\nTLS.time:${content["TLS.time"]}\nTLS.expire:${content["TLS.expire"]}\n`;
  return createHmac("sha256", key).update(text).digest("base64");
}

describe("the UserSig", () => {
  it("is verified here by an algorithm that accepts a known signature", () => {
    const known =
      "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl*UVQBcUp2YkFBZkpSlaGJgZQAJFJrSjILEpVsrIwM4EJlWTmAgUMzVEVFmemAw23TCwPTw31sfCtqEhyyrNIyXAy8CorzTfw8vbMMEnxc-bJdveMMMkzTUsxsFWqBQDFLzPV";
    const content = decode(known);
    assert.equal(content["TLS.time"], 1_700_000_000);
    assert.equal(content["TLS.sig"], "9awWeUL8MxxbBn8dhB0Jvuo0JKIh4dNCLkGIX4n5fd0=");
    assert.equal(sigOf(SECRET, content), content["TLS.sig"]);
  });

  it("contains the admin and the app, is signed with the key, and is valid for more than a day", () => {
    const content = decode(new UserSigSource(1400000000, SECRET, "administrator", new ManualClock()).current().value);
    assert.equal(content["TLS.ver"], "2.0");
    assert.equal(content["TLS.identifier"], "administrator");
    assert.equal(content["TLS.sdkappid"], 1400000000);
    assert.ok(content["TLS.expire"] >= 86_400);
    assert.ok(Math.abs(content["TLS.time"] - Date.now() / 1000) < 60);
    assert.equal(content["TLS.sig"], sigOf(SECRET, content));
  });

  it("is cached and renewed a day before it expires", async () => {
    const clock = new ManualClock();
    const source = new UserSigSource(1, SECRET, "a", clock);
    const first = source.current();
    await clock.advance(23 * 3_600_000);
    assert.equal(source.current(), first);
    await clock.advance(3_600_000);
    assert.equal(source.current().generation, first.generation + 1);
  });

  it("is renewed when the clock was set back", () => {
    const clock = new ManualClock();
    const source = new UserSigSource(1, SECRET, "a", clock);
    const first = source.current();
    clock.set(clock.now() - 1000);
    assert.notEqual(source.current(), first);
  });

  it("is renewed once for all calls that were refused with the same one", () => {
    const source = new UserSigSource(1, SECRET, "a", new ManualClock());
    const refused = source.current();
    const fresh = source.replace(refused);
    assert.equal(source.replace(refused), fresh);
    assert.equal(fresh?.generation, refused.generation + 1);
  });

  it("is not renewed again within a minute if the new one is refused as well", async () => {
    const clock = new ManualClock();
    const source = new UserSigSource(1, SECRET, "a", clock);
    const fresh = source.replace(source.current());
    assert.ok(fresh);
    assert.equal(source.replace(fresh), undefined);
    await clock.advance(60_000);
    assert.ok(source.replace(fresh));
  });
});
