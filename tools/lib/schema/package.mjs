import { languages } from "./languages.mjs";
import { packageName, resultProperties, token } from "./names.mjs";
import { Texts } from "./texts.mjs";
import { Types } from "./types.mjs";

/**
 * @import { Func, Package, Property, Resource } from "../reference/package.mjs"
 * @typedef {{ readonly version: string, readonly description: string, readonly license: string,
 *   readonly homepage: string, readonly repository: { readonly url: string } }} Manifest package.json
 * @typedef {Readonly<Record<string, { readonly variable: string, readonly secret?: boolean }>>} Sources where settings are given
 */

/** An input that the SDK adds itself: other languages have no stack transformations. @type {Property} */
const ttl = {
  name: "ttl",
  type: "string",
  required: false,
  text:
    "The lifetime of an ephemeral group: take it from the `ttl` of an `EphemeralStack`, which sweeps what a killed run leaves. " +
    "Default: none.",
  examples: [],
};

/**
 * Returns the schema of the plugin, from which the SDKs of all languages are generated.
 * @param {Package} all
 * @param {Sources} sources
 * @param {Manifest} manifest
 */
export function schemaOf(all, sources, manifest) {
  const repository = manifest.homepage.replace(/#.*/, "");
  const texts = new Texts(repository);
  const types = new Types(all, texts);
  const [provider] = all.resources.filter(({ isProvider }) => isProvider);
  const resources = all.resources.filter(({ isProvider }) => !isProvider);
  const settings = settingSpecs(types, sources);
  const parts = {
    config: { variables: settings },
    provider: { description: texts.describe(provider?.text ?? ""), inputProperties: settings },
    resources: Object.fromEntries(resources.map((each) => [token(each.name), resourceSpec(each, types)])),
    functions: Object.fromEntries(all.functions.map((each) => [token(each.name), functionSpec(each, types)])),
  };
  texts.requireAllUsed();
  return {
    name: packageName,
    displayName: "Tencent Cloud Chat",
    version: manifest.version,
    description: manifest.description,
    keywords: ["pulumi", "tencent-cloud", "tencent-cloud-chat", "tencent-im", "category/cloud", "kind/native"],
    homepage: repository,
    repository,
    license: manifest.license,
    publisher: new URL(repository).pathname.split("/")[1],
    // The C# package needs one.
    logoUrl: `${repository}/raw/main/docs/logo.png`,
    pluginDownloadURL: `github://api.github.com/${new URL(repository).pathname.split("/")[1]}`,
    meta: { moduleFormat: "(.*)" },
    language: languages(repository),
    config: parts.config,
    types: Object.fromEntries([...types.named].sort(([a], [b]) => (a < b ? -1 : 1))),
    provider: parts.provider,
    resources: parts.resources,
    functions: parts.functions,
  };
}

/**
 * The settings have no `defaultInfo`: the SDKs would write what the environment says into the state, and the key with it.
 * @param {Types} types
 * @param {Sources} sources
 */
function settingSpecs(types, sources) {
  return Object.fromEntries(
    types.propertiesOf("ProviderArgs").map((property) => {
      const source = sources[property.name];
      if (source === undefined) throw new Error(`provider/settingSources.ts does not have ${property.name}`);
      const text = `${property.text} Environment variable: \`${source.variable}\`.`;
      return [property.name, { ...types.property({ ...property, text }), ...(source.secret && { secret: true }) }];
    }),
  );
}

/** @param {Resource} resource @param {Types} types */
function resourceSpec({ name, args, outputs, text }, types) {
  const inputs = inputsOf(name, types.propertiesOf(args));
  const replacing = replacingInputs(inputs, types.all.shapes.get(args)?.text ?? "");
  const described = outputs.map((output) => ({
    ...output,
    text: output.text || (inputs.find((input) => input.name === output.name)?.text ?? ""),
  }));
  return {
    description: types.texts.describe(text),
    properties: types.properties(described),
    required: requiredOf(described),
    inputProperties: Object.fromEntries(
      inputs.map((input) => [
        input.name,
        { ...types.property(input), ...(replacing.has(input.name) && { willReplaceOnChanges: true }) },
      ]),
    ),
    requiredInputs: requiredOf(inputs),
    // The type of the same resource in a TypeScript program with the npm package.
    aliases: [{ type: `pulumi-nodejs:dynamic/${packageName}:${name}` }],
  };
}

/**
 * In the SDK, the group of a child resource can also be the `Group` itself.
 * @param {string} resource
 * @param {readonly Property[]} properties
 */
function inputsOf(resource, properties) {
  const inputs = properties.map((each) =>
    each.name === "group" ? { ...each, name: "groupId", type: "string" } : each,
  );
  return ["Group", "GroupFleet"].includes(resource) ? [...inputs, ttl] : inputs;
}

/**
 * Returns the inputs whose comment says that a change replaces the resource. A test compares them with the handlers.
 * @param {readonly Property[]} inputs
 * @param {string} comment of all arguments
 */
function replacingInputs(inputs, comment) {
  const replaces = /\bChanging it replaces\b|\banother \w+ replaces\b/;
  const named = [...comment.matchAll(/Changing `(\w+)` replaces/g)].map(([, name]) => name);
  const own = inputs.filter(({ text }) => replaces.test(text.replace(/\s+/g, " "))).map(({ name }) => name);
  return new Set([...own, ...named]);
}

/** @param {Func} func @param {Types} types */
function functionSpec({ name, args, result, text }, types) {
  const inputs = types.propertiesOf(args);
  const property = resultProperties.get(name);
  const shape = types.all.shapes.get(result);
  if (!property && !shape) throw new Error(`The result of ${name} needs a name, in tools/lib/schema/names.mjs`);
  const outputs = property
    ? [{ name: property, type: result, required: true, text: "", examples: [] }]
    : (shape?.properties ?? []);
  return {
    description: types.texts.describe(text),
    inputs: { type: "object", properties: types.properties(inputs), ...required(inputs) },
    outputs: { type: "object", properties: types.properties(outputs), ...required(outputs) },
  };
}

/** @param {readonly Property[]} properties */
function required(properties) {
  const names = requiredOf(properties);
  return names.length > 0 ? { required: names } : {};
}

/** @param {readonly Property[]} properties */
function requiredOf(properties) {
  return properties.filter((property) => property.required).map(({ name }) => name);
}
