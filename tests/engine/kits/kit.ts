import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Emulator } from "../../../emulator";
import { writeProject } from "../support/project";
import { assertFreeOfSecrets, tracesIn } from "../support/secrets";

const repository = path.resolve(__dirname, "../../..");

/** A copy of an example with its own home and backend, in which scripts of its pipeline run. */
export interface Kit {
  readonly directory: string;
  /** The URL of a backend of files. */
  readonly backend: string;
  /** For a script, without the variables that its pipeline sets. */
  readonly env: NodeJS.ProcessEnv;
  /** Fails if the secret key is in a state or a home, and deletes everything. */
  dispose(): Promise<void>;
}

export async function createKit(name: string, emulator: Emulator): Promise<Kit> {
  const { findPulumi, pulumiEnvironment } = await import("../../../tools/lib/cli/pulumiCli.mjs");
  const { isolatedEnvironment } = await import("../../../tools/lib/cli/isolation.mjs");
  const cli = findPulumi();
  assert.ok(cli, "There is no pulumi CLI to test with: run npm run setup");
  const root = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-kit-"));
  for (const folder of ["home", "state", "bin"]) await mkdir(path.join(root, folder));
  const directory = path.join(root, "program");
  await writeProject(directory, {
    project: name,
    language: "typescript",
    source: { from: path.join("examples", name) },
  });
  await linkCompiler(directory);
  await writeNpm(path.join(root, "bin"));
  const isolated = pulumiEnvironment(cli, isolatedEnvironment(root, "set by the pipeline"));
  const PATH = [path.join(root, "bin"), path.dirname(cli.binary), isolated["PATH"]].join(path.delimiter);
  const { PULUMI_CONFIG_PASSPHRASE: _, PULUMI_BACKEND_URL: backend = "", ...env } = isolated;
  return {
    directory,
    backend,
    env: { ...env, PATH, TENCENT_CHAT_ENDPOINT: emulator.url },
    dispose: async () => {
      try {
        const stored = await Promise.all(["home", "state"].map((folder) => tracesIn(path.join(root, folder))));
        assertFreeOfSecrets(stored.flat(), [emulator.env()["TENCENT_CHAT_SECRET_KEY"] ?? ""]);
      } finally {
        await rm(root, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}

/** What `npm install` puts in place for `npm run build`. */
async function linkCompiler(directory: string): Promise<void> {
  const bin = path.join(directory, "node_modules", ".bin");
  await mkdir(bin);
  await symlink(path.join(repository, "node_modules", "typescript", "bin", "tsc"), path.join(bin, "tsc"));
}

/** The dependencies are links to those of the repository, so there is nothing to install. */
async function writeNpm(folder: string): Promise<void> {
  const file = path.join(folder, "npm");
  const real = path.join(path.dirname(process.execPath), "npm");
  await writeFile(file, `#!/bin/sh\n[ "$1" = ci ] && exit 0\nexec ${real} "$@"\n`);
  await chmod(file, 0o755);
}
