/**
 * A schema, as far as a comparison reads it.
 * @typedef {{ readonly type?: string, readonly $ref?: string, readonly items?: TypeSpec, readonly additionalProperties?: TypeSpec,
 *   readonly oneOf?: readonly TypeSpec[] }} TypeSpec
 * @typedef {TypeSpec & { readonly secret?: boolean }} PropertySpec
 * @typedef {Readonly<Record<string, PropertySpec>>} Properties
 * @typedef {{ readonly properties?: Properties, readonly required?: readonly string[],
 *   readonly enum?: readonly { readonly value: string }[] }} ObjectSpec
 * @typedef {{ readonly inputProperties: Properties, readonly requiredInputs?: readonly string[],
 *   readonly aliases?: readonly { readonly type: string }[] } & ObjectSpec} ResourceSpec
 * @typedef {{ readonly inputs?: ObjectSpec, readonly outputs?: ObjectSpec }} FunctionSpec
 * @typedef {{ readonly name: string, readonly types?: Readonly<Record<string, ObjectSpec>>,
 *   readonly provider: { readonly inputProperties?: Properties, readonly requiredInputs?: readonly string[] },
 *   readonly config?: { readonly variables?: Properties },
 *   readonly resources: Readonly<Record<string, ResourceSpec>>,
 *   readonly functions: Readonly<Record<string, FunctionSpec>> }} Schema
 */

/**
 * Returns what breaks the programs and the states of users, in words: each removed thing, each changed type, each new
 * requirement. Additions break nothing.
 * @param {Schema} released
 * @param {Schema} next
 * @returns {readonly string[]}
 */
export function breakingChanges(released, next) {
  if (released.name !== next.name) return [`the package ${released.name} is renamed to ${next.name}`];
  return [
    ...inputs("the setting", released.config?.variables, [], next.config?.variables, []),
    ...inputs(
      "the provider's input",
      released.provider.inputProperties,
      released.provider.requiredInputs,
      next.provider.inputProperties,
      next.provider.requiredInputs,
    ),
    ...each("resource", released.resources, next.resources, resourceChanges),
    ...each("function", released.functions, next.functions, functionChanges),
    ...each("type", released.types ?? {}, next.types ?? {}, typeChanges),
  ];
}

/** @param {string} name @param {ResourceSpec} old @param {ResourceSpec} now */
function resourceChanges(name, old, now) {
  const aliases = new Set(now.aliases?.map(({ type }) => type));
  return [
    ...inputs(`the input of ${name}`, old.inputProperties, old.requiredInputs, now.inputProperties, now.requiredInputs),
    ...outputs(`the output of ${name}`, old, now),
    ...(old.aliases ?? [])
      .filter(({ type }) => !aliases.has(type))
      .map(({ type }) => `the alias ${type} of ${name} is removed: stacks with it would replace their resources`),
  ];
}

/** @param {string} name @param {FunctionSpec} old @param {FunctionSpec} now */
function functionChanges(name, old, now) {
  return [
    ...inputs(
      `the input of ${name}`,
      old.inputs?.properties,
      old.inputs?.required,
      now.inputs?.properties,
      now.inputs?.required,
    ),
    ...outputs(`the output of ${name}`, old.outputs ?? {}, now.outputs ?? {}),
  ];
}

/** A type may be of inputs and of outputs. @param {string} name @param {ObjectSpec} old @param {ObjectSpec} now */
function typeChanges(name, old, now) {
  const values = new Set(now.enum?.map(({ value }) => value));
  return [
    ...inputs(`the property of ${name}`, old.properties, old.required, now.properties, now.required),
    ...outputs(`the property of ${name}`, old, now).filter((text) => text.endsWith("optional")),
    ...(old.enum ?? [])
      .filter(({ value }) => !values.has(value))
      .map(({ value }) => `the value ${value} of ${name} is removed`),
  ];
}

/**
 * @param {string} what
 * @param {Properties} [old]
 * @param {readonly string[]} [oldRequired]
 * @param {Properties} [now]
 * @param {readonly string[]} [nowRequired]
 */
function inputs(what, old = {}, oldRequired = [], now = {}, nowRequired = []) {
  const newlyRequired = nowRequired.filter((name) => !oldRequired.includes(name));
  return [
    ...changedProperties(what, old, now),
    ...newlyRequired.map((name) => `${what} ${name} is ${name in old ? "now" : "new and"} required`),
  ];
}

/** @param {string} what @param {ObjectSpec} old @param {ObjectSpec} now */
function outputs(what, old, now) {
  const optional = (old.required ?? []).filter(
    (name) => now.properties?.[name] && !(now.required ?? []).includes(name),
  );
  return [
    ...changedProperties(what, old.properties ?? {}, now.properties ?? {}),
    ...optional.map((name) => `${what} ${name} is now optional`),
  ];
}

/** @param {string} what @param {Properties} old @param {Properties} now */
function changedProperties(what, old, now) {
  return Object.entries(old).flatMap(([name, spec]) => {
    const other = now[name];
    if (!other) return [`${what} ${name} is removed`];
    if (spec.secret && !other.secret) return [`${what} ${name} is no longer secret`];
    const [from, to] = [typeText(spec), typeText(other)];
    return from === to ? [] : [`${what} ${name} was of the type ${from}, and is ${to}`];
  });
}

/**
 * @template T
 * @param {string} kind
 * @param {Readonly<Record<string, T>>} old by token
 * @param {Readonly<Record<string, T>>} now
 * @param {(name: string, old: T, now: T) => readonly string[]} compare
 */
function each(kind, old, now, compare) {
  return Object.entries(old).flatMap(([token, spec]) => {
    const other = now[token];
    return other === undefined ? [`the ${kind} ${token} is removed`] : compare(nameOf(token), spec, other);
  });
}

/** @param {TypeSpec} spec @returns {string} */
function typeText({ type, $ref, items, additionalProperties, oneOf }) {
  if (oneOf) return oneOf.map(typeText).join(" or ");
  if ($ref) return nameOf($ref);
  if (items) return `list of ${typeText(items)}`;
  return additionalProperties ? `map of ${typeText(additionalProperties)}` : (type ?? "anything");
}

/** @param {string} token */
function nameOf(token) {
  return token.split(":").at(-1) ?? token;
}
