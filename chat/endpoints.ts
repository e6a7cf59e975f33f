import { appEndpoints } from "./endpoints/app";
import { groupEndpoints } from "./endpoints/group";
import { memberEndpoints } from "./endpoints/member";
import { messageEndpoints } from "./endpoints/message";
import { COMMON, type Endpoint, type EndpointRow, type PathOf } from "./endpoints/row";
import { userEndpoints } from "./endpoints/user";

export type { Endpoint, GroupLimit } from "./endpoints/row";

const rows = [...groupEndpoints, ...memberEndpoints, ...messageEndpoints, ...userEndpoints, ...appEndpoints] as const;

/** A path in the table, such as `group_open_http_svc/destroy_group`. */
export type EndpointPath = PathOf<(typeof rows)[number]>;

/** Endpoints by path, as in `/v4/<path>`: every API of the service's own list (doc 34621), and newer ones. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  rows.map(([service, api, doc, kind, repeat, callsPerSecond, perGroup]: EndpointRow) => [
    `${service}/${api}`,
    { api, doc, kind, repeat, callsPerSecond, perGroup },
  ]),
);

/** Returns the endpoint of a path. A path that is not in the table counts as a write that is unsafe to repeat. */
export function endpointFor(path: string): Endpoint {
  const known = endpoints.get(path);
  if (known !== undefined) return known;
  const api = path.slice(path.lastIndexOf("/") + 1);
  return { api, doc: undefined, callsPerSecond: COMMON, perGroup: undefined, kind: "write", repeat: "unsafe" };
}
