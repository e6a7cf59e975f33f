import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");

/** The provider plugin of this checkout's build, in a folder that the engine looks into before it downloads a plugin. */
export class PathPlugin {
  readonly #folder: string;
  /** For a Pulumi CLI that finds this plugin, and its own ones. */
  readonly env: { readonly PATH: string };

  private constructor(folder: string, pathEntries: readonly string[]) {
    this.#folder = folder;
    this.env = { PATH: [folder, ...pathEntries, process.env["PATH"]].join(path.delimiter) };
  }

  static async create(): Promise<PathPlugin> {
    const { findPulumi } = await import("../../../tools/lib/cli/pulumiCli.mjs");
    const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-plugin-"));
    const main = path.join(repository, "dist/provider/hosts/plugin/main.js");
    const script = `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`;
    await writeFile(path.join(folder, "pulumi-resource-tencent-chat"), script, { mode: 0o755 });
    return new PathPlugin(folder, findPulumi()?.pathEntries ?? []);
  }

  dispose(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
