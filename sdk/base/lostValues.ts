import * as pulumi from "@pulumi/pulumi";
import { programError } from "./programError";

/**
 * Refuses what Pulumi's SDK loses without an error, at any depth (3.248.0):
 * - a key `__proto__`: the SDK copies each object by assignment, so the key is dropped, or changes the prototype. Values that
 *   the program passed through `pulumi.output` or `pulumi.secret` have lost it already.
 * - an Output in a template string or in `JSON.stringify`: the text has a notice of the SDK in place of the value.
 *
 * @param displayName the resource, for the message
 * @param path the position of the value in the arguments
 * @returns the same value; promises and outputs in it are checked when they resolve
 * @throws RunError when something would be lost
 * @internal
 */
export function withoutLostValues<T>(displayName: string, value: T, path = ""): T {
  return check(displayName, value, path) as T;
}

/**
 * Refuses a text that has the SDK's notice in place of an Output's value.
 *
 * @throws RunError
 */
export function refuseOutputText(displayName: string, text: string, path: string): void {
  const method = /Calling \[to(String|JSON)\] on an \[Output<T>\] is not supported/.exec(text)?.[1];
  if (method === undefined) return;
  const advice =
    method === "JSON"
      ? "Use `pulumi.jsonStringify(...)` in place of `JSON.stringify(...)`."
      : "Use `pulumi.interpolate` in front of the template string, as in pulumi.interpolate`room-$" +
        "{group.groupId}`.";
  throw programError(
    `${displayName}: ${path} has an Output inside a text, where its value is not known yet. ${advice}`,
  );
}

function check(displayName: string, value: unknown, path: string): unknown {
  if (typeof value === "string") refuseOutputText(displayName, value, path);
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
  for (const [key] of entries) refuseOutputText(displayName, key, `a key of ${path || "it"}`);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, check(displayName, item, path === "" ? key : `${path}.${key}`)]),
  );
}

/** Whether a plain value became a prototype: the prototype of a class has a constructor. */
function isPlainPrototype(prototype: unknown): boolean {
  return typeof prototype === "object" && prototype !== null && !Object.hasOwn(prototype, "constructor");
}
