import type { Properties } from "../../handler";
import { NotConfigured } from "../../notConfigured";
import type { Lookup } from "../../settings";
import { isUnknown, unknownValue } from "../../validation/schema";
import type { HostSettings } from "../hostSettings";

/** What the engine configures the provider with. */
interface Configured {
  /** The settings: texts for those of the stack, typed values for those of an explicit provider. */
  readonly args: Properties;
  /** The name of the provider resource; undefined with an engine that does not tell it. */
  readonly urn: string | undefined;
  /** Its id in the state: unknown in the preview of the first update. */
  readonly id: string | undefined;
}

/** Returns a lookup of the keys that `readSettings` asks for: an explicit provider overrides the environment, the stack's config does not. */
export function lookupIn(args: Properties, urn: string | undefined): Lookup {
  const prefix = isDefaultProvider(urn) ? "tencent-chat:" : "tencent-chat:provider.";
  return (key) => {
    const value = key.startsWith(prefix) ? args[key.slice(prefix.length)] : undefined;
    return value === undefined || isUnknown(value) ? undefined : textOf(value);
  };
}

/** The engine names its own providers `default`, with version and URL of the plugin, and gives them the stack's config. */
export function isDefaultProvider(urn: string | undefined): boolean {
  return urn === undefined || /^default(_|$)/.test(urn.split("::").slice(3).join("::"));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * Configures the settings, and returns the identity of the program: the pinned one, or the id that the engine gave to the
 * provider. Bad settings are reported by the first operation that needs them.
 */
export function configure(settings: HostSettings, { args, urn, id }: Configured): () => string {
  settings.lookup = lookupIn(args, urn);
  return () => pinnedIdentity(settings) ?? (id === undefined || id === "" ? unknownValue : id);
}

function pinnedIdentity(settings: HostSettings): string | undefined {
  try {
    return settings.current().identity;
  } catch (error) {
    if (error instanceof NotConfigured) return undefined;
    throw error;
  }
}
