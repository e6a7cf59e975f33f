/** The key-value pairs of a message (docs 52169, 52170). */
export interface MessageExtensions {
  /** Grows with each change. */
  latestSeq: number;
  /** `latestSeq` when all pairs were last removed; 0 if they never were. */
  clearSeq: number;
  readonly pairs: Map<string, { readonly value: string; readonly seq: number }>;
}

export function newExtensions(): MessageExtensions {
  return { latestSeq: 0, clearSeq: 0, pairs: new Map() };
}
