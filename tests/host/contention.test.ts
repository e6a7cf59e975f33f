import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Emulator, startEmulator } from "../../emulator";
import { Host } from "./support/host";

/** The text in the state of every Group: a released format. */
const provider = 'exports.handler=()=>require("pulumi-tencent-chat/provider").Group';

const names = ["one", "two", "three", "four"];

describe("four processes that share the quota of one app", () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  describe("with the client alone", () => {
    /** Per process: in total eight seconds of the quota to create them, and eight to disband them. */
    const groups = 400;

    it("share the quota, and no call fails", async () => {
      const clients = await Promise.all(names.map((name) => ClientProcess.start(name, groups, emulator)));
      try {
        for (const work of ["create", "destroy"] as const) {
          await Promise.all(clients.map((client) => client.run(work)));
          const done = emulator.journal.entries({ api: `${work}_group`, outcome: "ok" });
          assert.equal(done.length, groups * names.length);
        }
        assert.equal(emulator.app().counts().left, 0);
      } finally {
        for (const client of clients) await client.stop();
      }
    });
  });

  describe("with the provider", () => {
    const groups = 100;

    it("fail in no operation, and leave nothing", async () => {
      const hosts = await Promise.all(names.map(() => Host.start({ provider, env: emulator.env() })));
      try {
        const disband = await Promise.all(hosts.map((host, index) => createGroups(host, String(names[index]), groups)));
        assert.equal(emulator.app().counts().left, names.length * groups);
        await Promise.all(disband.map((work) => work()));
        assert.deepEqual(emulator.app().groups(), []);
      } finally {
        for (const host of hosts) await host.stop();
      }
    });
  });
});

/** Creates groups concurrently. The result disbands them concurrently. Rejects if an operation fails. */
async function createGroups(host: Host, stack: string, count: number): Promise<() => Promise<unknown>> {
  const made = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const news = { type: "Public", name: "Room", __managedBy: `acme/chat/${stack}/room-${index}` };
      return host.create((await host.check({}, news)).inputs);
    }),
  );
  return () => Promise.all(made.map(({ id, outs }) => host.delete(id, outs)));
}

/** Creates or disbands its groups on command, and prints when it is done. */
const program = `
  const { ChatClient } = require("./dist/chat");
  const [name, count] = process.argv.slice(1);
  const client = new ChatClient({
    sdkAppId: Number(process.env.TENCENT_CHAT_SDK_APP_ID),
    secretKey: process.env.TENCENT_CHAT_SECRET_KEY,
    endpoint: process.env.TENCENT_CHAT_ENDPOINT,
  });
  const ids = Array.from({ length: Number(count) }, (_, index) => name + "-" + index);
  const works = {
    create: (groupId) => client.groups.create({ groupId, type: "Public", name: "Room" }),
    destroy: (groupId) => client.groups.destroy(groupId),
  };
  process.stdin.setEncoding("utf8").on("data", (work) => {
    Promise.all(ids.map(works[work])).then(() => console.log("done"), (error) => {
      console.log(error.message);
    });
  });
  client.groups.getInfo(name).then(() => console.log("ready"));
`;

class ClientProcess {
  static async start(name: string, groups: number, emulator: Emulator): Promise<ClientProcess> {
    const child = spawn(process.execPath, ["-e", program, name, String(groups)], {
      cwd: path.resolve(__dirname, "../.."),
      env: { PATH: process.env["PATH"], ...emulator.env() },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const client = new ClientProcess(child);
    assert.equal(await client.#line(), "ready");
    return client;
  }

  readonly #lines: AsyncIterator<string>;

  private constructor(private readonly child: ChildProcess) {
    assert.ok(child.stdout);
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async run(work: "create" | "destroy"): Promise<void> {
    this.child.stdin?.write(work);
    assert.equal(await this.#line(), "done");
  }

  async stop(): Promise<void> {
    const closed = once(this.child, "close");
    this.child.kill();
    await closed;
  }

  async #line(): Promise<string> {
    return (await this.#lines.next()).value ?? "it ended";
  }
}
