import type { Properties } from "../handler";

/** The properties of inputs and state that belong to the hosts: handlers do not know them. */
export interface HostProperties {
  /** The text by which the engine's dynamic-provider host finds the provider. */
  readonly __provider?: unknown;
  /** The host that wrote these properties; missing: the dynamic-provider host. */
  readonly __host?: unknown;
  /** See `keepOwner`. */
  readonly __keptFor?: unknown;
}

/** Returns the properties without those of the hosts. */
export function stripHostProperties<T>(properties: Properties): T {
  const { __provider: _, __host: __, __keptFor: ___, ...rest } = properties;
  return rest as T;
}

/** Returns what a read must repeat, so that the next check knows where the resource comes from. */
export function originOf({ __host, __keptFor }: HostProperties): HostProperties {
  return { ...(__host !== undefined && { __host }), ...(__keptFor !== undefined && { __keptFor }) };
}

/** Removes everything that JSON cannot represent. */
export function toPlainJson(value: object): object {
  return JSON.parse(JSON.stringify(value));
}

/** Changes properties, and keeps the prototype: it shows a key `__proto__`, which `check` refuses. */
export function withProperties(properties: Properties, changed: object): Properties {
  return Object.assign(Object.create(Object.getPrototypeOf(properties)), properties, changed);
}
