import { type Bench, groupsProgram, startBench } from "../support/groups";
import { assertMessage, type Mistake } from "./mistake";

const apps = [
  { sdkAppId: 1400000001, secretKey: "1".repeat(64), admins: ["administrator"] },
  { sdkAppId: 1400000002, secretKey: "2".repeat(64), admins: ["administrator"] },
] as const;
const room = { name: "room", args: { groupId: "room", type: "Public", name: "Room" } };
const lobby = { name: "lobby", args: { groupId: "lobby", type: "Public", name: "Lobby" } };
/** The clock of the service is ahead by as much, in milliseconds. */
let ahead = 0;

const unset = {
  TENCENT_CHAT_SDK_APP_ID: undefined,
  TENCENT_CHAT_SECRET_KEY: undefined,
  TENCENT_CHAT_ENDPOINT: undefined,
};

const mistakes: readonly Mistake[] = [
  {
    number: 1,
    title: "a destroy without the variables of the up",
    make: async ({ workspace }) => {
      await workspace.up();
      return (await workspace.destroy({ env: unset, expectCode: "failure" })).all;
    },
    names: [
      /sdkAppId is missing\n.*region is missing\n.*secretKey is missing\n/,
      /export TENCENT_CHAT_SDK_APP_ID=1400000001\n/,
      /export TENCENT_CHAT_ENDPOINT=<the URL of that emulator>\n/,
      /export TENCENT_CHAT_SECRET_KEY=<the SDKSecretKey of app 1400000001>/,
    ],
    // The advice for a preview, and a second copy of the text.
    omits: /or run `pulumi config set|export TENCENT_CHAT_SDK_APP_ID=.*export TENCENT_CHAT_SDK_APP_ID=/s,
  },
  {
    number: 1,
    title: "a refresh without the variables of the up",
    make: async ({ workspace }) => {
      await workspace.up();
      return (await workspace.refresh({ env: unset, expectCode: "failure" })).all;
    },
    names: [/export TENCENT_CHAT_SDK_APP_ID=1400000001\n/],
    omits: /or run `pulumi config set|export TENCENT_CHAT_SDK_APP_ID=.*export TENCENT_CHAT_SDK_APP_ID=/s,
  },
  {
    number: 2,
    title: "an emulator that is not running",
    make: async ({ emulator, workspace }) => {
      await emulator.close();
      return (await workspace.up({ expectCode: "failure" })).all;
    },
    names: [
      /`endpoint` \(http:\/\/127\.0\.0\.1:\d+, from TENCENT_CHAT_ENDPOINT\)/,
      /npx tencent-chat emulator --port \d+/,
    ],
  },
  {
    number: 7,
    title: "the secret key of another app",
    make: async ({ workspace }) =>
      (await workspace.up({ env: { TENCENT_CHAT_SECRET_KEY: apps[1].secretKey }, expectCode: "failure" })).all,
    names: [/`secretKey` \(from TENCENT_CHAT_SECRET_KEY\)/],
  },
  {
    number: 8,
    title: "the settings of another app",
    make: async ({ emulator, workspace }) => {
      await workspace.up();
      return (await workspace.destroy({ env: emulator.env(apps[1].sdkAppId), expectCode: "failure" })).all;
    },
    names: [/SDKAppID 1400000001, and the credentials are for 1400000002 \(from TENCENT_CHAT_SDK_APP_ID\)/],
  },
  {
    number: 9,
    title: "the settings of the real service for a stack on the emulator",
    make: async ({ workspace }) => {
      await workspace.up();
      const env = { TENCENT_CHAT_ENDPOINT: undefined, TENCENT_CHAT_REGION: "singapore" };
      return (await workspace.destroy({ env, expectCode: "failure" })).all;
    },
    names: [/the settings select Tencent's own service .*\(from TENCENT_CHAT_REGION\)/, /Set TENCENT_CHAT_ENDPOINT/],
  },
  {
    number: 11,
    title: "a clock that is days off",
    make: async ({ workspace }) => {
      ahead = 5 * 24 * 3600_000;
      return (await workspace.up({ expectCode: "failure" })).all;
    },
    names: [/it shows 20\d\d-\S+Z, and the service's answer 20\d\d-\S+Z/],
  },
  {
    number: 14,
    title: "a misspelt region",
    make: async ({ workspace }) =>
      (await workspace.preview({ env: { TENCENT_CHAT_REGION: "singapur" }, expectCode: "failure" })).all,
    names: [
      /region \(from TENCENT_CHAT_REGION\)/,
      /one of china, singapore, .*; got text of 8 bytes/,
      /did you mean singapore\?/,
    ],
  },
];

describe("the message for a mistake with the settings", () => {
  let bench: Bench;

  beforeEach(async () => {
    ahead = 0;
    const clock = { now: () => Date.now() + ahead };
    bench = await startBench([room, lobby], { emulator: { apps, clock } });
    await bench.workspace.writeProgram(groupsProgram([room, lobby]));
  });
  afterEach(() => bench.dispose());

  for (const mistake of mistakes) {
    it(`${mistake.number}: ${mistake.title}`, async () => assertMessage(mistake, await mistake.make(bench)));
  }
});
