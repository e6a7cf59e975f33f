import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
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
 * `pulumi up` of the quickstart, a group disbanded behind Pulumi's back before a refresh and one before the destroy, and
 * at the end what the service says. Everything is in a temporary folder and on loopback.
 * @param {import("./cli/pulumiCli.mjs").PulumiCli} cli
 * @returns {Promise<number>} the exit code: 0 when nothing is left and nothing failed
 */
export async function demo(cli) {
  const { startEmulator } = createRequire(import.meta.url)("../../dist/emulator/index.js");
  const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-demo-"));
  const emulator = await startEmulator({ apps: [HERE, THERE] });
  try {
    emulator.app().importAccounts("alice");
    const pulumi = await prepare(cli, folder, emulator.env());
    await play(pulumi, emulator);
    return verdict(emulator);
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
 */
async function play(pulumi, emulator) {
  step(`An emulator of the Chat service runs. Watch it: ${emulator.url}`);

  step("pulumi up: the quickstart makes a group of each type, and one room in each of two regions");
  await pulumi(["up", "--yes", "--skip-preview"]);

  const [first, second] = emulator.app().groups();
  if (!first || !second) throw new SetupError("The quickstart made no groups.");
  emulator.app().disband(first.groupId);
  step(`Somebody disbands ${first.groupId} behind Pulumi's back. pulumi refresh finds out:`);
  await pulumi(["refresh", "--yes", "--skip-preview"]);

  emulator.app().disband(second.groupId);
  step(`And ${second.groupId} too. pulumi destroy finds it gone (10010), takes that for done, and disbands the rest:`);
  await pulumi(["destroy", "--yes", "--skip-preview"]);
}

/**
 * @param {Emulator} emulator
 * @returns {number}
 */
function verdict(emulator) {
  const counts = emulator.apps.map(({ sdkAppId }) => emulator.app(sdkAppId).counts());
  /** @param {"made" | "disbanded" | "disbandedOutside" | "left"} key */
  const total = (key) => counts.reduce((sum, count) => sum + count[key], 0);
  step("What the service says:");
  const byDestroy = total("disbanded") - total("disbandedOutside");
  const rows = [
    ["groups made", total("made")],
    ["disbanded by pulumi destroy", byDestroy],
    ["disbanded behind its back", total("disbandedOutside")],
    ["left", total("left")],
  ];
  for (const [what, count] of rows) console.log(`  ${String(what).padEnd(34)}${String(count).padStart(4)}`);
  const asIntended = total("left") === 0 && total("made") === 7 && byDestroy === 5;
  console.log(
    asIntended
      ? "\nNothing is left."
      : "\nThis is not what the demo is meant to end with: 7 made, 5 disbanded by pulumi destroy, 0 left.",
  );
  return asIntended ? 0 : 1;
}

/**
 * A stack of the quickstart, the project in the root of this checkout, whose files are all in `folder`.
 * @param {import("./cli/pulumiCli.mjs").PulumiCli} cli
 * @param {string} folder
 * @param {Record<string, string>} service
 * @returns {Promise<Pulumi>}
 */
async function prepare(cli, folder, service) {
  await mkdir(path.join(folder, "home"));
  await mkdir(path.join(folder, "state"));
  // A stack is made beside a copy of the project file, so that its settings file is not put into the checkout.
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
