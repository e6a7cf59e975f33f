import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Which host of the resource handlers the programs of the engine tests use. */
export const host: "dynamic" | "plugin" = process.env["TENCENT_CHAT_TEST_HOST"] === "plugin" ? "plugin" : "dynamic";

/** The types of the resources in a state. */
export const typePrefix = host === "plugin" ? "tencent-chat:index:" : "pulumi-nodejs:dynamic/tencent-chat:";

/** The resource whose id is the identity of a program. */
export const programProvider = host === "plugin" ? /::default_\w+$/ : /::tencent-chat-default$/;

/** A program announces to the dynamic host what it declares; the plugin knows it from a preview of the same command. */
export const toldOfProgram = { withPreview: host === "plugin" };

const repository = path.resolve(__dirname, "../../../..");

/** Installs the built plugin for the commands whose home is below this folder. */
export async function installPlugin(root: string): Promise<void> {
  const { version } = JSON.parse(await readFile(path.join(repository, "package.json"), "utf8"));
  const folder = path.join(root, "home", ".pulumi", "plugins", `resource-tencent-chat-v${version}`);
  const executable = path.join(folder, "pulumi-resource-tencent-chat");
  const main = path.join(repository, "dist/provider/hosts/plugin/main.js");
  await mkdir(folder, { recursive: true });
  await writeFile(executable, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  await chmod(executable, 0o755);
}

/** Lets the programs of commands with these variables declare the resources of the plugin. */
export function declareAsPlugin(env: NodeJS.ProcessEnv): void {
  env["NODE_OPTIONS"] = `${env["NODE_OPTIONS"] ?? ""} --require=${path.join(__dirname, "asPlugin.cjs")}`;
}
