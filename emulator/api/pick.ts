import type { Call } from "./endpoint";

/** Reads one field of an answer. Undefined: there is no such field. */
export type Reader<T> = (value: T, call: Call) => unknown;

/** The fields of these names, without those that there are not. */
export function pick<T>(
  fields: Readonly<Record<string, Reader<T>>>,
  names: readonly string[],
  from: T,
  call: Call,
): object {
  const read = names.map((name) => [name, fields[name]?.(from, call)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}
