import * as pulumi from "@pulumi/pulumi";

/** The prefix of all resource types of this package. */
export const typePrefix = "pulumi-nodejs:dynamic/tencent-chat:";

/** The prefix of the types of the plugin's resources, which programs in other languages have. */
export const pluginTypePrefix = "tencent-chat:index:";

/**
 * Whether a value is a resource of this type, also one of another copy of this package. A policy asks the same about an
 * object that has only the type, which a program in any language may have declared.
 */
export function hasType(value: unknown, type: string): boolean {
  const actual = (value as { readonly __pulumiType?: unknown } | null | undefined)?.__pulumiType;
  if (actual === type) return true;
  return !pulumi.Resource.isInstance(value) && actual === type.replace(typePrefix, pluginTypePrefix);
}
