import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

type Method = "declare" | "finish" | "holder" | "isRunning" | "refuse" | "isRefused";

/** Another provider process of a run. It learns of the others through their files, and runs the commands that it is sent. */
export class ProviderProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @param temporary the folder where the processes of one machine find each other */
  static async start(engine: string, temporary: string): Promise<ProviderProcess> {
    const child = fork(path.join(__dirname, "runningProgram.cjs"), [engine], {
      env: { ...process.env, TMPDIR: temporary },
    });
    await once(child, "message");
    return new ProviderProcess(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @returns the answer of the process; a failure is its message */
  async ask(method: Method, ...args: readonly string[]): Promise<unknown> {
    const answer = once(this.#child, "message");
    this.#child.send({ method, args });
    const [{ result }] = (await answer) as [{ result?: unknown }];
    return result;
  }

  /** @param signal undefined: it ends in order */
  async stop(signal?: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    if (signal === undefined) this.#child.disconnect();
    else this.#child.kill(signal);
    await ended;
  }
}
