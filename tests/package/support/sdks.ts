import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { run } from "./run";

const repository = path.resolve(__dirname, "../../..");

export type SdkLanguage = "nodejs" | "python" | "go";

/** SDKs that the Pulumi CLI generates from schema.json into a temporary folder, as the owner of a program would. */
export class Sdks {
  readonly #folder: string;
  readonly #binary: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(folder: string, binary: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#binary = binary;
    this.#env = env;
  }

  static async create(): Promise<Sdks> {
    const { findPulumi, pulumiEnvironment } = await import("../../../tools/lib/cli/pulumiCli.mjs");
    const { isolatedEnvironment } = await import("../../../tools/lib/cli/isolation.mjs");
    const { sdkGenerators } = await import("../../../tools/lib/cli/sdkGenerators.mjs");
    const cli = findPulumi();
    if (!cli) throw new Error("There is no pulumi CLI to test with: run npm run setup");
    const generators = await sdkGenerators(cli);
    const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-sdks-"));
    await mkdir(path.join(folder, "home"));
    const pathEntries = [...(generators ? [generators] : []), ...cli.pathEntries];
    const env = pulumiEnvironment({ ...cli, pathEntries }, isolatedEnvironment(folder, "of no stack"));
    return new Sdks(folder, cli.binary, env);
  }

  /** Returns the folder of a newly generated SDK. */
  async generate(language: SdkLanguage): Promise<string> {
    const schema = path.join(repository, "schema.json");
    const args = ["package", "gen-sdk", schema, "--language", language, "--out", path.join(this.#folder, "sdks")];
    await run([this.#binary, ...args], this.#folder, this.#env as Record<string, string>);
    return path.join(this.#folder, "sdks", language);
  }

  dispose(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
