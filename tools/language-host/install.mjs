import { spawn } from "node:child_process";
import grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb.js";

/**
 * Installs a program's dependencies with npm, as `pulumi new` and `pulumi install` ask for, and streams what npm prints.
 * @param {grpc.ServerWritableStream<language.InstallDependenciesRequest, language.InstallDependenciesResponse>} call
 */
export function installDependencies(call) {
  const cwd = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
  const npm = spawn("npm", ["install", "--no-audit", "--no-fund"], { cwd, shell: process.platform === "win32" });
  npm.stdout.on("data", (text) => call.write(response({ stdout: text })));
  npm.stderr.on("data", (text) => call.write(response({ stderr: text })));
  const fail = (/** @type {string} */ why) =>
    call.destroy(Object.assign(new Error(why), { code: grpc.status.INTERNAL, details: why }));
  npm.once("error", (error) => fail(`npm could not be started: ${error.message}`));
  npm.once("close", (code) => (code === 0 ? call.end() : fail(`npm install ended with exit code ${code}`)));
  call.once("cancelled", () => npm.kill("SIGTERM"));
}

/** @param {{ readonly stdout?: Uint8Array, readonly stderr?: Uint8Array }} output */
function response({ stdout, stderr }) {
  const response = new language.InstallDependenciesResponse();
  if (stdout) response.setStdout(stdout);
  if (stderr) response.setStderr(stderr);
  return response;
}
