import { anchor, codeBlocks, prose, table } from "./markdown.mjs";

/** @import { Package, Property } from "./package.mjs" */

/**
 * The kind of a property on a page.
 * @typedef {"Argument" | "Property" | "Option" | "Output" | "Field"} Kind
 */

/** @type {Partial<Record<Kind, string>>} */
const requiredNotes = { Argument: " (required)", Property: " (required)" };
/** @type {Partial<Record<Kind, string>>} */
const optionalNotes = { Field: " (may be absent)" };

/**
 * Returns a table of properties, and the examples in their comments.
 * @param {Kind} kind what the properties are
 * @param {readonly Property[]} properties
 * @param {Package["shapes"]} shapes
 */
export function propertyParts(kind, properties, shapes) {
  if (properties.length === 0) return [];
  const sorted =
    kind in requiredNotes ? [...properties].sort((a, b) => Number(b.required) - Number(a.required)) : properties;
  const rows = sorted.map(({ name, type, required, text }) => [
    `\`${name}\`${(required ? requiredNotes : optionalNotes)[kind] ?? ""}`,
    typeLink(type, shapes),
    prose(text),
  ]);
  const examples = sorted.flatMap(({ name, examples }) =>
    examples.length === 0 ? [] : [`With \`${name}\`:`, ...codeBlocks(examples)],
  );
  return [table([kind, "Type", "Description"], rows), ...examples];
}

/**
 * Returns the sections of the types that a page uses.
 * @param {Kind} kind what their properties are
 * @param {readonly string[]} names
 * @param {Package["shapes"]} shapes
 */
export function typeParts(kind, names, shapes) {
  return names.flatMap((name) => {
    const { text = "", properties = [] } = shapes.get(name) ?? {};
    return [`## ${name}`, prose(text), ...propertyParts(kind, properties, shapes)];
  });
}

/**
 * Returns a type as code, with a link to its section if it has one.
 * @param {string} type
 * @param {Package["shapes"]} shapes
 */
export function typeLink(type, shapes) {
  const [first] = namesIn(type, shapes);
  return first === undefined ? `\`${type}\`` : `[\`${type}\`](#${anchor(first)})`;
}

/**
 * Returns the interfaces that the types use, directly or indirectly.
 * @param {readonly { readonly type: string }[]} properties
 * @param {Package["shapes"]} shapes
 * @returns {string[]}
 */
export function usedTypes(properties, shapes) {
  const found = new Set(/** @type {string[]} */ ([]));
  const visit = (/** @type {readonly { readonly type: string }[]} */ some) => {
    for (const name of some.flatMap(({ type }) => namesIn(type, shapes))) {
      if (found.has(name)) continue;
      found.add(name);
      visit(shapes.get(name)?.properties ?? []);
    }
  };
  visit(properties);
  return [...found];
}

/** @param {string} type @param {Package["shapes"]} shapes */
function namesIn(type, shapes) {
  return (type.match(/\b[A-Z]\w+\b/g) ?? []).filter((name) => shapes.has(name));
}
