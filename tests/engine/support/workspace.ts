import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type CommandResult, RunningCommand } from "./command";
import { keyServiceEnv, secretsProvider } from "./keyService";
import { declareAsPlugin, host, installPlugin } from "./plugin/host";
import { changeLanguage, type Language, writeProgram, writeProject } from "./project";
import { assertFreeOfSecrets, tracesIn } from "./secrets";

const PASSPHRASE = "a passphrase for tests";

export type WorkspaceOptions = {
  /** Default `javascript`, which starts faster. */
  readonly language?: Language;
  /** Default `proj`; with `from`, the name in its Pulumi.yaml. */
  readonly project?: string;
  /** Default `dev`. */
  readonly stack?: string;
  readonly config?: Readonly<Record<string, string>>;
  /** Config set as secrets. Dispose searches for their values. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Installs the plugin as well, for programs in other languages. */
  readonly withPlugin?: boolean;
  /** Encrypts with a passphrase, as most users of a file backend do: every command takes longer. */
  readonly withPassphrase?: boolean;
  /** For every command. Dispose searches for the value of TENCENT_CHAT_SECRET_KEY. */
  readonly env?: Readonly<Record<string, string>>;
} & ({ readonly program: string } | { readonly from: string });

export interface RunOptions {
  readonly args?: readonly string[];
  /** Added to the workspace's variables; undefined unsets one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For an up: previews first. */
  readonly withPreview?: boolean;
  /** Default 0. `failure` is any other code, because it differs between CLI versions; `any` leaves the check to the test. */
  readonly expectCode?: number | "failure" | "any";
  /** This output may show secrets: dispose does not search it. */
  readonly showsSecrets?: boolean;
}

/** The fields of a resource in a checkpoint that tests use. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly initErrors?: readonly string[];
  readonly protect?: boolean;
  readonly provider?: string;
}

export interface StackState {
  readonly resources: readonly StateResource[];
  readonly pendingOperations: readonly { readonly type: string; readonly resource: StateResource }[];
  /** The checkpoint file. */
  readonly text: string;
}

/** A project with a stack on the real Pulumi CLI, with its own home, backend and passphrase. */
export class Workspace {
  readonly #root: string;
  readonly #cli: { readonly binary: string };
  readonly #env: NodeJS.ProcessEnv;
  readonly #secrets: Set<string>;
  readonly #outputs: { where: string; text: string }[] = [];
  readonly #running = new Set<RunningCommand>();
  language: Language;
  readonly project: string;
  stack: string;

  static async create(options: WorkspaceOptions): Promise<Workspace> {
    const workspace = await Workspace.#prepare(options);
    try {
      const encryption = options.withPassphrase ? [] : ["--secrets-provider", secretsProvider];
      await workspace.pulumi(["stack", "init", workspace.stack, ...encryption]);
      await workspace.setConfig(options.config ?? {});
      await workspace.setConfig(options.secrets ?? {}, { secret: true });
      return workspace;
    } catch (error) {
      await workspace.#remove();
      throw error;
    }
  }

