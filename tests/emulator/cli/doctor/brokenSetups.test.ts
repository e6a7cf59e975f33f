import assert from "node:assert/strict";
import { DEFAULT_APP, type EmulatorOptions } from "../../../../emulator";
import { markKey } from "../../../../provider/ownership/mark";
import { type Env, Setup } from "./setup";

/** A broken set-up, and the line of doctor that names its cause. */
interface Row {
  readonly name: string;
  readonly options?: EmulatorOptions;
  /** Breaks the set-up. May return the variables that are different. */
  readonly arrange: (setup: Setup) => unknown;
  readonly id: string;
  readonly status: "warning" | "problem" | "unknown";
  readonly text: RegExp;
  readonly advice?: RegExp;
}

const key = "TENCENT_CHAT_SECRET_KEY";
const appId = "TENCENT_CHAT_SDK_APP_ID";
const endpoint = "TENCENT_CHAT_ENDPOINT";
const region = "TENCENT_CHAT_REGION";
const otherApp = { sdkAppId: 1400000001, secretKey: "b".repeat(64), admins: ["administrator"] };
const hour = 3_600_000;

const refuse =
  (api: string, code: number, info = "") =>
  (setup: Setup) =>
    void setup.emulator.faults.add({ api, times: Number.POSITIVE_INFINITY, fault: { kind: "errorCode", code, info } });
const withGroup = (more: (setup: Setup) => void) => (setup: Setup) => {
  setup.app.create({ groupId: "room", type: "Public", name: "Room" });
  more(setup);
};

