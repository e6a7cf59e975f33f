import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../../handler";
import { unknownValue } from "../../../validation/schema";
import { isMap } from "../../../validation/stateSchema";
import { isInternal } from "./names";

/**
 * Returns what a preview knows of the outputs, without any call. What a create decides is unknown, and so is the id that the
 * program chose: a function that depends on it would run in the preview, and find nothing.
 *
 * @param computed the outputs that only the service or a create decides
 * @param olds the state before an update; undefined for a create
 */
export function previewOutputs(
  inputs: Properties,
  computed: readonly string[],
  sdkAppId: number,
  olds: Properties | undefined,
): Properties {
  const known = Object.entries(inputs).filter(([property]) => !isInternal(property));
  const decided = computed.map((property) => [property, decidedValue(property, inputs, olds)]);
  return { ...Object.fromEntries(known), sdkAppId, ...Object.fromEntries(decided) };
}

function decidedValue(property: string, inputs: Properties, olds: Properties | undefined): unknown {
  const old = olds?.[property];
  if (old === undefined) return unknownValue;
  const input = inputs[property];
  // One group more in a fleet must not make the ids of the others unknown.
  if (isMap(old) && isMap(input))
    return Object.fromEntries(
      Object.entries(input).map(([key, value]) => [key, value === old[key] ? value : unknownValue]),
    );
  return property in inputs && !isDeepStrictEqual(inputs[property], old) ? unknownValue : old;
}
