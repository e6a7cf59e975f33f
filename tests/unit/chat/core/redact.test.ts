import assert from "node:assert/strict";
import fc from "fast-check";
import { redact } from "../../../../chat";
import { sanitize } from "../../../../chat/base/redact";
import { UserSigSource } from "../../../../chat/core/userSig";
import { SECRET } from "../support/client";
import { ManualClock } from "../support/clocks";

const anyText = fc.string({ maxLength: 40 });

describe("redaction", () => {
  it("hides a UserSig anywhere in a text", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.string({ minLength: 1, maxLength: 32 }), (before, after, user) => {
        const sig = new UserSigSource(1400000000, SECRET, user, new ManualClock()).current().value;
        return !redact(`${before} ${sig} ${after}`, []).includes(sig.slice(0, 30));
      }),
      { numRuns: 60 },
    );
  });

  it("hides the start of a truncated UserSig", () => {
    const sig = new UserSigSource(1400000000, SECRET, "administrator", new ManualClock()).current().value;
    assert.equal(redact(`bad sig ${sig.slice(0, 45)}.`, []), "bad sig [hidden].");
  });

  it("hides the value of a usersig parameter of any length, and nothing after it", () => {
    assert.equal(redact("https://x/v4/a?usersig=abc&random=1", []), "https://x/v4/a?usersig=[hidden]&random=1");
    assert.equal(redact("https://x/v4/a?UserSig=abc", []), "https://x/v4/a?UserSig=[hidden]");
    assert.equal(redact('{"usersig":"abc","random":1}', []), '{"usersig":"[hidden]","random":1}');
    assert.equal(redact("usersig%3Dabc", []), "usersig%3D[hidden]");
  });

  it("hides the given secrets: plain, percent-encoded and inside JSON", () => {
    fc.assert(
      fc.property(
        anyText,
        fc.string({ minLength: 8, maxLength: 64, unit: "binary-ascii" }).filter((s) => s.trim().length > 7),
        (before, secret) => {
          for (const form of [secret, encodeURIComponent(secret), JSON.stringify({ key: secret })]) {
            const out = redact(`${before}${form}`, [secret]);
            assert.ok(
              !out.includes(secret) &&
                !out.includes(JSON.stringify(secret).slice(1, -1)) &&
                !out.includes(encodeURIComponent(secret)),
            );
          }
        },
      ),
    );
  });

  it("hides an unknown key because it looks like one", () => {
    assert.equal(redact(`key ${SECRET}.`, []), "key [hidden].");
  });

  it("leaves group ids, codes and sentences unchanged", () => {
    const text =
      'destroy_group: 10010 "this group does not exist", @TGS#_@TGS#cRDH3HIM62CP preview-acme-shop-pr-1234-aaaabbbbccccdddd';
    assert.equal(redact(text, [SECRET]), text);
  });

  it("is idempotent", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => redact(redact(text, []), []) === redact(text, [])));
  });

  it("keeps external text short and on one line", () => {
    assert.equal(sanitize("a\u001b[31mred\r\nb"), "a [31mred b");
    assert.ok(sanitize("x".repeat(10_000_000)).length < 450);
  });
});
