import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ChatClient } from "../../../chat";
import { commandsIn, runElsewhere } from "../../unit/docs/support/commands";
import { blocksIn, readPage } from "../../unit/docs/support/pages";
import { Shell } from "./support/shell";
import { templateEnvironment } from "./support/template";

const repository = path.resolve(__dirname, "../../..");
const page = readPage("docs/quickstart.md");
const KEY = "emulator-only-key-that-opens-nothing-at-the-real-service-0000000";

describe("docs/quickstart.md, line by line", () => {
  let root: string;
  let env: NodeJS.ProcessEnv;
  let port: number;
  let first: Shell;
  let second: Shell;
  let third: Shell;
  let client: ChatClient;
  const project = () => path.join(root, "chat-rooms");
  /** The port of the page may be in use, and `--local` is the home of the user, whatever HOME says. */
  const here = (line: string) =>
    line
      .replaceAll("10010", String(port))
      .replace("tencent-chat emulator", `tencent-chat emulator --port ${port}`)
      .replace("login --local", `login file://${path.join(root, "state")}`);
  const run = (shell: Shell, heading: string) => shell.run(sectionCommands(heading).map(here));
  const groups = async () => Promise.all((await client.groups.listAll()).map((id) => client.groups.getInfo(id)));

  before(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-quickstart-"));
    port = await freePort();
    env = await environment(root);
    await cloneInto(path.join(root, "pulumi-tencent-chat"));
    first = new Shell(path.join(root, "pulumi-tencent-chat"), env);
    client = new ChatClient({ sdkAppId: 1400000000, secretKey: KEY, endpoint: `http://127.0.0.1:${port}` });
  });
  after(async () => {
    client?.close();
    for (const shell of [first, second, third]) await shell?.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  });

  it("makes the CLI of the clone the command pulumi", async () => {
    await run(first, "Get the package");
    assert.match(await first.run(["pulumi version"]), /^v3\./);
  });

  it("creates a project", async () => {
    await run(first, "Create a project");
    await writeFiles(project(), "Create a project");
  });

  it("starts the emulator in a second terminal, and sets the variables that it prints", async () => {
    const [command = "", ...exports] = sectionCommands("Start the emulator").map(here);
    second = new Shell(project(), env);
    await second.start(command, new RegExp(`${exports.join("\\s+")}\\s`));
    await first.run(exports);
  });

  it("creates the group", async () => {
    const output = await run(first, "Create the group");
    const [room] = await groups();
    assert.equal(room?.name, "Incidents");
    assert.equal(room?.ownerAccount, "alice");
    assert.ok(output.trim().endsWith(room?.groupId ?? "no group"), output);
  });

  it("changes it", async () => {
    await writeFiles(project(), "Change it");
    await run(first, "Change it");
    const [room] = await groups();
    assert.equal(room?.introduction, "For incidents only");
    assert.equal(room?.notification, "The runbook is pinned.");
  });

  it("shows and corrects drift, and creates the group again", async () => {
    await writeFiles(project(), "Drift");
    const commands = sectionCommands("Drift");
    const [rename = "", preview = "", correct = "", ...others] = commands;
    await first.run([rename]);
    assert.equal((await groups())[0]?.name, "Renamed");
    assert.match(await first.run([preview]), /"Renamed" => "Incidents"/);
    await first.run([correct]);
    assert.equal((await groups())[0]?.name, "Incidents");
    await first.run(others);
    assert.equal((await groups())[0]?.name, "Incidents");
  });

  it("destroys everything", async () => {
    await run(first, "Destroy it");
    assert.deepEqual(await groups(), []);
  });

  it("works with the config of an app of one's own, for which the emulator stands in", async () => {
    await writeFiles(project(), "On an app of your own");
    third = new Shell(project(), { ...env, TENCENT_CHAT_ENDPOINT: `http://127.0.0.1:${port}` });
    // The function `pulumi`, as in the first terminal.
    await third.run([
      `clone=${path.join(root, "pulumi-tencent-chat")}`,
      ...sectionCommands("Get the package").slice(1),
    ]);
    const commands = sectionCommands("On an app of your own").map((line) =>
      line.replace("SECRET_KEY=...", `SECRET_KEY=${KEY}`).replace(/^pulumi (up|destroy)$/, "pulumi $1 --yes"),
    );
    const destroy = commands.pop() ?? "";
    await third.run(commands);
    assert.equal((await groups()).length, 1);
    await third.run([destroy]);
    assert.deepEqual(await groups(), []);
  });

  it("prints no key", () => {
    const printed = [first, third].flatMap(({ transcript }) => transcript).join("\n");
    assert.deepEqual(printed.match(new RegExp(`^(?!\\$ ).*${KEY}`, "gm")), null);
  });
});

describe("README.md", () => {
  it("has the commands of docs/quickstart.md, in its order", () => {
    const all = commandsIn(page);
    const quick = commandsIn(readPage("README.md")).filter((command) => !(command in runElsewhere));
    assert.deepEqual(
      quick,
      quick.filter((command) => all.includes(command)),
    );
  });
});

/** The commands of a section that no other test runs. */
function sectionCommands(heading: string): string[] {
  return commandsIn(section(heading)).filter((command) => !(command in runElsewhere));
}

function section(heading: string) {
  const [, text = ""] = page.text.split(`\n## ${heading}\n`);
  return { file: page.file, text: text.split("\n## ")[0] ?? "" };
}

/** Writes the files of a section. The first line of each block is its name. */
async function writeFiles(folder: string, heading: string): Promise<void> {
  const blocks = ["ts", "js"].flatMap((language) => blocksIn(section(heading), language));
  assert.notDeepEqual(blocks, []);
  for (const block of blocks) {
    const [, name = ""] = /^\/\/ (\S+)\n/.exec(block) ?? [];
    await writeFile(path.join(folder, name), block);
  }
}

/** What `npm run setup` and `npm pack` leave in a clone. The existing build is packed, so that no other test is disturbed. */
async function cloneInto(clone: string): Promise<void> {
  await mkdir(clone);
  for (const entry of ["package.json", "tools", "node_modules", "dist"]) {
    await symlink(path.join(repository, entry), path.join(clone, entry));
  }
  await promisify(execFile)("npm", ["pack", "--ignore-scripts", "--pack-destination", clone], { cwd: repository });
}

/** A home of its own, but npm's cache and settings of the user. */
async function environment(root: string): Promise<NodeJS.ProcessEnv> {
  const { isolatedEnvironment } = await import("../../../tools/lib/cli/isolation.mjs");
  const { PULUMI_BACKEND_URL: _, PULUMI_CONFIG_PASSPHRASE: __, ...env } = isolatedEnvironment(root, "");
  const npmConfig = async (key: string) => (await promisify(execFile)("npm", ["config", "get", key])).stdout.trim();
  await Promise.all(["home", "state"].map((folder) => mkdir(path.join(root, folder))));
  return {
    ...env,
    ...(await templateEnvironment(path.join(root, "template"))),
    NPM_CONFIG_USERCONFIG: await npmConfig("userconfig"),
    NPM_CONFIG_CACHE: await npmConfig("cache"),
    NPM_CONFIG_PREFER_OFFLINE: "true",
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
