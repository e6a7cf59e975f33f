import { parseNames } from "../ownership/owner";
import type { ProgramResource } from "./program";

/**
 * A resource of the program, told from every other by what makes its URN: kind, stack, name and parent.
 *
 * @param properties its inputs, or its state
 */
export function programResource(kind: string, properties: object): ProgramResource {
  const { managedBy, parentUrn } = properties as { managedBy?: unknown; parentUrn?: unknown };
  const name = parseNames(String(managedBy))?.name ?? "of unknown name";
  const parent = typeof parentUrn === "string" ? ` (parent ${parentUrn.slice(parentUrn.lastIndexOf("::") + 2)})` : "";
  return { key: JSON.stringify([kind, managedBy, parentUrn]), text: `${kind} "${name}"${parent}` };
}
