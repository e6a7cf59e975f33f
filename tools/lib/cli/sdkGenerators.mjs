import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { buildMissing } from "./buildCli.mjs";
import { executablesOf, hostFile } from "./languageHost.mjs";
import { cliFolders } from "./pulumiCli.mjs";

/** The languages whose SDKs the stand-in generates. */
const languages = ["nodejs", "python", "go"];

/**
 * Returns a folder with language hosts that generate SDKs, to prepend to PATH for `pulumi package gen-sdk`; undefined if the CLI
 * has the official ones. Builds them once, in half a minute: only tests need them.
 * @param {import("./pulumiCli.mjs").PulumiCli} cli
 * @returns {Promise<string | undefined>}
 */
export async function sdkGenerators({ pathEntries: [official = ""] }) {
  if (existsSync(path.join(official, "pulumi-language-python"))) return undefined;
  const [folder = ""] = cliFolders();
  mkdirSync(folder, { recursive: true });
  const file = hostFile(folder, "sdk-generator");
  await buildMissing(
    folder,
    new Map([[file, executablesOf["sdk-generator"]]]),
    () => "Building the generators of SDKs ...",
  );
  const links = path.join(path.dirname(file), "generators");
  mkdirSync(links, { recursive: true });
  // The name tells the executable which language it is asked for.
  for (const language of languages) link(file, path.join(links, `pulumi-language-${language}${path.extname(file)}`));
  return links;
}

/** @param {string} file @param {string} name */
function link(file, name) {
  if (existsSync(name)) return;
  rmSync(name, { force: true });
  symlinkSync(file, name);
}
