import * as pulumi from "@pulumi/pulumi";
import { programError } from "./programError";

/**
 * Refuses a key `__proto__` at any depth. Pulumi's SDK copies each object by assignment: the key is lost, or changes the
 * prototype, before the engine or the provider sees it (3.248.0). Values that the program passed through `pulumi.output`
 * or `pulumi.secret` have lost it already.
 *
 * @param displayName the resource, for the message
 * @param path the position of the value in the arguments
 * @returns the same value; promises and outputs in it are checked when they resolve
 * @throws RunError when there is such a key
 * @internal
 */
export function withoutPrototypeKey<T>(displayName: string, value: T, path = ""): T {
  return check(displayName, value, path) as T;
}

function check(displayName: string, value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null || pulumi.Resource.isInstance(value)) return value;
  if (pulumi.Output.isInstance(value)) return value.apply((known) => check(displayName, known, path));
  if (value instanceof Promise) return value.then((known) => check(displayName, known, path));
  if (Array.isArray(value)) return value.map((item, index) => check(displayName, item, `${path}[${index}]`));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Object.hasOwn(value, "__proto__") || isPlainPrototype(prototype)) {
    throw programError(
      `${displayName}: ${path || "it"} has a key __proto__, which Pulumi's SDK would drop silently. Choose another key.`,
    );
  }
  // Not a map: an asset, for example.
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, check(displayName, item, path === "" ? key : `${path}.${key}`)]),
  );
}

/** Whether a plain value became a prototype: the prototype of a class has a constructor. */
function isPlainPrototype(prototype: unknown): boolean {
  return typeof prototype === "object" && prototype !== null && !Object.hasOwn(prototype, "constructor");
}
