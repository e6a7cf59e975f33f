import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** What a job of the CI would find in its contexts: the value of each expression, such as `secrets.TENCENT_CHAT_SECRET_KEY`. */
export type Contexts = Readonly<Record<string, string>>;

interface Step {
  readonly run?: string;
  readonly uses?: string;
}

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly "timeout-minutes": number;
}

export interface Workflow {
  readonly on: Readonly<Record<string, { readonly types?: readonly string[] }>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflow(file: string): Workflow {
  return parse(readFileSync(file, "utf8")) as Workflow;
}

/** A job of a workflow file as a runner would run it: its scripts, each in a bash of its own, and its variables. */
export function jobOf(workflow: Workflow, name: string, contexts: Contexts) {
  const job = workflow.jobs[name];
  assert.ok(job, `the workflow has no job ${name}`);
  return {
    scripts: job.steps.flatMap(({ run }) => run ?? []),
    env: Object.fromEntries(
      Object.entries({ ...workflow.env, ...job.env }).map(([key, value]) => [key, evaluate(String(value), contexts)]),
    ),
  };
}

function evaluate(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
    const value = contexts[expression];
    assert.ok(value !== undefined, `the test has no value for ${expression}`);
    return value;
  });
}

export interface ScriptResult {
  readonly code: number;
  readonly output: string;
}

/** A running script, as a runner runs one: `bash -e`, with pipefail. */
export class Script {
  readonly pid: number;
  readonly done: Promise<ScriptResult>;
  readonly #child: ChildProcess;
  #output = "";

  constructor(script: string, cwd: string, env: NodeJS.ProcessEnv) {
    const options = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
    this.#child = spawn("bash", options, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
    this.pid = this.#child.pid ?? -1;
    this.done = this.#finish();
  }

  async #finish(): Promise<ScriptResult> {
    const [code] = (await once(this.#child, "close")) as [number | null];
    return { code: code ?? -1, output: this.#output };
  }
}

/** Runs scripts in their order, and stops at the first one that fails. */
export async function runScripts(
  scripts: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<ScriptResult> {
  let output = "";
  for (const script of scripts) {
    const result = await new Script(script, cwd, env).done;
    output += result.output;
    if (result.code !== 0) return { code: result.code, output };
  }
  return { code: 0, output };
}
