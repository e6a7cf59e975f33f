import assert from "node:assert/strict";
import { DEFAULT_APP, type Emulator, startEmulator } from "../../emulator";
import { failureOf } from "./support/groups";
import { Host } from "./support/host";
import { RewritingProxy } from "./support/rewriting";

const providerOf = (kind: string) => `exports.handler=()=>require("pulumi-tencent-chat/provider").${kind}`;

const sent = " hush<e\u0301 ";

/** What the service does to every text, and the message about the text above. */
const services = {
  "takes spaces away": {
    rewrite: (text: string) => text.trim(),
    said: /\(sent: 10 bytes \(9 characters\), kept: 8 bytes \(7 characters\)\): the service trims the spaces at both ends\. Declare it without spaces at either end\.$/,
  },
  "writes entities": {
    rewrite: (text: string) => text.replaceAll("<", "&lt;"),
    said: /: the service writes & < > " ' as HTML entities, such as &amp;\. Declare it without these characters, or with the entities\.$/,
  },
} as const;

/** The properties that can hold a text, by kind of resource. */
const places = [
  { kind: "Group", property: "name", args: (text: string) => ({ groupId: "a", type: "Public", name: text }) },
  {
    kind: "Group",
    property: "introduction",
    args: (text: string) => ({ groupId: "b", type: "Public", name: "x", introduction: text }),
  },
  {
    kind: "Group",
    property: 'customFields["team"]',
    args: (text: string) => ({ groupId: "c", type: "Public", name: "x", customFields: { team: text } }),
  },
  { kind: "Topic", property: "name", args: (text: string) => ({ groupId: "@TGS#_c", topicId: "t", name: text }) },
  { kind: "Account", property: "selfSignature", args: (text: string) => ({ userId: "carol", selfSignature: text }) },
  {
    kind: "GroupAttributes",
    property: '"theme"',
    args: (text: string) => ({ groupId: "room", attributes: { theme: text } }),
  },
  {
    kind: "GroupMember",
    property: "bob: nameCard",
    args: (text: string) => ({ groupId: "hall", userId: "bob", nameCard: text }),
  },
  {
    kind: "GroupMembers",
    property: 'bob: customFields["shift"]',
    args: (text: string) => ({ groupId: "room", members: [{ userId: "bob", customFields: { shift: text } }] }),
  },
] as const;

describe("a text that the service stores in another form", () => {
  let emulator: Emulator;
  let proxy: RewritingProxy;
  let host: Host;

  before(async () => {
    const apps = [{ ...DEFAULT_APP, customFieldKeys: ["team"], memberCustomFieldKeys: ["shift"] }];
    emulator = await startEmulator({ apps });
    const app = emulator.app();
    app.importAccounts("alice", "bob");
    for (const groupId of ["room", "hall"]) app.create({ groupId, type: "Public", name: "x", ownerAccount: "alice" });
    app.create({ groupId: "@TGS#_c", type: "Community", name: "C", supportTopic: 1, ownerAccount: "alice" });
    proxy = await RewritingProxy.start(emulator.url);
    const env = { ...emulator.env(), TENCENT_CHAT_ENDPOINT: proxy.url };
    host = await Host.start({ provider: providerOf("Group"), env });
  });
  after(async () => {
    await host.stop();
    await proxy.close();
    await emulator.close();
  });

  for (const [title, { rewrite, said }] of Object.entries(services)) {
    it(`is reported with the text to declare, and not shown: a service that ${title}`, async () => {
      proxy.use(rewrite);
      const messages = await Promise.all(
        places.map(({ kind, args }, index) => refusal(kind, { __managedBy: `acme/chat/dev/x${index}`, ...args(sent) })),
      );
      for (const [index, { kind, property }] of places.entries()) {
        const message = String(messages[index]);
        const line = message.split("\n").find((each) => each.startsWith(`  - ${property} (`));
        assert.match(String(line), said, `${property} of a ${kind}: ${message}`);
        assert.doesNotMatch(message, /hush|leave it out/i);
      }
    });
  }

  async function refusal(kind: string, args: object): Promise<string> {
    const provider = host.as(providerOf(kind));
    const { inputs, failures } = await provider.check({}, { adopt: "always", ...args });
    assert.deepEqual(failures, []);
    return (await failureOf(provider.create(inputs))).message;
  }
});
