type Properties = Readonly<Record<string, unknown>>;

/** A group of a fleet, as its program gives it. */
interface FleetGroup {
  readonly key: string;
  /** The chosen id; undefined if the id is derived. */
  readonly groupId: unknown;
}

/** Returns the groups of a fleet. Each argument must be known; a chosen id may be an output. */
export function fleetGroups({ groups, count, template, defaults }: Properties): readonly FleetGroup[] {
  if (typeof count === "number") {
    const chosen = idIn(template) ?? idIn(defaults);
    return Array.from({ length: count }, (_, index) => ({
      key: String(index),
      groupId: replaced(chosen, { key: String(index), index: String(index) }),
    }));
  }
  const map: object = typeof groups === "string" ? JSON.parse(groups) : (groups ?? {});
  return Object.entries(map).map(([key, group]) => ({
    key,
    groupId: idIn(group) ?? replaced(idIn(defaults), { key }),
  }));
}

function idIn(settings: unknown): unknown {
  return (settings as { readonly groupId?: unknown } | null | undefined)?.groupId;
}

function replaced(id: unknown, values: Readonly<Record<string, string>>): unknown {
  return typeof id === "string" ? id.replace(/\{(key|index)\}/g, (all, name: string) => values[name] ?? all) : id;
}
