import assert from "node:assert/strict";
import fc from "fast-check";
import { apiFailure, type Failure, mayHaveTakenEffect, type WireFailureKind } from "../../../../chat/core/failure";
import { decideRetry, type RetryDecision } from "../../../../chat/core/retry";

const api = (code: number): Failure => apiFailure("modify_group_base_info", code, "");
const wire = (nature: WireFailureKind, sent = true): Failure => ({
  kind: "wire",
  sent,
  failureKind: nature,
  reason: "",
});

function decide(
  failure: Failure,
  more: { tries?: number; repeat?: "safe" | "unsafe"; userSigRenewed?: boolean; random?: number } = {},
): RetryDecision {
  return decideRetry({
    failure,
    tries: 1,
    repeat: "safe",
    userSigRenewed: false,
    retriesNotFound: false,
    random: 0.5,
    ...more,
  });
}

describe("the retry decision", () => {
  const rows: readonly [string, Failure, "safe" | "unsafe", RetryDecision["kind"]][] = [
    ["waits after a throttle code of an unsafe call", api(60007), "unsafe", "wait"],
    ["waits after the group service's own throttle code", api(10006), "unsafe", "wait"],
    ["waits after a transient code of a safe call", api(10002), "safe", "wait"],
    ["waits after a write conflict of a safe call", api(10056), "safe", "wait"],
    ["stops after a transient code of an unsafe call", api(10002), "unsafe", "stop"],
    ["stops after the service's own timeout of an unsafe call", api(60008), "unsafe", "stop"],
    ["renews the UserSig after it expired", api(70001), "unsafe", "renewUserSig"],
    ["renews the UserSig after a rejected request signature", api(10008), "safe", "renewUserSig"],
    ["stops after a UserSig signed with another app's key", api(70009), "safe", "stop"],
    ["stops after too many failed checks", api(70050), "safe", "stop"],
    ["stops after notFound", api(10010), "safe", "stop"],
    ["stops after alreadyExists", api(10021), "unsafe", "stop"],
    ["stops after permission", api(10007), "safe", "stop"],
    ["stops after plan", api(10058), "unsafe", "stop"],
    ["stops after invalid", api(10004), "safe", "stop"],
    ["stops after an unknown code", api(12345), "safe", "stop"],
    ["waits after a timeout of a safe call", wire("temporary"), "safe", "wait"],
    ["stops after a timeout of an unsafe call", wire("temporary"), "unsafe", "stop"],
    ["waits after a refused connection of an unsafe call", wire("temporary", false), "unsafe", "wait"],
    ["waits after a non-JSON answer to a safe call", wire("unexpected"), "safe", "wait"],
    ["waits after a refused connection to this machine", wire("notListening", false), "unsafe", "wait"],
    ["stops after HTTP 404", wire("permanent"), "safe", "stop"],
    ["stops after an untrusted certificate", wire("permanent", false), "unsafe", "stop"],
    ["waits after HTTP 429 of a safe call", wire("throttled"), "safe", "wait"],
  ];
  for (const [name, failure, repeat, kind] of rows) {
    it(name, () => assert.equal(decide(failure, { repeat }).kind, kind));
  }

  it("renews the UserSig only once", () => {
    for (const code of [70001, 70002, 70003, 70005, 70052, 60004, 60005, 10008]) {
      assert.equal(decide(api(code)).kind, "renewUserSig", String(code));
      assert.equal(decide(api(code), { userSigRenewed: true, tries: 2 }).kind, "stop", String(code));
    }
  });

  it("treats 10006 as the daily quota after four tries", () => {
    assert.equal(decide(api(10006), { tries: 3 }).kind, "wait");
    assert.equal(decide(api(10006), { tries: 4 }).kind, "stop");
  });

  it("stops after six answers that are not from a Chat service", () => {
    assert.equal(decide(wire("unexpected"), { tries: 5 }).kind, "wait");
    assert.equal(decide(wire("unexpected"), { tries: 6 }).kind, "stop");
  });

  it("slows the API down for its own rate limit, not for the limit of one group", () => {
    const slows = (code: number): boolean => {
      const decision = decide(api(code));
      return decision.kind === "wait" && decision.slowDown;
    };
    assert.equal(slows(60007), true);
    assert.equal(slows(10049), false);
    assert.equal(slows(10002), false);
  });

  it("waits one to ten seconds after a throttle code", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (tries, random) => {
          const decision = decide(api(60011), { tries, random });
          return decision.kind === "wait" && decision.ms >= 1000 && decision.ms <= 10_000;
        },
      ),
    );
  });

  it("backs off exponentially with jitter, up to five seconds", () => {
    const wait = (tries: number, random: number): number => {
      const decision = decide(wire("temporary"), { tries, random });
      return decision.kind === "wait" ? decision.ms : 0;
    };
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 60].map((tries) => wait(tries, 0)),
      [100, 200, 400, 800, 1600, 2500, 2500],
    );
    assert.equal(wait(1, 0.999), 200);
    assert.equal(wait(2000, 0.999) <= 5000, true);
  });

  it("treats a try as indeterminate only if it may have reached the service and was not refused", () => {
    assert.equal(mayHaveTakenEffect(wire("temporary")), true);
    assert.equal(mayHaveTakenEffect(wire("temporary", false)), false);
    assert.equal(mayHaveTakenEffect(api(10002)), true);
    assert.equal(mayHaveTakenEffect(api(60007)), false);
    assert.equal(mayHaveTakenEffect(api(70001)), false);
    assert.equal(mayHaveTakenEffect(api(10010)), false);
  });
});

describe("10010 right after a create", () => {
  const missing = apiFailure("modify_group_attr", 10010, "");
  const decide = (tries: number, retriesNotFound: boolean) =>
    decideRetry({ failure: missing, tries, repeat: "safe", userSigRenewed: false, retriesNotFound, random: 0.5 }).kind;

  it("is retried a limited number of times if the caller knows that the group exists", () => {
    assert.deepEqual([decide(1, true), decide(7, true), decide(8, true)], ["wait", "wait", "stop"]);
  });

  it("is not retried otherwise", () => {
    assert.equal(decide(1, false), "stop");
  });

  it("is not retried for another missing object", () => {
    const missingTopic = apiFailure("get_topic", 110003, "");
    assert.equal(
      decideRetry({
        failure: missingTopic,
        tries: 1,
        repeat: "safe",
        userSigRenewed: false,
        retriesNotFound: true,
        random: 0.5,
      }).kind,
      "stop",
    );
  });
});
