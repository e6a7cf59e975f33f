import { isDeepStrictEqual } from "node:util";
import { type GroupInputs, type GroupState, stateOnlyProperties } from "../../group/schema/types";
import { listText } from "../../member/listText";
import { fleetDisplayName } from "../displayName";
import type { FleetPlan } from "./plan";

/** Returns which groups an update creates, changes and disbands. The engine shows the whole map. */
export function planText(fleet: object, { creates, updates, deletes, unchanged }: FleetPlan): string {
  const lines = [
    part(
      "create",
      creates.map(({ key }) => key),
    ),
    part(
      "change",
      updates.map(({ key, olds, news }) => `${key} (${changedProperties(olds, news)})`),
    ),
    part(
      "disband",
      deletes.map(({ key }) => key),
    ),
  ].flat();
  return `The ${fleetDisplayName(fleet)}: ${[...lines, `leave ${unchanged.length} unchanged`].join("; ")}.`;
}

function part(doing: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${doing} ${names.length}: ${listText(names)}`];
}

function changedProperties(olds: GroupState, news: GroupInputs): string {
  const before: Readonly<Record<string, unknown>> = { ...olds };
  const after: Readonly<Record<string, unknown>> = { ...news };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (property) => !stateOnlyProperties.has(property) && !isDeepStrictEqual(before[property], after[property]),
  );
  const shown = names.map((name) => (name.startsWith("__") || name === "persist" ? ownerMark : name));
  return [...new Set(shown.length === 0 ? [ownerMark] : shown)].join(", ");
}

const ownerMark = "owner mark";
