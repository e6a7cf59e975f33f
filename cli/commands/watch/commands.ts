import { spawn } from "node:child_process";
import type { Io } from "../../io";
import { oneLine } from "../../output/table";
import { type EventLine, jsonLine } from "./line";
import { tokenVariable } from "./token";

/** How many events wait for the command, before further ones wait unread. */
const maxWaiting = 1000;

/** Runs the command of `--exec`, once per event. */
export class Commands {
  readonly #command: string;
  readonly #width: number;
  readonly #io: Io;
  readonly #waiting: EventLine[] = [];
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;

  /** @param width how many run at a time */
  constructor(command: string, width: number, io: Io) {
    this.#command = command;
    this.#width = width;
    this.#io = io;
  }

  /** Runs the command for an event, now or later. Resolves when there is room for another one. */
  async add(line: EventLine): Promise<void> {
    this.#waiting.push(line);
    this.#startNext();
    while (this.#waiting.length > maxWaiting && !this.#isStopped) await Promise.race(this.#running);
  }

  /** Starts no more commands. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Waits for the commands that run, and says what was left. */
  async finish(): Promise<void> {
    await Promise.all(this.#running);
    if (this.#waiting.length > 0)
      this.#io.err(`The command was not run for ${this.#waiting.length} events, because the watch was stopped.\n`);
  }

  #startNext(): void {
    while (!this.#isStopped && this.#running.size < this.#width) {
      const line = this.#waiting.shift();
      if (line === undefined) return;
      const running = this.#run(line).finally(() => {
        this.#running.delete(running);
        this.#startNext();
      });
      this.#running.add(running);
    }
  }

  /** The command gets the event on stdin and in variables, never as a part of its text. Its output goes to stderr. */
  #run(line: EventLine): Promise<void> {
    const { err, env } = this.#io;
    const failed = (how: string) =>
      err(`The command ${how}, for ${line.event} of group ${oneLine(line.groupId ?? "-")}. The watch goes on.\n`);
    return new Promise((resolve) => {
      const child = spawn(this.#command, {
        shell: true,
        env: { ...env, [tokenVariable]: undefined, ...variablesOf(line) },
        stdio: ["pipe", "pipe", "pipe"],
      });
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", err);
      // A command may end without reading.
      child.stdin.on("error", () => {});
      child.stdin.end(jsonLine(line));
      child.once("error", ({ message }) => {
        failed(`cannot be run: ${message}`);
        resolve();
      });
      child.once("close", (code, signal) => {
        if (code !== 0) failed(signal === null ? `failed with exit code ${code}` : `was ended by ${signal}`);
        resolve();
      });
    });
  }
}

function variablesOf(line: EventLine): Readonly<Record<string, string>> {
  const values = {
    NAME: line.event,
    CHANGE: line.change,
    GROUP_ID: line.groupId,
    TIME: line.time,
    MANAGED: String(line.managed),
    STACK: line.stack,
    RESOURCE: line.resource,
    IDENTITY: line.identity,
    PLATFORM: line.platform,
  };
  // No system allows a NUL in a variable.
  const text = (value = "") => value.replaceAll("\0", "").slice(0, 1000);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`TENCENT_CHAT_EVENT_${name}`, text(value)]));
}
