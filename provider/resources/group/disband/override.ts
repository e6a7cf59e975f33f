import { forceVariable as variable } from "../../../settings";

export function overrideReason(): string {
  return `since ${variable} names it`;
}

/** Returns how to override the guards of a group, once or permanently. */
export function overrideAdvice(groupId: string): string {
  const permanently = "change or remove disbandOnlyIf in the program, run `pulumi up`, and then run this command again";
  // A group id may hold any printable ASCII (doc 33529), the comma that separates ids in the variable included.
  if (groupId.includes(",") || groupId.trim() !== groupId)
    return `To disband it anyway, ${permanently}. (Its id contains a comma, or begins or ends with a space, so that ${variable} cannot name it.)`;
  return `To disband it anyway, once, set ${variable}=${shellQuote(groupId)} (separate several ids with commas) and run this command again. Or, permanently, ${permanently}.`;
}

/** Quotes an id for a POSIX shell. */
function shellQuote(groupId: string): string {
  return /^[\w@%+:./#-]+$/.test(groupId) ? groupId : `'${groupId.replaceAll("'", "'\\''")}'`;
}
