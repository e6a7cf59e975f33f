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
  const mayGo = exclusive === false ? Object.keys(before?.attributes ?? {}) : Object.keys(actual);
  const removed = mayGo.filter((key) => Object.hasOwn(actual, key) && !Object.hasOwn(attributes, key));
  return set.length + removed.length === 0 ? undefined : { set: Object.fromEntries(set), removed };
}

/** What a change would overwrite or remove that was not the program's until now. */
export function takenOver(
  { set, removed }: Change,
  before: AttributesInputs | undefined,
  actual: Attributes,
): readonly string[] {
  const overwritten = Object.keys(set).filter((key) => Object.hasOwn(actual, key));
  if (before !== undefined && before.exclusive !== false) return [];
  return [...overwritten, ...removed].filter((key) => before === undefined || !Object.hasOwn(before.attributes, key));
}
