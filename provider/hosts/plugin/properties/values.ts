import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../../handler";
import { unknownValue } from "../../../validation/schema";
import { isMap } from "../../../validation/stateSchema";

/** The key that marks a special value, and the mark of a secret (sdk/go/common/resource/sig, 3.259.0). */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine sends for an unknown value of each type; the handlers know the one of texts (rpc.go, 3.259.0). */
const unknownValues: ReadonlySet<unknown> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Properties as the engine sends them: secrets are wrapped, and an unknown value is a text. */
export type WireProperties = Properties;

export function fromStruct(struct: Struct | undefined): WireProperties {
  return struct === undefined ? {} : struct.toJavaScript();
}

/** @param properties plain JSON, in which secrets may be wrapped */
export function toStruct(properties: object): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

/** Returns the properties as handlers know them: without the wrappers of secrets, and without properties that are null. */
export function plainOf(wire: WireProperties): Properties {
  return plainValue(wire) as Properties;
}

function plainValue(value: unknown): unknown {
  if (unknownValues.has(value)) return unknownValue;
  if (Array.isArray(value)) return value.map(plainValue);
  if (!isMap(value)) return value;
  if (isSecret(value)) return plainValue(value["value"]);
  const given = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(given.map(([key, item]) => [key, plainValue(item)]));
}

/**
 * Wraps what is secret. The engine can do that by the names of properties alone, so the provider accepts secrets and does it
 * itself: the state of a fleet holds its settings under another name.
 *
 * @param source the properties that the others come from, as the engine sent them
 * @param copies the properties that hold values of others
 */
export function withSecrets(
  properties: Properties,
  source: WireProperties,
  copies: Readonly<Record<string, readonly string[]>> = {},
): Properties {
  const wrapped = Object.entries(properties).map(([key, value]) => {
    const isCopy = copies[key]?.some((name) => hasSecret(source[name])) === true;
    return [key, isCopy ? secret(value) : withSecretsOf(value, source[key])];
  });
  return Object.fromEntries(wrapped);
}

function withSecretsOf(value: unknown, source: unknown): unknown {
  if (!hasSecret(source)) return value;
  if (!isMap(value) || !isMap(source) || isSecret(source)) return secret(value);
  return withSecrets(value, source);
}

export function secret(value: unknown): Properties {
  return isMap(value) && isSecret(value) ? value : { [signatureKey]: secretSignature, value };
}

export function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  return isMap(value) && (isSecret(value) || Object.values(value).some(hasSecret));
}

function isSecret(value: Properties): boolean {
  return value[signatureKey] === secretSignature;
}
