import { anchor, codeBlocks, prose, summary, table } from "./markdown.mjs";
import { propertyParts, typeLink, typeParts, usedTypes } from "./types.mjs";

/** @import { Func, Package, Resource } from "./package.mjs" */

const NOTE = "<!-- Written by `npm run docs` from the doc comments of what sdk/index.ts exports. -->";

/**
 * Returns the pages of the reference, by file name.
 * @param {Package} all
 * @returns {ReadonlyMap<string, string>}
 */
export function pagesOf(all) {
  /** @type {readonly (readonly [string, readonly string[]])[]} */
  const pages = [
    ["README.md", indexPage(all)],
    ...all.resources.map((resource) => /** @type {const} */ ([fileOf(resource), resourcePage(resource, all)])),
    ["functions.md", functionsPage(all)],
  ];
  return new Map(pages.map(([file, parts]) => [file, `${[NOTE, ...parts].filter((part) => part).join("\n\n")}\n`]));
}

/** @param {Package} all */
function indexPage({ resources, functions }) {
  const row = (/** @type {Resource} */ each) => [`[${each.name}](${fileOf(each)})`, summary(each.text)];
  return [
    "# Reference",
    "The exports of `pulumi-tencent-chat`. A resource argument can be a value, a promise or an output.",
    "## Resources",
    table(["Resource", ""], resources.filter(({ isProvider }) => !isProvider).map(row)),
    "## Provider",
    table(["Provider", ""], resources.filter(({ isProvider }) => isProvider).map(row)),
    "## Functions",
    table(
      ["Function", ""],
      functions.map(({ name, text }) => [`[${name}](functions.md#${anchor(name)})`, summary(text)]),
    ),
  ];
}

/** @param {Resource} resource @param {Package} all */
function resourcePage(resource, { shapes }) {
  const inputs = shapes.get(resource.args)?.properties ?? [];
  const { outputs } = resource;
  const ownOutputs = outputs.filter(({ name, text }) => text !== "" || !inputs.some((input) => input.name === name));
  const argumentOutputs = outputs.filter((output) => !ownOutputs.includes(output)).map(({ name }) => `\`${name}\``);
  const types = usedTypes([...inputs, ...ownOutputs], shapes);
  return [
    `# ${resource.name}`,
    prose(resource.text),
    ...codeBlocks(resource.examples),
    "## Arguments",
    ...propertyParts("Argument", inputs, shapes),
    ...(outputs.length === 0 ? [] : ["## Outputs", ...propertyParts("Output", ownOutputs, shapes)]),
    argumentOutputs.length === 0 ? "" : `Arguments that are also outputs: ${argumentOutputs.join(", ")}.`,
    ...resource.methods.flatMap(({ call, text, examples }) => [`## ${call}`, prose(text), ...codeBlocks(examples)]),
    ...typeParts("Property", types, shapes),
  ];
}

/** @param {Package} all */
function functionsPage({ functions, shapes }) {
  const results = usedTypes(
    functions.map(({ result }) => ({ type: result })),
    shapes,
  );
  const options = shapes.get("FunctionOutputOptions")?.properties ?? [];
  return [
    "# Functions",
    "Each function has two forms. `await getGroup(args, opts)` takes plain values and returns a promise. Use it in an " +
      "`async` function, such as a program of the form `export = async () => { ... }`. `getGroupOutput(args, opts)` takes " +
      "values or outputs and returns an output, which keeps the dependencies of the arguments. In a preview it makes no call " +
      "if an argument is unknown, or comes from a resource that does not exist yet.",
    "A function runs in the program, in previews and in updates, and needs the secret key in both. It uses the same settings " +
      "as the resources: an explicit `Provider`, then the environment, then the stack's config. A failure is a `RunError` with " +
      "what was read, the service's code and message, and what to do.",
    "## Options",
    ...propertyParts("Option", options, shapes),
    ...functions.flatMap((func) => functionParts(func, shapes)),
    ...typeParts("Field", results, shapes),
  ];
}

/** @param {Func} func @param {Package["shapes"]} shapes */
function functionParts({ name, args, result, text, examples, outputForm }, shapes) {
  return [
    `## ${name}`,
    prose(text),
    ...propertyParts("Argument", shapes.get(args)?.properties ?? [], shapes),
    `Result: ${typeLink(result, shapes)}.`,
    ...codeBlocks([...examples, ...outputForm.examples]),
  ];
}

/** @param {Resource} resource */
function fileOf({ name }) {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}.md`;
}
