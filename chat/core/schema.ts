import type { ZodType } from "zod";
import { SchemaError } from "./failure";

/** Parses the value with the schema. Throws a SchemaError that names the first mismatch. */
export function parseWith<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SchemaError(issue === undefined ? "unexpected" : `${issue.path.join(".") || "answer"}: ${issue.message}`);
}

/**
 * Converts a list of key and value pairs to a record. Object.fromEntries defines own properties, so a key such as
 * `__proto__` is safe.
 */
export function recordOf<V>(pairs: Iterable<readonly [string, V]>): Record<string, V> {
  return Object.fromEntries(pairs);
}

/** The reader of an answer without any result. */
export function readNothing(): void {}
