import type { ZodType } from "zod";
import { SchemaError } from "./failure";

/** The value as the schema describes it, or a ShapeError that says where it differs. */
export function parseWith<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SchemaError(issue === undefined ? "unexpected" : `${issue.path.join(".") || "answer"}: ${issue.message}`);
}

/**
 * The wire's list of key and value as a record. Object.fromEntries defines own properties, so a key such as
 * `__proto__` is a key like any other.
 */
export function recordOf<V>(pairs: Iterable<readonly [string, V]>): Record<string, V> {
  return Object.fromEntries(pairs);
}

/** The reader of an answer that says nothing but that it worked. */
export function readNothing(): void {}
