import type { Attributes, AttributesInputs } from "./types";

/** What must change on a group's attributes to match the declared state. */
export interface AttributeChanges {
  readonly set: Attributes;
  readonly removed: readonly string[];
}

/**
 * Compares the actual attributes, without the owner mark, with the declared ones.
 *
 * @param before the previous inputs; undefined if nothing was declared
 * @returns undefined if nothing differs
 */
export function attributeChanges(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): AttributeChanges | undefined {
  const set = Object.entries(attributes).filter(([key, value]) => actual[key] !== value);
  const removable = exclusive === false ? declaredAttributes(before) : actual;
  const removed = Object.keys(removable).filter((key) => Object.hasOwn(actual, key) && !Object.hasOwn(attributes, key));
  return set.length + removed.length === 0 ? undefined : { set: Object.fromEntries(set), removed };
}

/** Returns the previously declared attributes, without undeclared ones that a refresh found. */
export function declaredAttributes(before: AttributesInputs | undefined): Attributes {
  const { attributes = {}, undeclared = [] } = before ?? {};
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !undeclared.includes(key)));
}

/** Returns existing keys that the program would adopt: they were not its own until now, and a destroy would remove them. */
export function adoptedKeys(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): readonly string[] {
  const declared = declaredAttributes(before);
  return Object.keys(actual).filter(
    (key) => (exclusive !== false || Object.hasOwn(attributes, key)) && !Object.hasOwn(declared, key),
  );
}

/** Returns existing keys that were never declared and would be removed. */
export function undeclaredKeys(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): readonly string[] {
  return exclusive === false
    ? []
    : adoptedKeys({ attributes, exclusive: true }, before, actual).filter((key) => !Object.hasOwn(attributes, key));
}
