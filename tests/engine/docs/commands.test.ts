import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { DEFAULT_APP, type Emulator, startEmulator } from "../../../emulator";
import { commandsIn, notRun, runElsewhere, walkedPages } from "../../unit/docs/support/commands";
import { blocksIn, readPage } from "../../unit/docs/support/pages";
import { writeProject } from "../support/project";
import { javascriptOf } from "./support/javascript";
import { Shell } from "./support/shell";
import { WebhookService } from "./support/webhookService";

/** The commands of a page, which the tests take in their order, so that a page can't have one that is not run. */
class PageCommands {
  readonly #left: string[];

  constructor(readonly file: string) {
    this.#left = commandsIn(readPage(file)).filter((command) => !(command in notRun) && !(command in runElsewhere));
  }

  /** Takes the next commands. The expected beginnings keep test and page together. */
  next(...beginnings: readonly string[]): string[] {
    return beginnings.map((beginning) => {
      const command = this.#left.shift() ?? "nothing";
      assert.ok(command.startsWith(beginning), `${this.file} has ${command}, and the test expects ${beginning}`);
      return command;
    });
  }

  assertAllTaken(): void {
    assert.deepEqual(this.#left, [], `commands of ${this.file} that this test does not run`);
  }
}

describe("the commands in docs/", () => {
  const withOwnTest = [
    ...["docs/quickstart.md", "docs/guides/policies.md", "docs/command.md"],
    ...["docs/guides/disaster.md", "docs/guides/key-rotation.md", "docs/guides/several-apps.md"],
  ];
  const pages = walkedPages.filter((file) => !withOwnTest.includes(file)).map((file) => new PageCommands(file));
  const page = (file: string) => {
    const found = pages.find((each) => each.file === file);
    assert.ok(found, file);
    return found;
  };
  let root: string;
  let emulator: Emulator;
  let shell: Shell;
  const app = () => emulator.app();
  const only = () => app().groups()[0]?.groupId ?? "";
  /** Where `npx tencent-chat` finds the command of an installed package. */
  const main = () => path.join(root, "chat-rooms", "node_modules", "pulumi-tencent-chat", "dist", "cli", "main.js");
  const use = (file: string) => writeFile(path.join(root, "chat-rooms", "index.js"), programOf(file));

  before(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-commands-"));
    emulator = await startEmulator({ apps: [{ ...DEFAULT_APP, customFieldKeys: ["pulumi_owner"] }] });
    for (const folder of ["home", "state"]) await mkdir(path.join(root, folder));
    const project = path.join(root, "chat-rooms");
    await writeProject(project, { project: "chat-rooms", language: "javascript", source: { program: "" } });
    shell = new Shell(project, { ...(await environment(root)), ...emulator.env(), STACK: "pr-123" });
    await shell.run([`npx() { shift; node ${main()} "$@"; }`]);
  });
  after(async () => {
    await shell?.close();
    await emulator?.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  });

  it("create and destroy an environment, and find drift: docs/guides/ci.md", async () => {
    const ci = page("docs/guides/ci.md");
    await use("docs/guides/preview-environments.md");
    const [select = "", up = "", drift = ""] = ci.next("pulumi stack select", "pulumi up", "pulumi preview");
    const [destroy = "", cancel = "", again = ""] = ci.next("pulumi destroy", "pulumi cancel", "pulumi up");
    await shell.run([select, up, drift]);
    app().disband(only());
    assert.notEqual((await shell.tryLine(drift)).code, 0);
    await shell.run([cancel, again]);
    assert.equal(app().groups().length, 1);
    await shell.run([destroy]);
    assert.deepEqual(app().groups(), []);
  });

  it("reconcile: docs/guides/importing.md, upgrading.md", async () => {
    await shell.run(["pulumi stack init pr-123"]);
    const [up = "", ...adopt] = page("docs/guides/importing.md").next(
      ...["pulumi up", "npx tencent-chat adopt ops-room", "npx tencent-chat adopt --filter"],
    );
    await shell.run([up]);
    for (const groupId of ["ops-room", "sales-1"]) app().create({ groupId, type: "Public", name: "Room" });
    await shell.run(adopt);
    assert.match(
      await shell.run(["cat ops-room.ts sales-rooms.ts"]),
      /new Group\("ops-room"[\s\S]*new Group\("sales-1"/,
    );
    for (const groupId of ["ops-room", "sales-1"]) app().disband(groupId);
    await shell.run(page("docs/guides/upgrading.md").next("pulumi preview"));
    assert.equal(app().groups().length, 1);
  });

  it("move the owner mark into a field: docs/production.md", async () => {
    await shell.run(page("docs/production.md").next("pulumi config set", "pulumi up", "pulumi up --refresh"));
    assert.match(app().customFields(only())["pulumi_owner"] ?? "", /chat-rooms/);
  });

  it("list and sweep: docs/ownership.md and docs/guides/preview-environments.md", async () => {
    for (const file of ["docs/ownership.md", "docs/guides/preview-environments.md"]) {
      const [list = "", sweep = ""] = page(file).next(
        "npx tencent-chat sweep --stack",
        "npx tencent-chat sweep --identity",
      );
      // Nothing is disbanded without --yes, nor by an identity that owns nothing.
      assert.match(await shell.run([list]), /checked: 1 would be disbanded/);
      assert.match(await shell.run([sweep]), /0 disbanded/);
    }
    const expired = page("docs/guides/preview-environments.md").next(
      "npx tencent-chat list --stack",
      "npx tencent-chat sweep --stack",
    );
    assert.match(await shell.run(expired), /0 disbanded/);
    assert.equal(app().groups().length, 1);
  });

  it("find nothing wrong: docs/guides/doctor.md", async () => {
    for (const doctor of page("docs/guides/doctor.md").next("npx tencent-chat doctor", "npx tencent-chat doctor"))
      assert.doesNotMatch(await shell.run([doctor]), /^problem|"problem"/m);
  });

  it("heal at once: docs/guides/webhooks.md", async () => {
    const webhooks = page("docs/guides/webhooks.md");
    const [token = "", ...watches] = webhooks.next("export", "npx tencent-chat watch", "npx tencent-chat watch");
    const [heal = ""] = blocksIn(readPage(webhooks.file), "bash");
    await writeFile(path.join(root, "chat-rooms", "heal.sh"), heal, { mode: 0o755 });
    app().create({ groupId: "theirs", type: "Public", name: "Theirs" });
    const groupId = only();
    for (const [index, watch] of watches.entries()) {
      const terminal = new Shell(path.join(root, "chat-rooms"), { ...(await environment(root)), ...emulator.env() });
      try {
        const service = await WebhookService.create(terminal, token);
        await terminal.start(service.startOf(watch, main()), /owners of all groups are known/);
        if (index === 1) {
          for (const id of ["theirs", groupId]) app().disband(id);
          await service.disbanded("theirs");
          await service.disbanded(groupId);
          await terminal.waitFor(/\+ 1 created.*Duration:/s);
        }
        assert.equal(await terminal.end(), 0);
      } finally {
        await terminal.close();
      }
    }
    assert.equal(app().groups().length, 1);
    assert.match(app().attributes(only())["pulumi"] ?? app().customFields(only())["pulumi_owner"] ?? "", /chat-rooms/);
  });

  it("override a guard once: docs/guides/guards.md", async () => {
    await use("docs/guides/guards.md");
    const [force = "", destroy = ""] = page("docs/guides/guards.md").next("export", "pulumi destroy");
    await shell.run(["pulumi up --yes"]);
    assert.notEqual((await shell.tryLine(destroy)).code, 0);
    await shell.run([force, destroy]);
    assert.deepEqual(app().groups(), []);
  });

  it("start an emulator: docs/emulator.md", async () => {
    for (const command of page("docs/emulator.md").next("npx tencent-chat emulator", "npx tencent-chat emulator")) {
      const terminal = new Shell(path.join(root, "chat-rooms"), await environment(root));
      await terminal.start(command.replace("npx tencent-chat", `node ${main()}`), /export TENCENT_CHAT_ENDPOINT=/);
      await terminal.close();
    }
  });

  it("have all been run", () => {
    for (const each of pages) each.assertAllTaken();
  });
});

/** The first program of a page. */
function programOf(file: string): string {
  return javascriptOf(blocksIn(readPage(file), "ts")[0] ?? "");
}

async function environment(root: string): Promise<NodeJS.ProcessEnv> {
  const { findPulumi, pulumiEnvironment } = await import("../../../tools/lib/cli/pulumiCli.mjs");
  const { isolatedEnvironment } = await import("../../../tools/lib/cli/isolation.mjs");
  const cli = findPulumi();
  assert.ok(cli, "There is no pulumi CLI to test with: run npm run setup");
  const isolated = pulumiEnvironment(cli, isolatedEnvironment(root, "of this test alone"));
  return { ...isolated, PATH: `${path.dirname(cli.binary)}${path.delimiter}${isolated["PATH"]}` };
}
