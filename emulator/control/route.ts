import { type Body, object, type Rule, type Shape } from "../api/shape";
import type { Emulator } from "../emulator";

/** A checked request to the control API. */
export interface ControlRequest<Q, B> {
  readonly emulator: Emulator;
  /** The decoded segments of the path that the route names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** Aborts when the client disconnects or the emulator closes. */
  readonly signal: AbortSignal;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One operation of the control API. */
export interface Route {
  readonly method: Method;
  /** Below the prefix, e.g. `/apps/:sdkAppId/groups/:groupId`. */
  readonly path: string;
  readonly summary: string;
  /** Names of the query parameters. */
  readonly query: readonly string[];
  /** Names of the fields of the body; undefined if it takes none. */
  readonly fields: readonly string[] | undefined;
  run(request: ControlRequest<Readonly<Record<string, string>>, unknown>): unknown;
}

interface Definition<Q extends Shape, B> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly query?: Q;
  readonly body?: Rule<B>;
}

/** Defines an operation. Its query and body are checked before it runs; what it returns is the JSON of the answer. */
export function route<Q extends Shape = Record<never, never>, B = unknown>(
  { method, path, summary, query, body }: Definition<Q, B>,
  run: (request: ControlRequest<Body<Q>, B>) => unknown,
): Route {
  const readQuery = object(query ?? ({} as Q));
  const readBody = body ?? (object({}) as Rule<unknown> as Rule<B>);
  const inside = body?.inside;
  return {
    method,
    path,
    summary,
    query: Object.keys(query ?? {}),
    fields: body === undefined ? undefined : Object.keys(inside !== undefined && "shape" in inside ? inside.shape : {}),
    run: (request) => run({ ...request, query: readQuery(request.query, ""), body: readBody(request.body ?? {}, "") }),
  };
}
