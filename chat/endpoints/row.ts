/** What the client must know of an endpoint to call it well. */
export interface Endpoint {
  /** The command, as people know it: `destroy_group`. */
  readonly api: string;
  /** Number of its page: `https://trtc.io/document/<doc>`; undefined where it is not known, and for a path that is not in the table. */
  readonly doc: number | undefined;
  /** The service's limit per app (doc 34381). */
  readonly callsPerSecond: number;
  /** A second limit that holds for each group by itself, shared by the endpoints that name it. */
  readonly perGroup: GroupLimit | undefined;
  readonly kind: "read" | "write";
  /**
   * "safe": doing it twice is like doing it once. "unsafe": after an unknown outcome a repeat could do harm or give an
   * answer that misleads, so the caller has to look first.
   */
  readonly repeat: "safe" | "unsafe";
}

export interface GroupLimit {
  readonly name: string;
  readonly callsPerSecond: number;
}

export type EndpointRow = readonly [
  service: string,
  api: string,
  doc: number | undefined,
  kind: Endpoint["kind"],
  repeat: Endpoint["repeat"],
  callsPerSecond: number,
  perGroup?: GroupLimit,
];

/** The path of a row, or of each row of a union. */
export type PathOf<R> = R extends readonly [infer S extends string, infer A extends string, ...unknown[]]
  ? `${S}/${A}`
  : never;

/** Most endpoints allow this many calls a second per app (doc 34381). */
export const COMMON = 200;
