import type { Fields } from "../wire/answer";
import type { Fault } from "./fault";

/** Applies a `rewrite` fault to the answer; returns it unchanged for other faults. */
export function applyRewrite(answer: Fields, fault: Fault | undefined): Fields {
  if (fault?.kind !== "rewrite") return answer;
  const { omit = [], set = {} } = fault;
  const names = typeof omit === "string" ? [omit] : omit;
  return { ...(without(names, answer) as Fields), ...set };
}

function without(names: readonly string[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => without(names, entry));
  if (typeof value !== "object" || value === null) return value;
  const remaining = Object.entries(value).filter(([name]) => !names.includes(name));
  return Object.fromEntries(remaining.map(([name, entry]) => [name, without(names, entry)]));
}
