/**
 * `@pulumi/pulumi` loads the TypeScript compiler and npm's dependency solver at its start, to serialize closures; programs with
 * this package never need either. Without them a program or provider process starts in 0.4 s of processor time instead of
 * 1.0 s, and each Pulumi command starts both. A process that does use one loads it then. The package tests, the demo and the
 * quick start load everything, as users' programs do.
 */
const Module = require("node:module");

const lazy = new Set(["typescript", "@npmcli/arborist"]);
const loader = /** @type {any} */ (Module);
const load = loader._load;

loader._load = function (/** @type {string} */ request, /** @type {unknown} */ parent, /** @type {boolean} */ isMain) {
  if (!lazy.has(request)) return load.call(this, request, parent, isMain);
  /** @type {any} */
  let loaded;
  const module = () => {
    loaded ??= load.call(loader, request, parent, isMain);
    return loaded;
  };
  /** The compiled imports of `@pulumi/pulumi` copy the exports of a module unless it says that it is an ES module. */
  const get = (/** @type {string | symbol} */ name) => {
    if (name === "__esModule") return true;
    return name === "default" && !module().__esModule ? module() : module()[name];
  };
  return new Proxy({}, { get: (_, name) => get(name) });
};
