/**
 * Lets a program that uses the TypeScript SDK declare the resources of the plugin in place of the dynamic ones, so that one
 * program tests both hosts: what the program sends to the engine is changed to what a program in another language sends.
 * It is loaded before the program. The engine has a default provider of the plugin, as for such a program.
 */
const Module = require("node:module");
const path = require("node:path");

const { version } = require(path.resolve(__dirname, "../../../../package.json"));

const dynamicPrefix = "pulumi-nodejs:dynamic/tencent-chat:";
const pluginPrefix = "tencent-chat:index:";
const defaultProvider = "tencent-chat-default";
const explicitPrefix = "tencent-chat:provider.";

/** The stack's config, which the SDK gives to an explicit provider: a plugin has only what its arguments say. */
const isOfStack = (/** @type {string} */ key) => /^tencent-chat:(?!provider\.)/.test(key);

/** @param {string} key @returns {string | undefined} undefined: not sent by other languages */
function inputName(key) {
  if (key === "__ttl") return "ttl";
  return key.startsWith("__") ? undefined : key;
}

/** @param {string} key @returns {string | undefined} */
function settingName(key) {
  if (key.startsWith(explicitPrefix)) return key.slice(explicitPrefix.length);
  return isOfStack(key) ? undefined : key;
}

/**
 * @param {any} map a map of google-protobuf
 * @param {(key: string) => string | undefined} nameOf
 */
function rename(map, nameOf) {
  for (const key of [...map.keys()]) {
    const name = nameOf(key);
    if (name === key) continue;
    const value = map.get(key);
    map.del(key);
    if (name !== undefined) map.set(name, value);
  }
}

/** @param {any} request of registerResource or readResource */
function rewrite(request) {
  const type = request.getType();
  const isProvider = type === "pulumi:providers:pulumi-nodejs";
  const isOurs = type.startsWith(dynamicPrefix);
  if (isProvider) request.setType("pulumi:providers:tencent-chat");
  if (isOurs) request.setType(pluginPrefix + type.slice(dynamicPrefix.length));
  const providers = request.getProvidersMap?.();
  if (providers !== undefined) rename(providers, (key) => (key === "pulumi-nodejs" ? "tencent-chat" : key));
  if (request.getProvider().includes(`::${defaultProvider}::`)) request.setProvider("");
  if (!isProvider && !isOurs) return;
  request.setVersion(version);
  const nameOf = isProvider ? settingName : inputName;
  const object = request.getObject?.() ?? request.getProperties?.();
  if (object !== undefined) rename(object.getFieldsMap(), nameOf);
  const dependencies = request.getPropertydependenciesMap?.();
  if (dependencies !== undefined) rename(dependencies, nameOf);
}

/**
 * Stands for the default provider of the SDK, so that a run has as many resources on both hosts.
 * @param {any} messages
 */
function placeholder(messages) {
  const request = new messages.RegisterResourceRequest();
  request.setType("tests:index:DefaultProvider");
  request.setName(defaultProvider);
  return request;
}

/** @param {any[]} rest the arguments after the request */
function withId(rest) {
  const done = rest.at(-1);
  return rest.with(-1, (/** @type {unknown} */ error, /** @type {any} */ response) => {
    response?.setId(defaultProvider);
    done(error, response);
  });
}

/** @param {any} client @param {any} messages */
function patch(client, messages) {
  const { registerResource, readResource } = client.prototype;
  client.prototype.registerResource = function (/** @type {any} */ request, /** @type {any[]} */ ...rest) {
    if (request.getName() === defaultProvider && request.getType().startsWith("pulumi:providers:")) {
      return registerResource.call(this, placeholder(messages), ...withId(rest));
    }
    rewrite(request);
    return registerResource.call(this, request, ...rest);
  };
  client.prototype.readResource = function (/** @type {any} */ request, /** @type {any[]} */ ...rest) {
    rewrite(request);
    return readResource.call(this, request, ...rest);
  };
}

/** Whether this is the program, and not a provider or an analyzer that inherits the variable. */
const isProgram = /[\\/]cmd[\\/]run/.test(process.argv[1] ?? "");

const loader = /** @type {any} */ (Module);
const load = loader._load;
const patched = new Set();

loader._load = function (/** @type {string} */ request, /** @type {unknown} */ parent, /** @type {boolean} */ isMain) {
  const loaded = load.call(this, request, parent, isMain);
  if (!isProgram || patched.has(loaded)) return loaded;
  if (/\/resource_grpc_pb(\.js)?$/.test(request)) {
    patched.add(loaded);
    const folder = path.dirname(loader._resolveFilename(request, parent, false));
    patch(loaded.ResourceMonitorClient, require(path.join(folder, "resource_pb.js")));
  }
  if (/program\/runFiles$/.test(request)) {
    patched.add(loaded);
    // Other languages announce nothing.
    loaded.RunFiles.prototype.write = () => {};
  }
  return loaded;
};
