import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { say } from "../report.mjs";
import { goBuild } from "./goBuild.mjs";
import { moduleFolder } from "./languageHost.mjs";
import { withLock } from "./lock.mjs";
import { cliFolders, isExecutable } from "./pulumiCli.mjs";

/** A module of its own: this host needs an earlier version of the CLI's packages. */
const javaModule = path.join(moduleFolder, "java-host");
const executable = process.platform === "win32" ? "pulumi-language-java.exe" : "pulumi-language-java";

/** The version in its go.mod. */
const VERSION = "1.21.2";

/**
 * Returns the folder with the language host of Java: the official one beside the CLI, or one that is built once, in about three
 * minutes.
 * @param {import("./pulumiCli.mjs").PulumiCli} cli
 * @returns {Promise<string>}
 */
export async function javaHost({ pathEntries: [official = ""] }) {
  if (isExecutable(path.join(official, executable))) return official;
  const [folder = ""] = cliFolders();
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum"]) hash.update(readFileSync(path.join(javaModule, name)));
  const file = path.join(folder, `java-host-${hash.digest("hex").slice(0, 16)}`, executable);
  mkdirSync(folder, { recursive: true });
  await withLock(
    `${path.dirname(file)}.lock`,
    "Another process is building the language host of Java ...",
    async () => {
      if (isExecutable(file)) return;
      say("Building the language host of Java ...");
      const packages = new Map([[file, "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java"]]);
      await goBuild(javaModule, packages, [`github.com/pulumi/pulumi-java/pkg/version.Version=v${VERSION}`]);
    },
  );
  return path.dirname(file);
}
