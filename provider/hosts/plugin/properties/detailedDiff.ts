import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../../handler";
import { isMap } from "../../../validation/stateSchema";
import { isInternal } from "./names";

/** A property that differs. */
export interface PropertyChange {
  /** In the engine's form, such as `attributes["a.b"]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
  /** Whether the inputs were compared, since the state has no such output. */
  readonly isInput: boolean;
}

/**
 * Returns the inputs that differ from the state, down to the entries of maps. The state decides: it has what a refresh found.
 *
 * @param olds the outputs in the state
 * @param oldInputs the inputs in the state
 * @param replaces the properties that cause a replacement
 */
export function detailedDiff(
  olds: Properties,
  oldInputs: Properties,
  news: Properties,
  replaces: readonly string[],
): readonly PropertyChange[] {
  const names = [...new Set([...Object.keys(oldInputs), ...Object.keys(news)])].filter((name) => !isInternal(name));
  return names.flatMap((name) => {
    const isInput = !Object.hasOwn(olds, name);
    const changes = changesOf(name, isInput ? oldInputs[name] : olds[name], news[name]);
    return changes.map((change) => ({ ...change, replaces: replaces.includes(name), isInput }));
  });
}

function changesOf(path: string, old: unknown, now: unknown): Pick<PropertyChange, "path" | "kind">[] {
  if (isDeepStrictEqual(old, now)) return [];
  if (old === undefined) return [{ path, kind: "add" }];
  if (now === undefined) return [{ path, kind: "delete" }];
  if (!isMap(old) || !isMap(now)) return [{ path, kind: "update" }];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return keys.flatMap((key) => changesOf(`${path}${segment(key)}`, old[key], now[key]));
}

function segment(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `["${key.replaceAll('"', '\\"')}"]`;
}
