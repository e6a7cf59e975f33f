import type { Attributes, AttributesInputs } from "./types";

/** What has to be done to a group's attributes so that they are what the program says. */
export interface Change {
  readonly set: Attributes;
  readonly removed: readonly string[];
}

/**
 * Compares what a group has, without its owner mark, with the program.
 *
 * @param before what the program said until now; undefined when nothing was declared
 * @returns undefined when nothing differs
 */
export function changeOf(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): Change | undefined {
  const set = Object.entries(attributes).filter(([key, value]) => actual[key] !== value);
  const mayGo = exclusive === false ? before && leftOf({ exclusive }, before) : actual;
  const removed = Object.keys(mayGo ?? {}).filter(
    (key) => Object.hasOwn(actual, key) && !Object.hasOwn(attributes, key),
  );
  return set.length + removed.length === 0 ? undefined : { set: Object.fromEntries(set), removed };
}

/**
 * What a change has to remember of what the program said until now. Where it had all attributes to itself, a refresh may
 * have found some of others among them: when it no longer has, those are let be.
 */
export function leftOf({ exclusive }: Pick<AttributesInputs, "exclusive">, before: AttributesInputs): Attributes {
  return exclusive === false && before.exclusive !== false ? {} : before.attributes;
}

/** What is there and would become the program's, which it was not until now: a destroy removes it, as declared or not. */
export function takenOver(
  { attributes, exclusive }: Pick<AttributesInputs, "attributes" | "exclusive">,
  before: AttributesInputs | undefined,
  actual: Attributes,
): readonly string[] {
  if (before !== undefined && before.exclusive !== false) return [];
  return Object.keys(actual).filter(
    (key) =>
      (exclusive !== false || Object.hasOwn(attributes, key)) && !(before && Object.hasOwn(before.attributes, key)),
  );
}
