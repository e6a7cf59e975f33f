import type { Properties } from "../../../handler";
import { parseNames } from "../../../ownership/owner";
import { fromJsonText } from "../../../validation/jsonText";
import { isUnknown } from "../../../validation/schema";
import { isMap } from "../../../validation/stateSchema";
import { typeNames } from "../../group/schema/typeRules";
import type { GroupInputs } from "../../group/schema/types";
import type { FleetInputs, Groups } from "../types";
import { limitHeapGrowth } from "./heapGrowth";
import { rememberLast } from "./rememberLast";

/** One group of a fleet, with its settings as the inputs of a `Group`. */
export interface DeclaredGroup {
  readonly key: string;
  readonly settings: Properties;
  /** The argument that a setting of the group comes from. */
  sourceOf(property: string): { readonly argument: string; readonly path: string };
}

/**
 * Returns the groups that a fleet declares, each with the owner that a `Group` of the same name would have: a group can move
 * between a `Group` and a fleet without any change in the service. In a fleet with `count`, the names are
 * `<name of the fleet>-<index>`; otherwise they are the keys.
 *
 * @returns undefined if the groups are not known before the update
 */
export function expandFleet(inputs: Properties): readonly DeclaredGroup[] | undefined {
  const { groups, count, template, defaults, __identity, __managedBy, __parentUrn, __ttl } = inputs;
  return expandedOf(JSON.stringify({ groups, count, template, defaults, __identity, __managedBy, __parentUrn, __ttl }));
}

const expandedOf = rememberLast((text) => {
  const groups = expand(JSON.parse(text));
  limitHeapGrowth(groups?.length ?? 0);
  return groups;
});

function expand(inputs: Properties): readonly DeclaredGroup[] | undefined {
  const { count, template, defaults, __identity, __managedBy, __parentUrn, __ttl } = inputs;
  const groups = mapOf(fromJsonText(inputs["groups"]));
  if ([inputs["groups"], count, template, defaults, ...Object.values(groups)].some(isUnknown)) return undefined;
  const { stack = "", name = "" } = parseNames(String(__managedBy)) ?? {};
  const common = {
    __identity,
    ...(__parentUrn !== undefined && { __parentUrn }),
    ...(__ttl !== undefined && { __ttl }),
  };
  const withOwner = (settings: Properties, groupName: string): Properties => ({
    ...settings,
    ...common,
    __managedBy: `${stack}/${groupName}`,
  });
  if (typeof count === "number")
    return Array.from({ length: count }, (_, index) => {
      const key = String(index);
      const own = withoutUndefined(mapOf(template));
      return {
        key,
        settings: withOwner(withPlaceholders({ ...mapOf(defaults), ...own }, { key, index: key }), `${name}-${index}`),
        sourceOf: (property) => ({
          argument: isInherited(property, mapOf(defaults), own) ? "defaults" : "template",
          path: `.${property}`,
        }),
      };
    });
  return Object.entries(groups).map(([key, given]) => {
    const own = withoutUndefined(mapOf(given));
    const inherited = withPlaceholders(mapOf(defaults), { key });
    return {
      key,
      settings: withOwner({ ...inherited, ...own }, key),
      sourceOf: (property) =>
        isInherited(property, inherited, own)
          ? { argument: "defaults", path: `.${property}` }
          : { argument: "groups", path: `[${JSON.stringify(key)}].${property}` },
    };
  });
}

/**
 * Returns the groups of a fleet after `check`, as the inputs of a `Group` after its own.
 *
 * @returns undefined if the groups are not known before the update
 */
export function declaredGroups(inputs: FleetInputs): Groups<GroupInputs> | undefined {
  const groups = expandFleet(inputs as unknown as Properties);
  return (
    groups &&
    new Map(
      groups.map(({ key, settings }) => {
        const type = typeNames[String(settings["type"])] ?? settings["type"];
        return [key, { ...settings, type, groupId: inputs.ids[key] } as unknown as GroupInputs];
      }),
    )
  );
}

/** The same in a create or update, in which everything is known: an unknown fleet must not pass for an empty one. */
export function knownGroups(inputs: FleetInputs): Groups<GroupInputs> {
  const groups = declaredGroups(inputs);
  if (groups === undefined) throw new Error("the groups of a fleet are not known during its update");
  return groups;
}

function isInherited(property: string, defaults: Properties, own: Properties): boolean {
  return Object.hasOwn(defaults, property) && !Object.hasOwn(own, property);
}

function withoutUndefined(settings: Properties): Properties {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** Replaces `{key}` and `{index}` in the texts of the settings that groups share. */
function withPlaceholders(settings: Properties, values: Readonly<Record<string, string>>): Properties {
  return Object.fromEntries(Object.entries(settings).map(([property, value]) => [property, replaced(value, values)]));
}

function replaced(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return value.replace(/\{(key|index)\}/g, (all, name: string) => values[name] ?? all);
  return isMap(value) ? withPlaceholders(value, values) : value;
}

function mapOf(value: unknown): Properties {
  return isMap(value) ? value : {};
}
