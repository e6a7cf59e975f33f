/** Returns the word that a text was probably meant to be: it differs in case only, or by at most two typos. */
export function nearest(text: string, words: readonly string[]): string | undefined {
  const [best] = words
    .filter((word) => Math.abs(text.length - word.length) <= maxTypos)
    .map((word) => ({ word, typos: editDistance(text.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, typos }) => typos <= Math.min(maxTypos, word.length / 4))
    .sort((a, b) => a.typos - b.typos);
  return best?.word;
}

const maxTypos = 2;

/** Returns how many letters must be inserted, deleted or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let index = 0; index < a.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column++) {
      const changed = (row[column - 1] ?? 0) + (a[index] === b[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? a.length;
}
