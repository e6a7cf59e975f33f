import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { run } from "./run";

const repository = path.resolve(__dirname, "../../..");

const schema = JSON.parse(readFileSync(path.join(repository, "schema.json"), "utf8"));

/** For the Go compiler: what the CLI does not import is added to go.mod, in the version that the SDK of Pulumi requires. */
export const goEnvironment = { GOWORK: "off", GOFLAGS: "-mod=mod -buildvcs=false" };

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

  /**
   * Returns the folder of a Go module with the SDK under its import path. It has the dependencies of the CLI's own build, whose
   * packages are compiled already.
   */
  async goModule(): Promise<string> {
    const [, module = ""] = /^(.*)\/sdk\/go\/tencentchat$/.exec(schema.language.go.importBasePath) ?? [];
    const folder = path.join(this.#folder, "go");
    await cp(await this.generate("go"), path.join(folder, "sdk/go/tencentchat"), { recursive: true });
    const tools = path.join(repository, "tools/pulumi-cli");
    const text = await readFile(path.join(tools, "go.mod"), "utf8");
    await writeFile(path.join(folder, "go.mod"), text.replace(/^module .*/, `module ${module}`));
    await cp(path.join(tools, "go.sum"), path.join(folder, "go.sum"));
    return folder;
  }

  /** Compiles a program with a test file, which runs it. Returns the executable. */
  async buildGo(program: string, test: string): Promise<string> {
    const folder = await this.goModule();
    const executable = path.join(folder, "program.test");
    await cp(path.join(repository, program, "main.go"), path.join(folder, "program/main.go"));
    await cp(path.join(repository, test), path.join(folder, "program/inline_test.go"));
    await run(["go", "test", "-c", "-o", executable, "./program"], folder, goEnvironment);
    return executable;
  }

  /** Returns the folder of a newly generated SDK. */
  async generate(language: SdkLanguage): Promise<string> {
    const schema = path.join(repository, "schema.json");
    const args = ["package", "gen-sdk", schema, "--language", language, "--out", path.join(this.#folder, "sdks")];
    await run([this.#binary, ...args], this.#folder, this.#env as Record<string, string>);
    return path.join(this.#folder, "sdks", language);
  }

  /** Generates the SDK for Python and installs it, with nothing that it needs. Returns the folder for PYTHONPATH. */
  async installPython(python: string): Promise<string> {
    const folder = await this.generate("python");
    const target = path.join(folder, "installed");
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"];
    await run([python, ...pip, "--target", target, folder], folder);
    return target;
  }

  dispose(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
