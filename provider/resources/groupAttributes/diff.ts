import type { Attributes, AttributesInputs } from "./types";

/** What has to be done to a group's attributes so that they are what the program says. */
export interface AttributeChanges {
  readonly set: Attributes;
  readonly removed: readonly string[];
}

/**
 * Compares what a group has, without its owner mark, with the program.
 *
 * @param before what the program said until now; undefined when nothing was declared
 * @returns undefined when nothing differs
 */
export function attributeChanges(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): AttributeChanges | undefined {
  const set = Object.entries(attributes).filter(([key, value]) => actual[key] !== value);
  const mayGo = exclusive === false ? observedAttributes(before) : actual;
  const removed = Object.keys(mayGo).filter((key) => Object.hasOwn(actual, key) && !Object.hasOwn(attributes, key));
  return set.length + removed.length === 0 ? undefined : { set: Object.fromEntries(set), removed };
}

/** What the program itself said until now, without what a refresh found beside it. */
export function observedAttributes(before: AttributesInputs | undefined): Attributes {
  const { attributes = {}, undeclared = [] } = before ?? {};
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !undeclared.includes(key)));
}

/** What is there and would become the program's, which it was not until now: a destroy removes it, as declared or not. */
export function adoptedKeys(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): readonly string[] {
  const declared = observedAttributes(before);
  return Object.keys(actual).filter(
    (key) => (exclusive !== false || Object.hasOwn(attributes, key)) && !Object.hasOwn(declared, key),
  );
}

/** What is there, was never declared, and would be removed. */
export function undeclaredKeys(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): readonly string[] {
  return exclusive === false
    ? []
    : adoptedKeys({ attributes, exclusive: true }, before, actual).filter((key) => !Object.hasOwn(attributes, key));
}
