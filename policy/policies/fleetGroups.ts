import type { Unwrap } from "@pulumi/pulumi";
import type { GroupArgs, GroupFleetArgs } from "pulumi-tencent-chat";

/** One group of a fleet. */
export interface FleetGroup {
  readonly key: string;
  /** What a message calls it, such as `groups["lobby"]`. */
  readonly where: string;
  /** Returns a setting of the group, its own before that of all groups. Throws if a preview does not know it. */
  setting<P extends keyof GroupArgs>(property: P): Unwrap<GroupArgs>[P];
}

type Settings = Readonly<Record<string, unknown>>;

/** Returns the groups of a fleet, as the provider expands them. Throws if a preview does not know which there are. */
export function groupsOf({ groups, count, template, defaults }: Unwrap<GroupFleetArgs>): readonly FleetGroup[] {
  const common: Settings = defaults ?? {};
  if (count !== undefined) {
    const all = { ...common, ...template };
    return Array.from({ length: count }, (_, index) => groupOf("template", String(index), () => all));
  }
  // A program in TypeScript passes groups without outputs as a text.
  const byKey: Readonly<Record<string, Settings>> = typeof groups === "string" ? JSON.parse(groups) : (groups ?? {});
  return Object.keys(byKey).map((key) =>
    groupOf(`groups[${JSON.stringify(key)}]`, key, (property) => {
      const own = byKey[key] ?? {};
      return property in own ? own : common;
    }),
  );
}

/**
 * Reports each problem once, with the groups that have it. A value that a preview does not know throws, and Pulumi turns that into
 * a note: it is thrown at the end, so that the problems of the other groups are reported as well.
 */
export function reportGroups(
  groups: readonly FleetGroup[],
  problemOf: (group: FleetGroup) => string | undefined,
  report: (problem: string, groups: string) => void,
): void {
  const found = new Map<string, Set<string>>();
  const errors: unknown[] = [];
  for (const group of groups) {
    try {
      const problem = problemOf(group);
      if (problem !== undefined) found.set(problem, (found.get(problem) ?? new Set()).add(group.where));
    } catch (error) {
      errors.push(error);
    }
  }
  for (const [problem, names] of found) report(problem, shortList([...names]));
  if (errors.length > 0) throw errors[0];
}

/** Names the first groups: a fleet may have 50,000. */
function shortList(names: readonly string[]): string {
  const rest = names.length - maxNamed;
  return rest > 0 ? `${names.slice(0, maxNamed).join(", ")} and ${rest} more` : names.join(", ");
}

const maxNamed = 3;

function groupOf(where: string, key: string, sourceOf: (property: string) => Settings): FleetGroup {
  const setting = (property: string) => {
    const value = sourceOf(property)[property];
    return typeof value === "string" ? value.replace(/\{(key|index)\}/g, key) : value;
  };
  return { key, where, setting: setting as FleetGroup["setting"] };
}
