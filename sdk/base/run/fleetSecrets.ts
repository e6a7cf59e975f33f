import * as pulumi from "@pulumi/pulumi";
import { pendingIn } from "./pending";

/**
 * Returns an input that is secret if any setting of a fleet is. The engine encrypts an output only where the input of the
 * same name is secret, and the state has the settings of all groups under one name that no program uses.
 *
 * @returns undefined if there is nothing that could be secret
 */
export function secretMarker(settings: readonly unknown[]): pulumi.Output<true> | undefined {
  const pending = settings.flatMap(pendingIn);
  return pending.length === 0 ? undefined : pulumi.all(pending).apply(() => true as const);
}
