import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { run } from "../child.mjs";
import { isExecutable, pulumiEnvironment } from "../cli/pulumiCli.mjs";
import { repository, userCache } from "../folders.mjs";
import { say } from "../report.mjs";

const binary = process.platform === "win32" ? "pulumi-resource-kubernetes.exe" : "pulumi-resource-kubernetes";

/**
 * Returns the folder of the Kubernetes plugin: on PATH, or installed by Pulumi into the user's cache.
 * @param {import("../cli/pulumiCli.mjs").PulumiCli} cli
 * @returns {Promise<string | undefined>} undefined if there is none, and it cannot be installed
 */
export async function kubernetesPlugin(cli) {
  const onPath = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .find((folder) => isExecutable(path.join(folder, binary)));
  return onPath ?? installedIn(home()) ?? (await install(cli));
}

/** @param {import("../cli/pulumiCli.mjs").PulumiCli} cli */
async function install(cli) {
  const manifest = path.join(repository, "node_modules", "@pulumi", "kubernetes", "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  say(`Installing the Kubernetes plugin ${version} ...`);
  const env = { ...pulumiEnvironment(cli), PULUMI_HOME: home(), PULUMI_SKIP_UPDATE_CHECK: "true" };
  const code = await run(cli.binary, ["plugin", "install", "resource", "kubernetes", version], {
    env,
    stdio: ["ignore", 2, 2],
  });
  return code === 0 ? installedIn(home()) : undefined;
}

function home() {
  return path.join(userCache(), "plugins");
}

/** @param {string} pulumiHome */
function installedIn(pulumiHome) {
  const plugins = path.join(pulumiHome, "plugins");
  if (!existsSync(plugins)) return undefined;
  return readdirSync(plugins)
    .map((name) => path.join(plugins, name))
    .find((folder) => isExecutable(path.join(folder, binary)));
}
