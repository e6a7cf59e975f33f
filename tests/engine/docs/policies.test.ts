import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator";
import { commandsIn, notRun } from "../../unit/docs/support/commands";
import { blocksIn, readPage, repository } from "../../unit/docs/support/pages";
import { Workspace } from "../support/workspace";
import { javascriptOf } from "./support/javascript";

const page = readPage("docs/guides/policies.md");
const [preview = "", up = "", configured = "", ...others] = commandsIn(page).filter((command) => !(command in notRun));

const header = 'const chat = require("pulumi-tencent-chat"); const pulumi = require("@pulumi/pulumi");\n';
const room = 'const room = new chat.Group("room", { type: "Public", name: "Room" });\n';
const violating = `new chat.EphemeralStack("preview", { ttl: "30d" });
${room}
new chat.Account("alice", { userId: pulumi.secret("hush!hush") });
new chat.Group("log", { type: "Public", name: pulumi.interpolate\`Since \${room.createTime}\` });`;

/** All advisory, so that one preview shows all violations. */
const advisory = { enforcementLevel: "advisory" };
const otherConfig = {
  production: { ...advisory, stacks: "^pr-" },
  "ephemeral-groups": advisory,
  "group-types": { ...advisory, allowed: ["Public"] },
};
const fleetArgs = {
  defaults: { type: "Work", name: "Room {key}" },
  groups: { red: { disbandOnlyIf: { membersAtMost: 1 } }, blue: {} },
};
const fleet = `new chat.GroupFleet("fleet", ${JSON.stringify(fleetArgs)});`;
const resource = (kind: string, properties: object) => ({ type: `tencent-chat:${kind}`, properties });
const yaml = JSON.stringify({
  resources: {
    preview: resource("EphemeralStack", { ttl: "48h" }),
    room: resource("Group", { type: "Public", name: "Room" }),
    fleet: resource("GroupFleet", { ...fleetArgs, ttl: `\${${"preview.ttl"}}` }),
  },
});

/** The CLI with the pack of policy/, copied into the project as the page says. */
describe("docs/guides/policies.md, command by command", () => {
  let emulator: Emulator;
  let workspace: Workspace;
  const groupIds = () =>
    emulator
      .app()
      .groups()
      .map(({ groupId }) => groupId);
  const run = (command: string, expectCode: 0 | "failure" = 0) => {
    const [, ...args] = command.split(" ");
    return workspace.pulumi([...args, "--stack", "pr-12"], { expectCode });
  };

  before(async () => {
    emulator = await startEmulator();
    emulator.app().create({ groupId: "theirs", type: "Public", name: "Theirs" });
    workspace = await Workspace.create({
      program: `${header}${room}`,
      stack: "pr-12",
      withPlugin: true,
      env: emulator.env(),
    });
    const isTracked = (file: string) => path.basename(file) !== "node_modules";
    await cp(path.join(repository, "policy"), path.join(workspace.directory, "policy"), {
      recursive: true,
      filter: isTracked,
    });
    const [config = ""] = blocksIn(page, "json");
    await writeFile(path.join(workspace.directory, "policy-config.json"), config);
  });
  after(async () => {
    await workspace.dispose();
    await emulator.close();
  });

  it("blocks an up that violates a policy, before it creates anything", async () => {
    assert.match((await run(up, "failure")).all, /\[mandatory\] +ephemeral-stack .*\n.*\n.*declares no EphemeralStack/);
    assert.deepEqual(groupIds(), ["theirs"]);
    assert.deepEqual(await workspace.resources(), []);
  });

  it("reports every violation in a preview, without a secret value, and notes what it does not know", async () => {
    await compile(path.join(workspace.directory, "policy"));
    await workspace.writeProgram(header + violating);
    const { all } = await run(preview, "failure");
    assert.match(all, /\[mandatory\] +lifetime .*EphemeralStack: preview\)\n.*\n.*ttl is 30d; the maximum is 7d/);
    assert.match(all, /\[mandatory\] +names .*Account: alice\)\n.*\n.*userId does not match .*; got text of 9 bytes/);
    assert.match(all, /\[advisory\] +names .*Group: log\)\n.*\.name can't be known during preview/);
    assert.doesNotMatch(all, /hush/);
    assert.doesNotMatch(all, /groupId|Group: room/);
  });

  it("only warns of advisory policies, with the configuration of the page", async () => {
    const { all } = await run(configured);
    assert.match(all, /\[advisory\] +lifetime .*\n.*\n.*ttl is 30d/);
    assert.match(all, /\[advisory\] +names .*\n.*\n.*userId does not match \^acme-; got text of 9 bytes/);
    assert.doesNotMatch(all, /\[mandatory\]/);
  });

  it("lets a program pass that follows the policies", async () => {
    await workspace.writeProgram(`${header}new chat.EphemeralStack("preview", { ttl: "48h" });\n${room}`);
    assert.doesNotMatch((await run(up)).all, /\[(mandatory|advisory)\]/);
    const [, created] = groupIds();
    assert.equal(groupIds().length, 2);
    assert.ok((await workspace.resources()).some(({ id }) => id === created));
    await workspace.destroy();
    assert.deepEqual(groupIds(), ["theirs"]);
    assert.deepEqual(await workspace.resources(), []);
  });

  it("holds for a fleet, and for programs in another language", async () => {
    await writeFile(path.join(workspace.directory, "policy-config.json"), JSON.stringify(otherConfig));
    await workspace.writeProgram(yaml, "yaml");
    const inYaml = (await run(configured)).all;
    assert.match(inYaml, /ephemeral-groups .*index:Group: room\)\n.*\n.*has no ttl/);
    assert.match(inYaml, /production .*index:Group: room\)/);
    assert.match(inYaml, /production .*index:GroupFleet: fleet\)\n.*\n.*no guard for groups\["blue"\]\. /);
    await workspace.writeProgram(`${header}new chat.EphemeralStack("preview", { ttl: "48h" });${fleet}`, "javascript");
    const inJavaScript = (await run(configured)).all;
    assert.match(inJavaScript, /production .*tencent-chat:GroupFleet: fleet\)\n.*\n.*no guard for groups\["blue"\]\. /);
    assert.match(inJavaScript, /group-types .*\n.*\n.*type of groups\["red"\], groups\["blue"\] is Work/);
  });

  it("has no other commands", () => {
    assert.deepEqual(others, []);
  });
});

/** Compiles the pack: each start of the TypeScript one needs 6 s of processor time, each of this one 2 s. */
async function compile(folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(ts|json)$/.test(name));
  for (const file of names.map((name) => path.join(folder, name))) {
    const source = await readFile(file, "utf8");
    if (file.endsWith(".json")) await writeFile(file, source.replace("index.ts", "index.js"));
    else {
      await writeFile(file.replace(/ts$/, "js"), javascriptOf(source));
      await rm(file);
    }
  }
}
