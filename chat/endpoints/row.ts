/** The properties of an endpoint that the client needs to call it. */
export interface Endpoint {
  /** The API command, such as `destroy_group`. */
  readonly api: string;
  /** Number of its page: `https://trtc.io/document/<doc>`; undefined if it is unknown or the path is not in the table. */
  readonly doc: number | undefined;
  /** The service's limit per app (doc 34381). */
  readonly callsPerSecond: number;
  /** An additional limit for each group, shared by all endpoints that use it. */
  readonly perGroup: GroupLimit | undefined;
  readonly kind: "read" | "write";
  /**
   * "safe": the call is idempotent. "unsafe": after an indeterminate outcome a repeat could do harm or return a misleading
   * answer, so the caller must read back first.
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

/** The path of a row, or the paths of a union of rows. */
export type PathOf<R> = R extends readonly [infer S extends string, infer A extends string, ...unknown[]]
  ? `${S}/${A}`
  : never;

/** Most endpoints allow this many calls per second and app (doc 34381). */
export const COMMON = 200;
