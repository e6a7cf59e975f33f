import type { Call } from "./endpoint";

/** Reads one field of an answer. Undefined: the field is omitted. */
export type Reader<T> = (value: T, call: Call) => unknown;

/** Returns the fields with these names, without undefined ones. */
export function pick<T>(
  fields: Readonly<Record<string, Reader<T>>>,
  names: readonly string[],
  from: T,
  call: Call,
): object {
  const read = names.map((name) => [name, fields[name]?.(from, call)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}
