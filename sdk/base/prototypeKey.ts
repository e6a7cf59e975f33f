import * as pulumi from "@pulumi/pulumi";

/**
 * Refuses a key `__proto__`, wherever it stands. Pulumi's SDK builds each object anew, by assignment: there such a key
 * is lost, or changes the prototype, before the engine or the provider sees it (3.248.0). What the program has put into
 * an output itself, by `pulumi.output` or `pulumi.secret`, has lost it already.
 *
 * @param resource the words for the resource in the message
 * @param path where the value stands in the arguments
 * @returns the same value; what is known later in it is looked at then
 * @throws RunError when there is such a key
 * @internal
 */
export function withoutPrototypeKey<T>(resource: string, value: T, path = ""): T {
  return looked(resource, value, path) as T;
}

function looked(resource: string, value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null || pulumi.Resource.isInstance(value)) return value;
  if (pulumi.Output.isInstance(value)) return value.apply((known) => looked(resource, known, path));
  if (value instanceof Promise) return value.then((known) => looked(resource, known, path));
  if (Array.isArray(value)) return value.map((item, index) => looked(resource, item, `${path}[${index}]`));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Object.hasOwn(value, "__proto__") || isNoClass(prototype)) {
    throw new pulumi.RunError(
      `${resource}: ${path || "it"} has a key __proto__, which Pulumi's SDK would drop without a word. Choose another key.`,
    );
  }
  // Something else than a map, such as an asset.
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, looked(resource, item, path === "" ? key : `${path}.${key}`)]),
  );
}

/** A value that became a prototype: that of a class has a constructor. */
function isNoClass(prototype: unknown): boolean {
  return typeof prototype === "object" && prototype !== null && !Object.hasOwn(prototype, "constructor");
}