const rows: readonly Row[] = [
  // Variables and settings
  ...[
    { variable: appId, id: "app", example: /export TENCENT_CHAT_SDK_APP_ID=/ },
    { variable: key, id: "key", example: /export TENCENT_CHAT_SECRET_KEY=/ },
    { variable: endpoint, id: "service", example: /export TENCENT_CHAT_REGION=singapore/ },
  ].map(
    ({ variable, id, example }): Row => ({
      name: `${variable} is not set`,
      arrange: () => ({ [variable]: undefined }),
      ...{ id, status: "problem", text: /is missing: TENCENT_CHAT_\w+ is not set/, advice: example },
    }),
  ),
  {
    name: "an empty key, as CI passes a missing secret",
    arrange: () => ({ [key]: "" }),
    ...{ id: "variables", status: "warning", text: /TENCENT_CHAT_SECRET_KEY is empty, which counts as unset/ },
    advice: /check that the secret exists/,
  },
  {
    name: "a misspelt variable",
    arrange: () => ({ TENCENT_CHAT_REGOIN: "singapore", [endpoint]: undefined }),
    ...{ id: "variables", status: "warning", text: /TENCENT_CHAT_REGOIN is not a variable .*: TENCENT_CHAT_REGION is/ },
    advice: /^export TENCENT_CHAT_REGION="\$TENCENT_CHAT_REGOIN"$/,
  },
  {
    name: "a misspelt region",
    arrange: () => ({ [region]: "singapur", [endpoint]: undefined }),
    ...{ id: "service", status: "problem", text: /region \(from TENCENT_CHAT_REGION\) must be one of .*singapore/ },
    advice: /export TENCENT_CHAT_REGION=/,
  },
  {
    name: "a key that was pasted with its line break",
    arrange: () => ({ [key]: `${DEFAULT_APP.secretKey}\n` }),
    ...{ id: "variables", status: "problem", text: /TENCENT_CHAT_SECRET_KEY has a line break after its value/ },
    advice: /tr -d/,
  },
  {
    name: "a region in quotes",
    arrange: () => ({ [region]: '"singapore"', [endpoint]: undefined }),
    ...{ id: "variables", status: "problem", text: /TENCENT_CHAT_REGION has quotes around its value/ },
    advice: /remove them/,
  },
  {
    name: "app id and key that are swapped",
    arrange: () => ({ [key]: "1400000123", [appId]: "a".repeat(64) }),
    ...{ id: "variables", status: "problem", text: /are swapped/ },
    advice: /give each the value of the other/,
  },
  {
    name: "the endpoint of an emulator that was left over, beside a region",
    arrange: () => ({ [region]: "singapore" }),
    ...{ id: "variables", status: "warning", text: /TENCENT_CHAT_REGION has no effect.*left over from an emulator/ },
    advice: /^unset TENCENT_CHAT_ENDPOINT$/,
  },
  {
    name: "an endpoint on this machine, in CI",
    arrange: () => ({ CI: "true" }),
    ...{ id: "variables", status: "warning", text: /TENCENT_CHAT_ENDPOINT names this machine, in CI/ },
    advice: /unset TENCENT_CHAT_ENDPOINT/,
  },
  {
    name: "the emulator's public key with another service",
    arrange: () => ({ [endpoint]: "https://chat.example.invalid" }),
    ...{ id: "variables", status: "problem", text: /is the public key of the emulator/ },
    advice: /unset TENCENT_CHAT_SDK_APP_ID TENCENT_CHAT_SECRET_KEY/,
  },
  {
    name: "guards that are overridden for good",
    arrange: () => ({ TENCENT_CHAT_FORCE_DISBAND: "ops" }),
    ...{ id: "variables", status: "warning", text: /TENCENT_CHAT_FORCE_DISBAND is set/, advice: /^unset/ },
  },
  // Network
  {
    name: "an emulator that was ended",
    arrange: async (setup) => ({ [endpoint]: `http://127.0.0.1:${await setup.freePort()}` }),
    ...{ id: "tcp", status: "problem", text: /nothing listens on port \d+ of this machine \(ECONNREFUSED\)/ },
    advice: /npx tencent-chat emulator --port \d+/,
  },
  {
    name: "a host that does not exist",
    arrange: () => ({ [endpoint]: "https://chat.example.invalid", [key]: "a".repeat(64) }),
    ...{ id: "dns", status: "problem", text: /chat\.example\.invalid/, advice: /TENCENT_CHAT_ENDPOINT|network/ },
  },
  {
    name: "plain HTTP to another machine",
    arrange: () => ({ [endpoint]: "http://192.0.2.1", [key]: "a".repeat(64) }),
    ...{ id: "service", status: "problem", text: /must use https/, advice: /settings/ },
  },
  {
    name: "a certificate that is not trusted",
    arrange: async (setup) => ({ [endpoint]: `https://localhost:${await setup.serveTls()}` }),
    ...{ id: "tls", status: "problem", text: /the certificate of localhost is not trusted.*SELF_SIGNED/ },
    advice: /NODE_EXTRA_CA_CERTS/,
  },
  {
    name: "a port that speaks no TLS",
    arrange: (setup) => ({ [endpoint]: setup.emulator.url.replace("http:", "https:") }),
    ...{ id: "tls", status: "problem", text: /is not trusted, or it has none/, advice: /speaks HTTPS/ },
  },
  {
    name: "a server that is not the service",
    arrange: async (setup) => {
      const port = await setup.serve((_, response) => void response.writeHead(404).end("<html>nothing here</html>"));
      return { [endpoint]: `http://127.0.0.1:${port}` };
    },
    ...{ id: "access", status: "problem", text: /HTTP status 404/, advice: /check `endpoint` \(http:\/\/127/ },
  },
  {
    name: "a clock that is an hour behind",
    options: { clock: { now: () => Date.now() + hour } },
    arrange: () => {},
    ...{ id: "clock", status: "problem", text: /is 60 minutes behind the service's/, advice: /set the clock/ },
  },
  // Key, admin and plan
  {
    name: "a wrong key",
    arrange: () => ({ [key]: "a".repeat(64) }),
    ...{
      id: "access",
      status: "problem",
      text: /70003 .*the UserSig is not valid/,
      advice: /from TENCENT_CHAT_SECRET_KEY/,
    },
  },
  {
    name: "the key of another app",
    options: { apps: [DEFAULT_APP, otherApp] },
    arrange: () => ({ [key]: otherApp.secretKey }),
    ...{ id: "access", status: "problem", text: /70009/, advice: /the key of this SDKAppID/ },
  },
  {
    name: "an app that does not exist in this region",
    arrange: () => ({ [appId]: "1400000009" }),
    ...{
      id: "access",
      status: "problem",
      text: /70020 .*unknown in this region/,
      advice: /1400000009, from TENCENT_CHAT_SDK_APP_ID/,
    },
  },
  {
    name: "an account that is not an admin",
    arrange: () => ({ TENCENT_CHAT_ADMIN_USER_ID: "alice" }),
    ...{
      id: "access",
      status: "problem",
      text: /60010 .*not an app admin/,
      advice: /alice, from TENCENT_CHAT_ADMIN_USER_ID/,
    },
  },
  {
    name: "too many failed signatures",
    arrange: refuse("get_appid_group_list", 70050, "too many failed checks"),
    ...{ id: "access", status: "problem", text: /70050 /, advice: /wait a minute/ },
  },
  {
    name: "a call that the admin may not make",
    arrange: refuse("get_appid_group_list", 10007),
    ...{ id: "access", status: "problem", text: /10007 .*not permitted/, advice: /adminUserId/ },
  },
  {
    name: "a plan that has expired",
    arrange: refuse("get_appid_group_list", 60020),
    ...{ id: "access", status: "problem", text: /60020 .*expired/, advice: /renew it/ },
  },
  {
    name: "a machine that is not on the IP allowlist",
    arrange: refuse("get_appid_group_list", 60021),
    ...{ id: "access", status: "problem", text: /60021 .*IP address is not allowed/, advice: /allowlist/ },
  },
  {
    name: "the free plan's number of groups",
    arrange: (setup) => {
      for (let i = 0; i < 100; i += 1) setup.app.create({ groupId: `g${i}`, type: "Public", name: "Room" });
    },
    ...{ id: "groups", status: "warning", text: /^100 in the app: .*refused with 10058/, advice: /sweep --expired/ },
  },
  {
    name: "a plan without attributes",
    arrange: withGroup(refuse("get_group_attr", 10059)),
    ...{ id: "attributes", status: "warning", text: /not in the plan.*10059/, advice: /TENCENT_CHAT_OWNER_FIELD/ },
  },
  {
    name: "a plan without counters",
    options: { counters: false },
    arrange: withGroup(() => {}),
    ...{ id: "counters", status: "warning", text: /not in the plan.*10059/ },
  },
  {
    name: "an owner field that is not declared",
    arrange: (setup) => {
      setup.app.create({ groupId: "room", type: "Public", name: "Room" });
      setup.app.setAttributes("room", { [markKey]: "a mark" });
      return { TENCENT_CHAT_OWNER_FIELD: "pulumi_owner" };
    },
    ...{ id: "ownerField", status: "warning", text: /none in the custom field pulumi_owner: it is not declared/ },
    advice: /declare pulumi_owner/,
  },
  // The folder
  {
    name: "packages that are not installed",
    arrange: (setup) => setup.remove("node_modules"),
    ...{ id: "package", status: "problem", text: /there is no node_modules/, advice: /^npm install$/ },
  },
  {
    name: "a program without this package",
    arrange: (setup) => setup.remove("node_modules/pulumi-tencent-chat"),
    ...{
      id: "package",
      status: "problem",
      text: /pulumi-tencent-chat is not installed/,
      advice: /npm install pulumi-tencent-chat/,
    },
  },
  {
    name: "a Pulumi SDK that is too old",
    arrange: (setup) => setup.install("@pulumi/pulumi", { version: "3.100.0" }),
    ...{
      id: "sdk",
      status: "problem",
      text: /@pulumi\/pulumi 3\.100\.0 .*\^3\.216\.0/,
      advice: /@pulumi\/pulumi@latest/,
    },
  },
  {
    name: "no Pulumi CLI",
    arrange: (setup) => setup.remove("bin/pulumi"),
    ...{ id: "cli", status: "problem", text: /no pulumi command on PATH/, advice: /get\.pulumi\.com/ },
  },
  {
    name: "a folder without a program",
    arrange: (setup) => setup.remove("Pulumi.yaml"),
    ...{ id: "program", status: "warning", text: /no Pulumi\.yaml in this folder/, advice: /--cwd/ },
  },
];

describe("tencent-chat doctor names the cause of", () => {
  let setup: Setup | undefined;

  afterEach(async () => {
    await setup?.close();
    setup = undefined;
  });

  for (const { name, options, arrange, id, status, text, advice } of rows)
    it(name, async () => {
      setup = await Setup.create(options);
      const changes = ((await arrange(setup)) ?? {}) as Env;
      const { code, checks, out } = await setup.checks(changes);
      const found = checks.find((check) => check.id === id && text.test(check.text));
      assert.ok(found, JSON.stringify(checks, undefined, 1));
      assert.equal(found.status, status, JSON.stringify(checks, undefined, 1));
      if (advice !== undefined) assert.match(found.advice ?? "", advice);
      const problems = checks.filter((check) => check.status === "problem");
      assert.equal(code, problems.length > 0 ? 1 : 0);
      const secrets = [changes[key]?.trim(), DEFAULT_APP.secretKey, "a".repeat(64)].filter(Boolean);
      for (const secret of secrets) assert.ok(!out.includes(String(secret)), "the key is never printed");
    });
});
