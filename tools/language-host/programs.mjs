import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import language from "@pulumi/pulumi/proto/language_pb.js";

/** The exit code of @pulumi/pulumi's runner after it has already reported the error to the user (cmd/run/index.ts). */
const EXIT_ALREADY_REPORTED = 32;

/**
 * @typedef {object} Program
 * @property {() => void} stop ends the program's process
 * @property {Promise<language.RunResponse>} ended the answer to the engine
 */

/** The running Pulumi programs. */
export class Programs {
  /** @type {Set<import("node:child_process").ChildProcess>} */
  #running = new Set();

  /**
   * Starts a program with the runner of the @pulumi/pulumi that the program itself depends on.
   * @param {language.RunRequest} request
   * @param {string} engineAddress
   * @returns {Program}
   */
  start(request, engineAddress) {
    const info = request.getInfo();
    if (!info) return failed("the engine named no program to run");
    const directory = info.getProgramDirectory();
    let runner;
    try {
      runner = createRequire(path.join(directory, "index.js")).resolve("@pulumi/pulumi/cmd/run");
    } catch {
      return failed(`@pulumi/pulumi is not installed in ${directory}: run npm install there, then try again`);
    }
    const options = info.getOptions()?.toJavaScript() ?? {};
    const child = spawn(
      process.execPath,
      [...nodeArguments(options), runner, ...runnerArguments(request, info, engineAddress), ...request.getArgsList()],
      // The program writes directly to the pipes that the CLI reads, so no output is lost or delayed.
      { cwd: directory, env: programEnvironment(request, options), stdio: ["ignore", "inherit", "inherit"] },
    );
    this.#running.add(child);
    const ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(runResponse(code, signal)));
    }).finally(() => this.#running.delete(child));
    return { stop: () => child.kill("SIGTERM"), ended };
  }

  stopAll() {
    for (const child of this.#running) child.kill("SIGTERM");
  }
}

/**
 * @param {language.RunRequest} request
 * @param {language.ProgramInfo} info
 * @param {string} engineAddress
 */
function runnerArguments(request, info, engineAddress) {
  const settings = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: info.getProgramDirectory(),
    parallel: String(request.getParallel()),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return [...flags, ...(request.getDryrun() ? ["--dry-run"] : []), info.getEntryPoint()];
}

/**
 * `runtime.options.nodeargs` of Pulumi.yaml: one string of arguments for Node itself.
 * @param {Record<string, unknown>} options
 */
function nodeArguments(options) {
  return typeof options["nodeargs"] === "string" ? options["nodeargs"].split(/\s+/).filter(Boolean) : [];
}

/**
 * @param {language.RunRequest} request
 * @param {Record<string, unknown>} options
 */
function programEnvironment(request, options) {
  const config = Object.fromEntries(request.getConfigMap().toArray());
  const tsconfig = options["tsconfig"];
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    // TypeScript unless Pulumi.yaml sets `typescript: false`, like the official host.
    PULUMI_NODEJS_TYPESCRIPT: String(options["typescript"] !== false),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

/**
 * @param {number | null} code
 * @param {string | null} signal
 */
function runResponse(code, signal) {
  const response = new language.RunResponse();
  if (code === EXIT_ALREADY_REPORTED) response.setBail(true);
  else if (signal) response.setError(`the program was ended by ${signal}`);
  else if (code !== 0) response.setError(`the program ended with exit code ${code}`);
  return response;
}

/**
 * @param {string} message
 * @returns {Program}
 */
function failed(message) {
  const response = new language.RunResponse();
  response.setError(message);
  return { stop: () => {}, ended: Promise.resolve(response) };
}
