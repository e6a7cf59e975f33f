import * as pulumi from "@pulumi/pulumi";

/**
 * Returns an error that ends the program with its message alone. It has no stack: Pulumi never shows the stack of a
 * `RunError`, but colours it for its trace before the message appears (cmd/run/run.js, 3.248.0). On Node 20 that takes 4 to
 * 26 seconds of processor time, since its `util.inspect` loops on a file directly in the folder of a scope, and the SDK's
 * source maps name such files (`node_modules/@pulumi/resource.ts`).
 */
export function programError(message: string): pulumi.RunError {
  return Object.assign(new pulumi.RunError(message), { stack: message });
}
