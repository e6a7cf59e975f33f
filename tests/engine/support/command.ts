import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly args: readonly string[];
  /** Exit code; -1 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, in the order of arrival. */
  readonly all: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A running command, for tests that interrupt it. */
export class RunningCommand {
  readonly pid: number;
  /** Resolves when the process has ended and its output is complete, whatever its exit code. */
  readonly done: Promise<CommandResult>;
  readonly #child: ChildProcess;
  #stdout = "";
  #stderr = "";
  #all = "";
  #ended = false;
  readonly #listeners = new Set<() => void>();

  constructor(binary: string, args: readonly string[], options: CommandOptions) {
    this.#child = spawn(binary, args, { cwd: options.cwd, env: options.env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => this.#collect(text, "stdout"));
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => this.#collect(text, "stderr"));
    this.pid = this.#child.pid ?? -1;
    this.done = this.#finish(args);
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#all;
  }

  /** Waits until it has printed this. Fails if it ends without. */
  async waitFor(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#all)) {
      if (this.#ended) throw new Error(`The command ended without printing ${pattern}:\n${this.#all}`);
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async #finish(args: readonly string[]): Promise<CommandResult> {
    try {
      const [code] = (await once(this.#child, "close")) as [number | null];
      return { args, code: code ?? -1, stdout: this.#stdout, stderr: this.#stderr, all: this.#all };
    } finally {
      this.#ended = true;
      this.#wake();
    }
  }

  #collect(text: string, stream: "stdout" | "stderr"): void {
    if (stream === "stdout") this.#stdout += text;
    else this.#stderr += text;
    this.#all += text;
    this.#wake();
  }

  #wake(): void {
    const waiting = [...this.#listeners];
    this.#listeners.clear();
    for (const resolve of waiting) resolve();
  }
}
