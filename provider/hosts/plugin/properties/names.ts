import type { CheckFailure, Properties } from "../../../handler";
import type { Kind } from "../../../handlers";

/** The kinds with the input `ttl`, which the handlers know as `__ttl`: in TypeScript, an `EphemeralStack` sets it. */
const withTtl: readonly Kind[] = ["Group", "GroupFleet"];

/** Returns properties of the engine under the names that the handlers know. */
export function toHandler(kind: Kind, properties: Properties): Properties {
  if (!withTtl.includes(kind) || properties["ttl"] === undefined) return properties;
  const { ttl, ...rest } = properties;
  return { ...rest, __ttl: ttl };
}

/** Returns properties of the handlers with the names of the schema. The state keeps the others: the other host needs them. */
export function toEngine(kind: Kind, properties: Properties): Properties {
  const { __ttl: ttl } = properties;
  return withTtl.includes(kind) && ttl !== undefined ? { ...properties, ttl } : properties;
}

/** Which properties hold the value of another one, and are as secret. */
export const sameValues = { __ttl: ["ttl"] } as const;

/** Returns a failure with the names of the schema: in TypeScript, a child resource has the argument `group`. */
export function nameFailure({ property, reason }: CheckFailure): CheckFailure {
  const name = ({ __ttl: "ttl", group: "groupId" } as Record<string, string>)[property] ?? property;
  return { property: name, reason: reason.replace(/\bit has group,/, "it has groupId,") };
}

export function isInternal(property: string): boolean {
  return property.startsWith("__");
}
