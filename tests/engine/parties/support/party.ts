import type { Emulator } from "../../../../emulator";
import type { CommandResult } from "../../support/command";
import { typePrefix } from "../../support/plugin/host";
import { providerProcesses } from "../../support/processes";
import { type RunOptions, type StateResource, Workspace } from "../../support/workspace";
import { labelsOf, type Program, sourceOf } from "./program";

export interface PartyOptions {
  readonly program: Program;
  /** Default `dev`: two parties without this option have stacks of the same name. */
  readonly stack?: string;
  /** Added to the variables that point it at the emulator. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A user with a backend, a project and a stack of their own, in the app that all share. */
export class Party {
  /** An empty checkpoint, as before the first command. */
  #nothing = "";

  static async join(emulator: Emulator, { program, stack, env }: PartyOptions): Promise<Party> {
    const workspace = await Workspace.create({ program: sourceOf(program), ...(stack && { stack }) });
    const party = new Party(emulator, workspace, program, env ?? {});
    party.#nothing = await workspace.stateText();
    return party;
  }

  private constructor(
    private readonly emulator: Emulator,
    readonly workspace: Workspace,
    private program: Program,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** `organization/project/stack`. */
  get stack(): string {
    return `organization/${this.workspace.project}/${this.workspace.stack}`;
  }

  /** The labels of the resources that its program declares now. */
  get declared(): readonly string[] {
    return labelsOf(this.program);
  }

  /** Replaces its program from now on. */
  async declare(program: Program): Promise<void> {
    this.program = program;
    await this.workspace.writeProgram(sourceOf(program));
  }

  up(options: RunOptions = {}): Promise<CommandResult> {
    return this.workspace.up(this.#with(options));
  }

  preview(options: Parameters<Workspace["preview"]>[0] = {}): Promise<CommandResult> {
    return this.workspace.preview({ ...options, ...this.#with(options) });
  }

  refresh(options: RunOptions = {}): Promise<CommandResult> {
    return this.workspace.refresh(this.#with(options));
  }

  destroy(options: RunOptions = {}): Promise<CommandResult> {
    return this.workspace.destroy(this.#with(options));
  }

  /**
   * Starts an up, kills the CLI and its providers at the given moment, and makes the stack usable again.
   *
   * @throws if the up ends before that moment
   */
  async killedUp(moment: Promise<unknown>): Promise<void> {
    const { workspace } = this;
    const up = workspace.start(["up", "--yes", "--skip-preview", "--stack", workspace.stack], this.#with({}));
    const ended = up.done.then(({ all }) => {
      throw new Error(`The up ended before it could be killed:\n${all}`);
    });
    await Promise.race([moment, ended]);
    ended.catch(() => undefined);
    const providers = providerProcesses(up.pid);
    up.kill("SIGKILL");
    for (const pid of providers) process.kill(pid, "SIGKILL");
    await up.done;
    await workspace.mendState();
    await workspace.pulumi(["cancel", "--yes", "--stack", workspace.stack], { expectCode: "any" });
  }

  /** The labels of the resources in its state, sorted. One that is still to be deleted is marked as old. */
  async state(): Promise<readonly string[]> {
    return (await this.resources()).map((each) => `${labelIn(each)}${"delete" in each ? " (old)" : ""}`).sort();
  }

  /** The resources of this package in its state. */
  async resources(): Promise<readonly StateResource[]> {
    return (await this.workspace.resources()).filter(({ type }) => type.startsWith(typePrefix));
  }

  /** The id of a resource in its state, by its label. */
  async idOf(label: string): Promise<string> {
    const found = (await this.resources()).find((each) => labelIn(each) === label);
    if (found?.id === undefined) throw new Error(`${label} is not in the state: ${await this.state()}`);
    return found.id;
  }

  /** The identity of its resources; undefined if they have none. */
  async identity(): Promise<string | undefined> {
    const [first] = await this.resources();
    const identity = first?.inputs?.["__identity"];
    return typeof identity === "string" ? identity : undefined;
  }

  /** Its backend loses the state, and everything in it. */
  loseState(): Promise<void> {
    return this.workspace.restoreState(this.#nothing);
  }

  /** Removes these from its state, as if an up that created them had been killed. */
  async forget(labels: readonly string[]): Promise<void> {
    const file = JSON.parse(await this.workspace.stateText());
    const { latest } = file.checkpoint;
    latest.resources = latest.resources.filter((each: StateResource) => !labels.includes(labelIn(each)));
    await this.workspace.restoreState(JSON.stringify(file));
  }

  dispose(): Promise<void> {
    return this.workspace.dispose();
  }

  /** Gives it the current key of the app. */
  #with<O extends Pick<RunOptions, "env">>(options: O): O & Pick<RunOptions, "env"> {
    return { ...options, env: { ...this.emulator.env(), ...this.env, ...options.env } };
  }
}

function labelIn({ type, urn }: StateResource): string {
  return `${type.slice(typePrefix.length)} ${urn.slice(urn.lastIndexOf("::") + 2)}`;
}
