import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Props = { readonly [name: string]: unknown };

/** What the engine sends for an unknown value during a preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The signature of a special value, and the one of a secret (Pulumi's wire format). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** A secret as the engine sends it to a provider that accepts secrets. */
export function secret(value: unknown): Props {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

export function toStruct(props: Props): Struct {
  // The type expects JSON values; other values are part of a test.
  return Struct.fromJavaScript(props as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** Plain values, with every secret replaced by its content. */
export function fromStruct(struct: Struct | undefined): Record<string, unknown> {
  return (struct ? unwrap(struct.toJavaScript()) : {}) as Record<string, unknown>;
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Props;
  if (record[SIGNATURE_KEY] === SECRET_SIGNATURE) return unwrap(record["value"]);
  return Object.fromEntries(Object.entries(record).map(([name, item]) => [name, unwrap(item)]));
}
