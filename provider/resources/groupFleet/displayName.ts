import { parseNames } from "../../ownership/owner";

/** Returns the name of a fleet for every message. */
export function fleetDisplayName(properties: object): string {
  const { __managedBy: managedBy } = properties as { readonly __managedBy?: unknown };
  return `group fleet ${parseNames(String(managedBy))?.name ?? "of unknown name"}`;
}
