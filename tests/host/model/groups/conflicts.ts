import { inputsOf, type Owner, type Program, urnOf } from "../engine/program";
import type { Snapshot } from "../engine/snapshot";
import type { GroupHistory } from "./history";
import { derivedFrom } from "./runObserver";

/**
 * The id of a group that two resources of a program declare; undefined if there is none. An id in a state is kept, also
 * under another name.
 */
export function conflictIn(
  program: Program,
  { resources }: Snapshot,
  replace: readonly string[],
  owner: Owner,
  history: GroupHistory,
): string | undefined {
  const declared = new Set<string>();
  for (const each of program) {
    if (each.kind !== "Group") continue;
    const inputs = inputsOf(each, owner, () => undefined);
    const urns = [urnOf(each), ...(each.options?.aliases ?? [])];
    const old = urns
      .map((urn) => resources.find((resource) => resource.urn === urn && !resource.isDeleted))
      .find((resource) => resource !== undefined);
    const isKept = old?.inputs["type"] === inputs["type"] && !replace.includes(urnOf(each));
    const from = derivedFrom(inputs);
    const id =
      inputs["groupId"] ??
      (isKept ? old?.inputs["groupId"] : undefined) ??
      history.derivedId(from) ??
      JSON.stringify(from);
    if (declared.has(String(id))) return String(id);
    declared.add(String(id));
  }
  return undefined;
}
