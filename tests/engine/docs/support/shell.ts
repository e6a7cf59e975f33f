import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";

/** A bash that stays open, like a reader's terminal: variables, functions and the folder last from line to line. */
export class Shell {
  readonly #child: ChildProcess;
  #output = "";
  #wake: () => void = () => {};
  readonly transcript: string[] = [];

  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    // A process group of its own, so that close() also ends what a command has started.
    this.#child = spawn("bash", ["--noprofile", "--norc"], { cwd, env, stdio: "pipe", detached: true });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
        this.#wake();
      });
    }
    this.#child.once("close", () => this.#wake());
  }

  /** Runs lines one by one. Fails if one of them fails. */
  async run(lines: readonly string[]): Promise<string> {
    const outputs: string[] = [];
    for (const line of lines) {
      const { code, output } = await this.tryLine(line);
      assert.equal(code, 0, `${line}\n${output}`);
      outputs.push(output);
    }
    return outputs.join("");
  }

  async tryLine(line: string): Promise<{ readonly code: number; readonly output: string }> {
    const end = randomUUID();
    // In this shell, not in a new one, so that its effects last. The command must not read the next lines.
    this.#child.stdin?.write(`eval ${quoted(line)} </dev/null\nprintf '\\n%s %s\\n' ${end} "$?"\n`);
    const [text, code] = await this.#until(new RegExp(`^(.*?)\\n${end} (\\d+)\\n`, "s"), line);
    this.#output = "";
    this.transcript.push(`$ ${line}\n${text}`);
    return { code: Number(code), output: text };
  }

  /** Starts a command that stays in the foreground, and waits until it has printed this. */
  async start(line: string, ready: RegExp): Promise<void> {
    this.#child.stdin?.write(`exec ${line}\n`);
    await this.#until(ready, line);
  }

  /** Waits until the command in the foreground has printed this. */
  async waitFor(pattern: RegExp): Promise<void> {
    await this.#until(pattern, String(pattern));
  }

  /** Ends the command in the foreground by SIGTERM, without those that it has started. Returns its exit code. */
  async end(): Promise<number | null> {
    const closed = once(this.#child, "close");
    this.#child.kill("SIGTERM");
    await closed;
    return this.#child.exitCode;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = new Promise((resolve) => this.#child.once("close", resolve));
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, "SIGTERM");
    await closed;
  }

  async #until(pattern: RegExp, line: string): Promise<[first: string, second: string]> {
    for (;;) {
      const match = pattern.exec(this.#output);
      if (match) return [match[1] ?? "", match[2] ?? ""];
      if (this.#child.exitCode !== null) assert.fail(`the shell ended during: ${line}\n${this.#output}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

function quoted(line: string): string {
  return `'${line.replaceAll("'", "'\\''")}'`;
}
