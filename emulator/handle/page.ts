/** A part of a list. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export function pageOf<T>(all: readonly T[], { offset, limit }: Page): readonly T[] {
  return all.slice(offset, offset + limit);
}
