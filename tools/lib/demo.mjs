import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { run } from "./child.mjs";
import { isolatedEnvironment } from "./cli/isolation.mjs";
import { pulumiEnvironment } from "./cli/pulumiCli.mjs";
import { repository } from "./folders.mjs";
import { SetupError } from "./report.mjs";

const HERE = { sdkAppId: 1400000001, secretKey: "demo-key-of-the-app-here-opens-nothing", admins: ["administrator"] };
const THERE = { sdkAppId: 1400000002, secretKey: "demo-key-of-the-app-there-opens-nothing", admins: ["administrator"] };

/**
 * Runs `pulumi up` of the quickstart, disbands one group without Pulumi before a refresh and another before the destroy, and
 * prints the counts of the service. Everything is in a temporary folder and on loopback.
 * @param {import("./cli/pulumiCli.mjs").PulumiCli} cli
 * @param {{ keep: boolean }} options
 * @returns {Promise<number>} the exit code: 0 if no group is left and nothing failed
 */
export async function demo(cli, { keep }) {
  const { startEmulator } = createRequire(import.meta.url)("../../dist/emulator/index.js");
  const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-demo-"));
  const emulator = await startEmulator({ apps: [HERE, THERE] });
  try {
    emulator.app().importAccounts("alice");
    const pulumi = await prepare(cli, folder, emulator.env());
    await showProgram();
    await runCommands(pulumi, emulator, keep);
    return reportCounts(emulator);
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @typedef {(args: readonly string[]) => Promise<void>} Pulumi */
/** @typedef {import("../../dist/emulator/index.js").Emulator} Emulator */

/**
 * @param {Pulumi} pulumi
 * @param {Emulator} emulator
 * @param {boolean} keep
 */
async function runCommands(pulumi, emulator, keep) {
  step(`A Chat emulator is running at ${emulator.url}`);

  step("pulumi up: the quickstart creates a group of each type, and one room in each of two regions");
  await pulumi(["up", "--yes", "--skip-preview"]);

  const [first, second] = emulator.app().groups();
  if (!first || !second) throw new SetupError("The quickstart created no groups.");
  emulator.app().disband(first.groupId);
  step(`Someone disbands ${first.groupId} without Pulumi. pulumi refresh detects it:`);
  await pulumi(["refresh", "--yes", "--skip-preview"]);

  if (keep) {
    step(`Open ${emulator.url} in a browser to see the groups and the calls. Ctrl-C continues with the destroy.`);
    await once(process, "SIGINT");
  }

  emulator.app().disband(second.groupId);
  step(
    `Then ${second.groupId} as well. pulumi destroy finds that it is already gone (10010), and disbands the others:`,
  );
  await pulumi(["destroy", "--yes", "--skip-preview"]);
}

const program = "examples/quickstart/index.ts";

async function showProgram() {
  step(`The program: ${program}`);
  const source = await readFile(path.join(repository, program), "utf8");
  console.log(source.trimEnd().replaceAll(/^(?=.)/gm, "    "));
}

/**
 * @param {Emulator} emulator
 * @returns {number}
 */
function reportCounts(emulator) {
  const counts = emulator.apps.map(({ sdkAppId }) => emulator.app(sdkAppId).counts());
  /** @param {"created" | "disbanded" | "disbandedOutside" | "left"} key */
  const total = (key) => counts.reduce((sum, count) => sum + count[key], 0);
  step("Counts of the service:");
  const byDestroy = total("disbanded") - total("disbandedOutside");
  const rows = [
    ["groups created", total("created")],
    ["disbanded by pulumi destroy", byDestroy],
    ["disbanded without Pulumi", total("disbandedOutside")],
    ["left", total("left")],
  ];
  for (const [label, count] of rows) console.log(`  ${String(label).padEnd(34)}${String(count).padStart(4)}`);
  const isExpected = total("left") === 0 && total("created") === 7 && byDestroy === 5;
  console.log(
    isExpected
      ? "\nNothing is left. Next, a project of your own: docs/quickstart.md"
      : "\nThese counts are wrong. The demo expects 7 created, 5 disbanded by pulumi destroy, 0 left.",
  );
  return isExpected ? 0 : 1;
}

/**
 * Creates a stack of the quickstart, the project in the root of this checkout, with all its files in `folder`.
 * @param {import("./cli/pulumiCli.mjs").PulumiCli} cli
 * @param {string} folder
 * @param {Record<string, string>} service
 * @returns {Promise<Pulumi>}
 */
async function prepare(cli, folder, service) {
  await mkdir(path.join(folder, "home"));
  await mkdir(path.join(folder, "state"));
  // The stack is created next to a copy of the project file, so that its settings file is not written into the checkout.
  await copyFile(path.join(repository, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
  const isolated = pulumiEnvironment(cli, isolatedEnvironment(folder, "of the demo alone"));
  const env = { ...isolated, ...service, TENCENT_CHAT_REGION: "singapore" };
  const stack = ["--stack", "demo", "--config-file", path.join(folder, "Pulumi.demo.yaml")];
  /** @param {readonly string[]} args @param {string} cwd @param {"ignore" | "inherit"} output */
  const pulumi = async (args, cwd, output) => {
    const command = [...args, "--non-interactive", "--color", "never"];
    const code = await run(cli.binary, command, { cwd, env, stdio: ["ignore", output, "inherit"] });
    if (code !== 0) throw new SetupError(`pulumi ${args[0]} ended with exit code ${code}.`);
  };
  await pulumi(["stack", "init", "demo", "--no-select"], folder, "ignore");
  const abroad = JSON.stringify({ sdkAppId: THERE.sdkAppId, region: "frankfurt" });
  const settings = ["--plaintext", "quickstart:owner=alice", "--plaintext", `quickstart:abroad=${abroad}`];
  const secrets = ["--secret", `quickstart:abroadSecretKey=${THERE.secretKey}`];
  await pulumi(["config", "set-all", ...stack, ...settings, ...secrets], repository, "ignore");
  return (args) => pulumi([...args, ...stack, "--suppress-progress", "--suppress-outputs"], repository, "inherit");
}

/** @param {string} text */
function step(text) {
  console.log(`\n— ${text}\n`);
}
