import type { Properties, ResourceHandler } from "./handler";

/** Properties whose values a warning shows: enumerations, which cannot hold a secret. */
const shownProperties: ReadonlySet<string> = new Set(["type", "supportTopic"]);

/**
 * Returns the warning for a replacement that loses what users have written; undefined if nothing is lost. A preview
 * shows only that a property differs.
 *
 * @param replaces the properties that cause the replacement
 */
export function replacementWarning(
  { displayName, lostOnReplace }: Pick<ResourceHandler<never, never>, "displayName" | "lostOnReplace">,
  id: string,
  olds: Properties,
  news: Properties,
  replaces: readonly string[],
): string | undefined {
  if (lostOnReplace === undefined || replaces.length === 0) return undefined;
  // A derived id follows the other properties.
  const causes = replaces.filter((property) => property !== "groupId" || replaces.length === 1);
  const changes = causes.map((property) => `its ${property} changes${valuesText(property, olds, news)}`).join(" and ");
  return `The ${displayName(id, olds)} will be replaced, since ${changes}: ${lostOnReplace}. To keep it, undo that change.`;
}

function valuesText(property: string, olds: Properties, news: Properties): string {
  if (!shownProperties.has(property)) return "";
  return ` from ${String(olds[property] ?? false)} to ${String(news[property] ?? false)}`;
}
