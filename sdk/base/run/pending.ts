import * as pulumi from "@pulumi/pulumi";

/** Whether a value is not known yet. */
export function isPending(value: unknown): boolean {
  return value instanceof Promise || pulumi.Output.isInstance(value);
}

/** Returns the outputs and promises in a value, at any depth. */
export function pendingIn(value: unknown): unknown[] {
  if (isPending(value)) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(pendingIn) : [];
}
