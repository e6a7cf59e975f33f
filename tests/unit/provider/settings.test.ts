import assert from "node:assert/strict";
import { OperationError } from "../../../provider/errors";
import type { SettingsReader } from "../../../provider/notConfigured";
import { readSettings, requireSecretKey } from "../../../provider/settings";

const complete = {
  "tencent-chat:sdkAppId": "1400000000",
  "tencent-chat:secretKey": "k",
  "tencent-chat:region": "seoul",
};
const none = () => undefined;
const from = (values: Record<string, string>) => (key: string) => values[key];
const refusal = (config: Record<string, string>, environment: Record<string, string> = {}, reader?: SettingsReader) => {
  try {
    readSettings(from(config), from(environment), reader);
  } catch (error) {
    assert.ok(error instanceof OperationError);
    return error.message;
  }
  throw new Error("the settings were accepted");
};

describe("the settings", () => {
  it("come from the stack's config, with defaults for what is left out", () => {
    assert.deepEqual(readSettings(from(complete), none), {
      sdkAppId: 1400000000,
      secretKey: "k",
      adminUserId: "administrator",
      region: "seoul",
      endpoint: undefined,
      allowInsecureEndpoint: false,
      deadlineMs: 120_000,
      callsPerSecond: undefined,
      refreshMarks: undefined,
      ownerField: undefined,
      service: "tencent",
      sameServiceAs: [],
      identity: undefined,
      forcedGroups: [],
      sources: {
        sdkAppId: "config tencent-chat:sdkAppId",
        secretKey: "config tencent-chat:secretKey",
        region: "config tencent-chat:region",
      },
    });
  });

  it("prefer the environment over the stack's config, and an explicit provider over both", () => {
    const environment = from({ TENCENT_CHAT_REGION: "tokyo", TENCENT_CHAT_SECRET_KEY: "rotated" });
    assert.equal(readSettings(from(complete), environment).region, "tokyo");
    assert.equal(readSettings(from(complete), environment).secretKey, "rotated");
    const explicit = from({ ...complete, "tencent-chat:provider.region": "jakarta" });
    assert.equal(readSettings(explicit, environment).region, "jakarta");
    assert.equal(readSettings(explicit, environment).secretKey, "rotated");
  });

  it("treat an empty variable as unset, because CI sets a missing secret to an empty value", () => {
    assert.equal(readSettings(from(complete), from({ TENCENT_CHAT_SECRET_KEY: "" })).secretKey, "k");
  });

  it("need no secret key until a call is made", () => {
    const { "tencent-chat:secretKey": _, ...keyless } = complete;
    const settings = readSettings(from(keyless), none);
    assert.equal(settings.secretKey, undefined);
    assert.throws(
      () => requireSecretKey(settings),
      /secretKey is missing\. Set the variable TENCENT_CHAT_SECRET_KEY, or run `pulumi config set --secret tencent-chat:secretKey`/,
    );
  });

  it("name every missing one in one error, with key, variable and command", () => {
    const message = refusal({});
    assert.match(
      message,
      /sdkAppId is missing.*TENCENT_CHAT_SDK_APP_ID.*pulumi config set tencent-chat:sdkAppId 1400000000/,
    );
    assert.match(
      message,
      /region is missing.*TENCENT_CHAT_REGION.*pulumi config set tencent-chat:region singapore.*china, singapore/,
    );
  });

  it("that a destroy misses are only advised as variables, with what the state knows, all at once", () => {
    const location = { sdkAppId: 1400000009, service: "tencent" };
    const message = refusal({}, {}, { kind: "recorded", location });
    assert.match(message, /sdkAppId is missing\n.*region is missing\n.*secretKey is missing\n/);
    assert.match(message, /^ {2}export TENCENT_CHAT_SDK_APP_ID=1400000009$/m);
    assert.match(message, /^ {2}export TENCENT_CHAT_REGION=<the region of that app>$/m);
    assert.match(message, /^ {2}export TENCENT_CHAT_SECRET_KEY=<the SDKSecretKey of app 1400000009>$/m);
    assert.doesNotMatch(message, /`pulumi config set (--secret )?tencent-chat/);
  });

  for (const [service, expected] of [
    ["loopback", /export TENCENT_CHAT_ENDPOINT=<the URL of that emulator>/],
    ["chat.example.com", /export TENCENT_CHAT_ENDPOINT=https:\/\/chat\.example\.com/],
    ["tencent", /export TENCENT_CHAT_REGION=/],
  ] as const) {
    it(`that a destroy misses name the endpoint or region of a state of ${service}`, () => {
      assert.match(refusal({}, {}, { kind: "recorded", location: { sdkAppId: 1, service } }), expected);
    });
  }

  it("that a command misses are only advised as variables", () => {
    const message = refusal({}, {}, { kind: "command" });
    assert.match(message, /export TENCENT_CHAT_SDK_APP_ID=<the SDKAppID of the Chat console>/);
    assert.doesNotMatch(message, /pulumi config/);
  });

  it("suggest the variable that was probably meant", () => {
    process.env.TENCENT_CHAT_SDKAPPID = "1400000000";
    try {
      assert.match(refusal({}), /the variable TENCENT_CHAT_SDKAPPID is set: did you mean TENCENT_CHAT_SDK_APP_ID\?/);
    } finally {
      delete process.env.TENCENT_CHAT_SDKAPPID;
    }
  });

  it("suggest the region that was probably meant", () => {
    assert.match(
      refusal({ ...complete, "tencent-chat:region": "Singapor" }),
      /one of china, .*did you mean singapore\?/,
    );
  });

  for (const [key, value, expected] of [
    [
      "sdkAppId",
      "abc",
      /sdkAppId \(from config tencent-chat:sdkAppId\) must be a positive integer.*got text of 3 bytes/,
    ],
    ["sdkAppId", "0", /must be a positive integer/],
    ["region", "moon", /region .* must be one of china, .*got text of 4 bytes/],
    ["endpoint", "ftp://x", /endpoint .* must be an http:\/\/ or https:\/\/ URL/],
    ["endpoint", "http://user:pass@x", /without credentials/],
    ["endpoint", "http://x/?a=1", /without credentials, query/],
    ["adminUserId", "ä".repeat(17), /adminUserId .* 1 to 32 bytes/],
    ["deadlineSeconds", "0", /deadlineSeconds .* integer from 1 to 3600/],
    ["allowInsecureEndpoint", "yes", /true or false/],
    ["ownerField", "1st", /ownerField .* must be a custom field's key/],
    ["secretKey", "  ", /secretKey .* must be the SDKSecretKey/],
  ] as const) {
    it(`refuse ${key} ${JSON.stringify(value)} and say what is allowed`, () => {
      assert.match(refusal({ ...complete, [`tencent-chat:${key}`]: value }), expected);
    });
  }

  it("name the source of an invalid value", () => {
    assert.match(refusal(complete, { TENCENT_CHAT_REGION: "moon" }), /region \(from TENCENT_CHAT_REGION\)/);
    assert.match(
      refusal({ ...complete, "tencent-chat:provider.region": "moon" }),
      /region \(from the explicit Provider\)/,
    );
  });

  it("never repeat a secret key", () => {
    assert.doesNotMatch(refusal({ "tencent-chat:secretKey": "hunter2", "tencent-chat:region": "moon" }), /hunter2/);
  });
});
