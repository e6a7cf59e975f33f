import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

export interface HostProcessOptions {
  /** The Node binary to run it with; default: the one that runs the tests. */
  readonly node: string;
  readonly script: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** `host:port` of the engine; default: an address where nothing listens. */
  readonly engine?: string | undefined;
}

/** The child process, with its output collected by line. */
export class HostProcess {
  /** What it printed after its port. The engine shows these lines as info. */
  readonly stdout: string[] = [];
  /** The engine shows these lines as errors. */
  readonly stderr: string[] = [];
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  /** Its own: processes of one engine find each other in the temporary folder, and this process has an engine of its own. */
  readonly #temporary = mkdtempSync(path.join(os.tmpdir(), "tencent-chat-process-"));
  readonly port: Promise<number>;

  constructor(options: HostProcessOptions) {
    // The argument is the engine's address, which this process calls for logging, and watches to exit with it.
    this.#child = spawn(options.node, [options.script, options.engine ?? "127.0.0.1:1"], {
      cwd: options.cwd,
      env: { TMPDIR: this.#temporary, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#closed = once(this.#child, "close");
    this.#child.once("close", () => rmSync(this.#temporary, { recursive: true, force: true }));
    this.port = this.#collect();
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("The dynamic provider did not start");
    return this.#child.pid;
  }

  /** Stops the process and waits until all its output has been read. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#closed;
  }

  #collect(): Promise<number> {
    return new Promise((resolve, reject) => {
      let first = true;
      this.#lines("stdout", (line) => {
        if (first) resolve(Number(line));
        else this.stdout.push(line);
        first = false;
      });
      this.#lines("stderr", (line) => this.stderr.push(line));
      this.#closed.then(
        () => reject(new Error(`The dynamic provider ended before it was ready:\n${this.stderr.join("\n")}`)),
        reject,
      );
    });
  }

  #lines(stream: "stdout" | "stderr", take: (line: string) => void): void {
    const input = this.#child[stream];
    if (input) createInterface({ input }).on("line", take);
  }
}
