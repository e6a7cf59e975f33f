import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../../../emulator";
import { run } from "../../../package/support/run";
import { installPlugin } from "../../support/plugin/host";

type Command = readonly [string, ...string[]];

/**
 * A stack of a program in another language, which a runner of that language drives through the Automation API, over the plugin of
 * this checkout. It has a backend and an emulator of its own.
 */
export class InlineStack {
  readonly #emulator: Emulator;
  readonly #folder: string;
  readonly #runner: Command;
  readonly #env: Record<string, string>;

  private constructor(emulator: Emulator, folder: string, runner: Command, env: NodeJS.ProcessEnv) {
    this.#emulator = emulator;
    this.#folder = folder;
    this.#runner = runner;
    this.#env = env as Record<string, string>;
  }

  /** @param runner the start of the command; the commands of Pulumi follow it */
  static async create(runner: Command, variables: Readonly<Record<string, string>>): Promise<InlineStack> {
    const { findPulumi, pulumiEnvironment } = await import("../../../../tools/lib/cli/pulumiCli.mjs");
    const { isolatedEnvironment } = await import("../../../../tools/lib/cli/isolation.mjs");
    const cli = findPulumi();
    if (!cli) throw new Error("There is no pulumi CLI to test with: run npm run setup");
    const folder = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-inline-"));
    await mkdir(path.join(folder, "home"));
    await mkdir(path.join(folder, "state"));
    const emulator = await startEmulator();
    emulator.app().importAccounts("alice");
    emulator.app().create({ groupId: "foreign", type: "Private", name: "Foreign" });
    await installPlugin(folder);
    const isolated = pulumiEnvironment(cli, isolatedEnvironment(folder, "a passphrase for tests"));
    return new InlineStack(emulator, folder, runner, { ...isolated, ...emulator.env(), ...variables });
  }

  /** Runs commands one after the other, and returns what the runner printed. */
  run(...commands: readonly ("preview" | "up" | "refresh" | "destroy")[]): Promise<string> {
    return run([...this.#runner, ...commands], this.#folder, this.#env);
  }

  /** The types of the groups in the service, sorted. One of type Private is foreign, and has to stay. */
  groupTypes(): readonly string[] {
    return this.#emulator
      .app()
      .groups()
      .map(({ type }) => type)
      .sort();
  }

  async dispose(): Promise<void> {
    await this.#emulator.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
