// A provider process of a run, as far as the program is concerned. It runs what is built: so it starts in no time.
const path = require("node:path");

const built = path.resolve(__dirname, "../../../../dist/provider/program");
const { Program } = require(path.join(built, "program.js"));
const { RunFiles } = require(path.join(built, "runFiles.js"));

const here = { service: "tencent", sdkAppId: 1400000000 };
const program = new Program({ files: new RunFiles(process.argv[2]) });

/** Things and resources by their names alone. */
const thing = (/** @type {string} */ key) => ({ key, text: `the ${key}`, property: "groupId" });
const keyOf = (/** @type {string} */ name) => JSON.stringify(name.split(" "));
const as = (/** @type {string} */ name) => program.viewFor(keyOf(name), here);

/** @type {Record<string, (...args: string[]) => unknown>} */
const methods = {
  declare: (name, ...keys) =>
    program.declare({ key: keyOf(name), text: name }, keys.map(thing), undefined, here)?.other.text,
  finish: (name) => program.finish(keyOf(name), true),
  holder: (name, key) => as(String(name)).managerOf(key)?.text,
  isRunning: () => as("").isRunning(),
  refuse: (groupId) => as("").refuseDisband(groupId),
  isRefused: (groupId) => as("").isDisbandRefused(groupId),
};

process.on("message", (/** @type {{ method: string, args: string[] }} */ { method, args }) => {
  try {
    process.send?.({ result: methods[method]?.(...args) });
  } catch (error) {
    process.send?.({ result: error instanceof Error ? error.message : error });
  }
});
// The test hangs up: it ends in order.
process.on("disconnect", () => process.exit());
process.send?.({});