  static async #prepare(options: WorkspaceOptions): Promise<Workspace> {
    const { findPulumi, pulumiEnvironment } = await import("../../../tools/lib/cli/pulumiCli.mjs");
    const { isolatedEnvironment } = await import("../../../tools/lib/cli/isolation.mjs");
    const cli = findPulumi();
    if (!cli) throw new Error("There is no pulumi CLI to test with: run npm run setup");
    const root = await mkdtemp(path.join(os.tmpdir(), "tencent-chat-engine-"));
    const language = options.language ?? "javascript";
    const source = "from" in options ? { from: options.from } : { program: options.program };
    await mkdir(path.join(root, "home"));
    await mkdir(path.join(root, "state"));
    await writeProject(path.join(root, "program"), { project: options.project ?? "proj", language, source });
    // The CLI's processes are short: collecting their garbage costs 5 % of the processor time of a test.
    const env = {
      ...pulumiEnvironment(cli, isolatedEnvironment(root, PASSPHRASE)),
      GOGC: "400",
      NODE_OPTIONS: `--require=${path.join(__dirname, "../../support/lazyModules.cjs")}`,
      ...(await keyServiceEnv()),
      ...options.env,
    };
    if (host === "plugin" || options.withPlugin) await installPlugin(root);
    if (host === "plugin" && language !== "yaml") declareAsPlugin(env);
    return new Workspace(root, cli, env, language, await projectName(root), options.stack ?? "dev");
  }

  private constructor(
    root: string,
    cli: { readonly binary: string },
    env: NodeJS.ProcessEnv,
    language: Language,
    project: string,
    stack: string,
  ) {
    this.#root = root;
    this.#cli = cli;
    this.#env = env;
    this.language = language;
    this.project = project;
    this.stack = stack;
    this.#secrets = new Set([PASSPHRASE]);
    this.#watchFor(env);
  }

  /** The folder of the program, in which commands run. */
  get directory(): string {
    return path.join(this.#root, "program");
  }

  /** The variables of its commands: for other programs that run `pulumi` on its stack. */
  get environment(): Readonly<NodeJS.ProcessEnv> {
    return this.#env;
  }

  /** @param language default: as before */
  async writeProgram(source: string, language = this.language): Promise<void> {
    if (language !== this.language) await changeLanguage(this.directory, this.project, language);
    this.language = language;
    await writeProgram(this.directory, this.language, source);
  }

  async setConfig(
    values: Readonly<Record<string, string>>,
    options: { readonly secret?: boolean } = {},
  ): Promise<void> {
    const flag = options.secret ? "--secret" : "--plaintext";
    const args = Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    if (options.secret) for (const value of Object.values(values)) this.#secrets.add(value);
    if (args.length > 0) await this.pulumi(["config", "set-all", "--stack", this.stack, ...args]);
  }

  up(options: RunOptions = {}): Promise<CommandResult> {
    return this.#onStack("up", ["--yes", ...(options.withPreview ? [] : ["--skip-preview"])], options);
  }

  preview(options: RunOptions & { readonly expectNoChanges?: boolean } = {}): Promise<CommandResult> {
    return this.#onStack("preview", options.expectNoChanges ? ["--expect-no-changes"] : [], options);
  }

  refresh(options: RunOptions = {}): Promise<CommandResult> {
    return this.#onStack("refresh", ["--yes", "--skip-preview"], options);
  }

  destroy(options: RunOptions = {}): Promise<CommandResult> {
    return this.#onStack("destroy", ["--yes", "--skip-preview"], options);
  }

  /** Runs any command of the CLI to its end. */
  async pulumi(args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    const result = await this.start(args, options).done;
    const expected = options.expectCode ?? 0;
    const asExpected = expected === "any" || (expected === "failure" ? result.code !== 0 : result.code === expected);
    if (!asExpected) {
      assert.fail(`pulumi ${args.join(" ")} ended with ${result.code}:\n${result.all}`);
    }
    return result;
  }

  /** Starts any command of the CLI, for tests that interrupt it. */
  start(args: readonly string[], options: Omit<RunOptions, "expectCode"> = {}): RunningCommand {
    const env = { ...this.#env, ...options.env };
    this.#watchFor(env);
    const command = [...args, ...(options.args ?? []), "--non-interactive", "--color", "never"];
    const running = new RunningCommand(this.#cli.binary, command, { cwd: this.directory, env });
    this.#running.add(running);
    const forget = () => {
      this.#running.delete(running);
      if (!options.showsSecrets) this.#outputs.push({ where: `pulumi ${args[0]}`, text: running.output });
    };
    running.done.then(forget, forget);
    return running;
  }

  /** The stack's checkpoint, read from the backend's own file, as `pulumi stack export` would show it. */
  async exportState(): Promise<StackState> {
    const text = await this.stateText();
    const latest = JSON.parse(text).checkpoint.latest;
    return { resources: latest?.resources ?? [], pendingOperations: latest?.pending_operations ?? [], text };
  }

  /** The checkpoint's text. */
  stateText(): Promise<string> {
    return readFile(this.#stateFile, "utf8");
  }

  /** Restores an earlier checkpoint, as from a backup, or as if later ones had never been written. */
  async restoreState(text: string): Promise<void> {
    await writeFile(this.#stateFile, text);
  }

  /**
   * The file backend does not write a checkpoint and the attributes beside it in one step. An engine that is killed in between
   * leaves half a file, which no command can load. This does what the user has to do: delete incomplete attributes, which are
   * not needed, and replace an incomplete checkpoint by its backup, or by nothing.
   */
  async mendState(): Promise<void> {
    const attributes = `${this.#stateFile}.attrs`;
    if (!isJson(await readFile(attributes, "utf8").catch(() => "{}"))) await rm(attributes);
    if (isJson(await this.stateText())) return;
    const backup = await readFile(`${this.#stateFile}.bak`, "utf8").catch(() => "");
    const empty = JSON.stringify({ version: 3, checkpoint: { stack: `organization/${this.project}/${this.stack}` } });
    await this.restoreState(isJson(backup) ? backup : empty);
  }

  get #stateFile(): string {
    return path.join(this.#root, "state", ".pulumi", "stacks", this.project, `${this.stack}.json`);
  }

  /** The resources of the program itself, without the stack and its providers. */
  async resources(): Promise<readonly StateResource[]> {
    const { resources } = await this.exportState();
    return resources.filter(({ type }) => !/^(pulumi|tests):/.test(type));
  }

  /** Fails if a secret of this workspace, one of these, or any UserSig is in anything that it ever printed or stored. */
  async assertNoSecrets(secrets: readonly string[] = []): Promise<void> {
    const stored = await Promise.all(["state", "home"].map((folder) => tracesIn(path.join(this.#root, folder))));
    assertFreeOfSecrets([...this.#outputs, ...stored.flat()], [...this.#secrets, ...secrets]);
  }

  /** Stops running commands, searches for leaked secrets, and deletes everything. */
  async dispose(): Promise<void> {
    try {
      for (const running of this.#running) running.kill("SIGKILL");
      await Promise.allSettled([...this.#running].map(({ done }) => done));
      await this.assertNoSecrets();
    } finally {
      await this.#remove();
    }
  }

  #onStack(command: string, args: readonly string[], options: RunOptions): Promise<CommandResult> {
    return this.pulumi([command, "--stack", this.stack, ...args], options);
  }

  #watchFor(env: NodeJS.ProcessEnv): void {
    if (env["TENCENT_CHAT_SECRET_KEY"]) this.#secrets.add(env["TENCENT_CHAT_SECRET_KEY"]);
  }

  #remove(): Promise<void> {
    return rm(this.#root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== null;
  } catch {
    return false;
  }
}

/** The name in Pulumi.yaml, without a YAML library: a top-level `name`, in YAML or JSON syntax. */
async function projectName(root: string): Promise<string> {
  const text = await readFile(path.join(root, "program", "Pulumi.yaml"), "utf8");
  const name = /^(?:\{")?name"?:\s*"?([\w.-]+)/m.exec(text)?.[1];
  if (!name) throw new Error("Pulumi.yaml has no name");
  return name;
}
