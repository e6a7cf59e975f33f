/**
 * Returns whether a text matches a pattern in which `*` stands for any text.
 *
 * @param star what `*` stands for, as a regular expression
 */
export function wildcard(pattern: string, star = ".*"): (text: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|/]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(star)}$`, "su");
  return (text) => expression.test(text);
}
