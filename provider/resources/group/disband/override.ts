import { forceVariable as variable } from "../../../settings";

export function forcedText(): string {
  return `since ${variable} names it`;
}

/** How to get a guarded group disbanded, once and for good. */
export function overrideAdvice(groupId: string): string {
  const forGood = "change or take out disbandOnlyIf in the program, run `pulumi up`, and then this command again";
  // A group id may hold any printable ASCII (doc 33529), the comma that separates ids in the variable included.
  if (groupId.includes(",") || groupId.trim() !== groupId)
    return `To disband it all the same, ${forGood}. (Its id has a comma or a space at an end, so that ${variable} cannot name it.)`;
  return `To disband it all the same, once, set ${variable}=${quoted(groupId)} (several ids: with commas between) and run this command again. Or, for good, ${forGood}.`;
}

/** As a POSIX shell takes it. */
function quoted(groupId: string): string {
  return /^[\w@%+:./#-]+$/.test(groupId) ? groupId : `'${groupId.replaceAll("'", "'\\''")}'`;
}
