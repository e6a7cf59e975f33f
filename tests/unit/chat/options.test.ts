import assert from "node:assert/strict";
import { ChatClient, type ChatClientOptions, OptionError, regionDomains, regions } from "../../../chat";
import { checkOptions } from "../../../chat/options";
import { SECRET } from "./support/client";

const good = { sdkAppId: 1400000000, secretKey: SECRET };

describe("the client's options", () => {
  const bad: readonly [string, object, RegExp][] = [
    ["sdkAppId", { sdkAppId: 0 }, /positive integer.*given: 0\./],
    ["sdkAppId", { sdkAppId: "1400000000" }, /given: "1400000000"/],
    ["sdkAppId", { sdkAppId: undefined }, /given: undefined/],
    ["secretKey", { secretKey: "" }, /`secretKey` must be/],
    ["secretKey", { secretKey: undefined }, /given: undefined/],
    ["adminUserId", { adminUserId: "" }, /1 to 32 bytes/],
    ["adminUserId", { adminUserId: "管".repeat(11) }, /1 to 32 bytes/],
    [
      "region",
      { region: "mars" },
      /one of china, singapore, seoul, frankfurt, siliconValley, jakarta, .*given: "mars"/,
    ],
    ["region", { region: "__proto__" }, /one of china/],
    ["endpoint", { endpoint: "console.tim.qq.com" }, /full URL/],
    ["endpoint", { endpoint: "ftp://x" }, /full URL/],
    ["endpoint", { endpoint: "http://chat.example.com" }, /must use https.*allowInsecureEndpoint/],
    ["endpoint", { endpoint: "https://chat.example.com/?usersig=x" }, /no user name, password, query/],
    ["timeoutMs", { timeoutMs: 3000 }, /from 3001.*times out after 3 s.*given: 3000/],
    ["deadlineMs", { deadlineMs: Number.NaN }, /given: NaN/],
    ["callsPerSecond", { callsPerSecond: 0 }, /from 0.01/],
  ];
  for (const [option, given, message] of bad) {
    it(`refuses ${JSON.stringify(given)}, naming ${option} and the allowed values`, () => {
      assert.throws(
        () => new ChatClient({ ...good, ...given } as ChatClientOptions),
        (error) => error instanceof OptionError && error.option === option && message.test(error.message),
      );
    });
  }

  it("never shows a secret key, not even an invalid one", () => {
    assert.throws(
      () => new ChatClient({ ...good, secretKey: `${SECRET}\n` }),
      (error) => error instanceof OptionError && !error.message.includes(SECRET.slice(0, 8)),
    );
    assert.throws(
      () => new ChatClient({ ...good, endpoint: `https://user:${SECRET}@chat.example.com` }),
      (error) => error instanceof OptionError && !error.message.includes(SECRET.slice(0, 8)),
    );
  });

  it("defaults to China, ten seconds, one minute and 195 calls", () => {
    const { baseUrl, timeoutMs, deadlineMs, callsPerSecond, adminUserId } = checkOptions(good);
    assert.deepEqual(
      [baseUrl, timeoutMs, deadlineMs, callsPerSecond, adminUserId],
      ["https://console.tim.qq.com", 10_000, 60_000, 195, "administrator"],
    );
  });

  it("has a domain for each region", () => {
    assert.equal(regions.length, 9);
    for (const region of regions)
      assert.equal(checkOptions({ ...good, region }).baseUrl, `https://${regionDomains[region]}`);
  });

  it("prefers an endpoint to the region, with a path before /v4", () => {
    assert.equal(
      checkOptions({ ...good, region: "seoul", endpoint: "https://proxy.example.com/chat/" }).baseUrl,
      "https://proxy.example.com/chat",
    );
  });

  it("allows plain http for this machine, or with allowInsecureEndpoint", () => {
    for (const endpoint of ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"])
      assert.equal(checkOptions({ ...good, endpoint }).baseUrl, endpoint);
    assert.equal(
      checkOptions({ ...good, endpoint: "http://emulator:8080", allowInsecureEndpoint: true }).baseUrl,
      "http://emulator:8080",
    );
  });
});
