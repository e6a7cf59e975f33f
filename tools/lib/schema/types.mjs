import ts from "typescript";
import { integers, otherNames, simplerTypes, token, unnamedTypes } from "./names.mjs";

/**
 * @import { Package, Property } from "../reference/package.mjs"
 * @import { Texts } from "./texts.mjs"
 * @typedef {Readonly<Record<string, unknown>>} Spec a type, as a schema describes it
 */

/** Converts types of TypeScript, and collects the named ones. */
export class Types {
  /** By token. @type {Map<string, Spec>} */
  named = new Map();

  /** @param {Package} all @param {Texts} texts */
  constructor(all, texts) {
    this.all = all;
    this.texts = texts;
    /** The exported names of unions of literals, by their values. */
    this.enums = new Map([...unnamedTypes, ...[...all.aliases].map(([name, { type }]) => [type, name])].map(byValues));
  }

  /** @param {string} text the type @param {string} property its name */
  spec(text, property) {
    return this.node(parsed(text), property);
  }

  /** @param {readonly Property[]} properties */
  properties(properties) {
    return Object.fromEntries(properties.map((each) => [each.name, this.property(each)]));
  }

  /** @param {Property} property */
  property({ name, type, text }) {
    const description = this.texts.describe(text);
    return { ...this.spec(type, name), ...(description && { description }) };
  }

  /** @param {ts.TypeNode} node @param {string} property @returns {Spec} */
  node(node, property) {
    const text = node.getText();
    const simpler = simplerTypes.get(text);
    if (simpler) return this.spec(simpler, property);
    if (ts.isParenthesizedTypeNode(node)) return this.node(node.type, property);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.node(node.elementType, property) };
    if (ts.isUnionTypeNode(node)) return this.union(node, property);
    if (ts.isTypeLiteralNode(node)) return this.literal(node);
    if (ts.isTypeReferenceNode(node)) return this.reference(node, property);
    const name = text === "true" ? "boolean" : text;
    if (!["string", "number", "boolean"].includes(name)) throw new Error(`The schema has no type for ${text}`);
    return { type: name === "number" && integers.has(property) ? "integer" : name };
  }

  /** @param {ts.TypeReferenceNode} node @param {string} property @returns {Spec} */
  reference(node, property) {
    const name = node.typeName.getText();
    const [, value] = node.typeArguments ?? [];
    if (name === "Record" && value) return { type: "object", additionalProperties: this.node(value, property) };
    if (this.all.shapes.has(name)) return this.object(name, this.propertiesOf(name), name);
    const alias = this.all.aliases.get(name);
    if (!alias) throw new Error(`The schema has no type for ${node.getText()}`);
    const [, partial] = /^Partial<(\w+)>$/.exec(alias.type) ?? [];
    return partial
      ? this.object(name, this.propertiesOf(partial).map(optional), name)
      : this.spec(alias.type, property);
  }

  /** @param {ts.UnionTypeNode} node @param {string} property @returns {Spec} */
  union(node, property) {
    if (!node.types.every(ts.isLiteralTypeNode)) {
      // An alias such as `MemberRole` beside a literal.
      const text = node.types.map((each) => this.all.aliases.get(each.getText())?.type ?? each.getText()).join(" | ");
      if (text !== node.getText()) return this.spec(text, property);
      return { oneOf: node.types.map((each) => this.node(each, property)) };
    }
    const [, name] = [...this.enums].find(([values]) => values === valuesOf(node.getText())) ?? [];
    if (!name) throw new Error(`The schema needs a name for ${node.getText()}, in tools/lib/schema/names.mjs`);
    // The same values may be written in another order elsewhere.
    const { type, text } = this.all.aliases.get(name) ?? { type: node.getText(), text: "" };
    const values = type.split(" | ").map((value) => ({ value: JSON.parse(value) }));
    const description = this.texts.describe(text);
    return this.add(name, { type: "string", ...(description && { description }), enum: values });
  }

  /** @param {ts.TypeLiteralNode} node @returns {Spec} */
  literal(node) {
    const name = unnamedTypes.get(node.getText());
    if (!name) throw new Error(`The schema needs a name for ${node.getText()}, in tools/lib/schema/names.mjs`);
    const members = node.members.filter(ts.isPropertySignature).map((member) => ({
      name: member.name.getText(),
      type: member.type?.getText() ?? "",
      required: !member.questionToken,
      text: "",
      examples: [],
    }));
    return this.object(name, members, name);
  }

  /** @param {string} name @param {readonly Property[]} properties @param {string} source @returns {Spec} */
  object(name, properties, source) {
    const description = this.texts.describe(
      this.all.shapes.get(source)?.text ?? this.all.aliases.get(source)?.text ?? "",
    );
    const own = otherNames.get(name) ?? name.replace(/Args$/, "");
    const required = properties.filter((each) => each.required).map((each) => each.name);
    return this.add(own, {
      type: "object",
      ...(description && { description }),
      properties: this.properties(properties),
      ...(required.length > 0 && { required }),
    });
  }

  /** @param {string} name @param {Spec} spec @returns {Spec} */
  add(name, spec) {
    const known = this.named.get(token(name));
    if (known && JSON.stringify(known) !== JSON.stringify(spec)) throw new Error(`Two types are named ${name}`);
    this.named.set(token(name), spec);
    return { $ref: `#/types/${token(name)}` };
  }

  /** @param {string} shape */
  propertiesOf(shape) {
    return this.all.shapes.get(shape)?.properties ?? [];
  }
}

/** @param {string} text */
function parsed(text) {
  const [statement] = ts.createSourceFile("type.ts", `type T = ${text};`, ts.ScriptTarget.ES2022, true).statements;
  if (!statement || !ts.isTypeAliasDeclaration(statement)) throw new Error(`${text} is no type`);
  return statement.type;
}

/** @param {Property} property */
function optional(property) {
  return { ...property, required: false };
}

/** @param {readonly string[]} entry @returns {[string, string]} */
function byValues([type = "", name = ""]) {
  return [valuesOf(type), name];
}

/** Returns the values of a union in one order. @param {string} type */
function valuesOf(type) {
  return type.split(" | ").sort().join(" | ");
}
