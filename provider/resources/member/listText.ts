const maxListed = 10;

/** Returns the first of many names for a message: `alice, bob and 12 more`. */
export function listText(names: readonly string[]): string {
  const shown = names.slice(0, maxListed).join(", ");
  return names.length > maxListed ? `${shown} and ${names.length - maxListed} more` : shown;
}

/** `1 member`, `2 members`. */
export function countText(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
