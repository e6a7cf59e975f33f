/**
 * A stand-in for Pulumi's Node.js language host, the process that the `pulumi` CLI starts to run a program.
 *
 * The official distribution includes the real one, a Go program that is not published as a Go module. If the CLI was built
 * from source (tools/lib/cli/buildCli.mjs), this program replaces it: it serves the calls of new, preview, up, refresh
 * and destroy, and answers "unimplemented" to all others (code generation, packing, debugging).
 *
 * The CLI reads the port from the first line of stdout, and shows everything after it to the user.
 */
import { createRequire } from "node:module";
import grpc from "@grpc/grpc-js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { installDependencies } from "./install.mjs";
import { Programs } from "./programs.mjs";

/** @typedef {grpc.handleUnaryCall<any, any>} Handler */

const programs = new Programs();
// The last argument. An engine that attaches to this process passes its address in the handshake instead.
let engineAddress = "";

/** @type {Record<string, Handler>} */
const handlers = {
  handshake: (call, reply) => {
    followEngine(call.request.getEngineAddress());
    reply(null, new language.LanguageHandshakeResponse());
  },
  getPluginInfo: (_call, reply) => {
    const info = new plugin.PluginInfo();
    info.setVersion(sdkVersion());
    reply(null, info);
  },
  // None: the only plugin that these programs need is the dynamic provider, which is part of @pulumi/pulumi.
  getRequiredPackages: (_call, reply) => reply(null, new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_call, reply) => reply(null, new language.GetRequiredPluginsResponse()),
  runtimeOptionsPrompts: (_call, reply) => reply(null, new language.RuntimeOptionsResponse()),
  about: (_call, reply) => {
    const about = new language.AboutResponse();
    about.setExecutable(process.execPath);
    about.setVersion(process.version);
    reply(null, about);
  },
  getProgramDependencies: (_call, reply) => reply(null, new language.GetProgramDependenciesResponse()),
  run: (call, reply) => {
    const program = programs.start(call.request, engineAddress);
    call.on("cancelled", () => program.stop());
    program.ended.then(
      (response) => reply(null, response),
      (error) => reply({ code: grpc.status.INTERNAL, details: error.message }),
    );
  },
  cancel: (_call, reply) => {
    programs.stopAll();
    reply(null, new empty.Empty());
  },
};

process.once("SIGINT", exit).once("SIGTERM", exit);
followEngine(process.argv.at(-1) ?? "");
serve();

function serve() {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(
    languageService.LanguageRuntimeService,
    /** @type {any} */ ({ ...unimplemented(), ...handlers, installDependencies }),
  );
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      console.error(`The language host could not listen on the loopback interface: ${error.message}`);
      process.exit(1);
    }
    console.log(port);
  });
}

/** @returns {Record<string, Handler>} */
function unimplemented() {
  /** @type {(method: string) => Handler} */
  const refuse = (method) => (_call, reply) =>
    reply({ code: grpc.status.UNIMPLEMENTED, details: `${method} needs the language host of the official Pulumi CLI` });
  return Object.fromEntries(Object.keys(languageService.LanguageRuntimeService).map((name) => [name, refuse(name)]));
}

/**
 * Ends this process and its programs when the engine ends. A killed CLI sends no message, but its socket closes.
 * @param {string} address
 */
function followEngine(address) {
  if (!address.includes(":") || address === engineAddress) return;
  engineAddress = address;
  const oneDay = 24 * 60 * 60 * 1000;
  const client = new grpc.Client(address, grpc.credentials.createInsecure(), { "grpc.client_idle_timeout_ms": oneDay });
  client.waitForReady(Date.now() + 10_000, (error) => {
    if (error) return;
    const channel = client.getChannel();
    channel.watchConnectivityState(grpc.connectivityState.READY, Number.POSITIVE_INFINITY, exit);
  });
}

function exit() {
  programs.stopAll();
  process.exit(0);
}

function sdkVersion() {
  return createRequire(import.meta.url)("@pulumi/pulumi/package.json").version;
}
