/**
 * A program that throws is shown by @pulumi/pulumi with `util.inspect(error, { colors: true })`. On Node 20 that loops
 * for about half a minute, until the text is too long, when a line of the stack names a file directly in a scope's
 * folder; the SDK's own source maps make such a line (`node_modules/@pulumi/resource.ts`). Without colours it is fast.
 */
const util = require("node:util");

const inspect = util.inspect;
const withoutColors = (/** @type {unknown} */ value, /** @type {import("node:util").InspectOptions} */ options) =>
  inspect(value, { ...options, colors: false });
util.inspect = Object.assign(withoutColors, inspect);
