import { appEndpoints } from "./endpoints/app";
import { groupEndpoints } from "./endpoints/group";
import { memberEndpoints } from "./endpoints/member";
import { messageEndpoints } from "./endpoints/message";
import { COMMON, type Endpoint, type EndpointRow, type PathOf } from "./endpoints/row";
import { userEndpoints } from "./endpoints/user";

export type { Endpoint, GroupLimit } from "./endpoints/row";

const rows = [...groupEndpoints, ...memberEndpoints, ...messageEndpoints, ...userEndpoints, ...appEndpoints] as const;

/** A path of the table: `group_open_http_svc/destroy_group`. */
export type EndpointPath = PathOf<(typeof rows)[number]>;

/** Path, as in `/v4/<path>`, to endpoint: every API of the service's own list (doc 34621), and newer ones. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  rows.map(([service, api, doc, kind, repeat, callsPerSecond, perGroup]: EndpointRow) => [
    `${service}/${api}`,
    { api, doc, kind, repeat, callsPerSecond, perGroup },
  ]),
);

/** The endpoint of a path; one that is not in the table is taken for a write that must not be repeated blindly. */
export function endpointFor(path: string): Endpoint {
  const known = endpoints.get(path);
  if (known !== undefined) return known;
  const api = path.slice(path.lastIndexOf("/") + 1);
  return { api, doc: undefined, callsPerSecond: COMMON, perGroup: undefined, kind: "write", repeat: "unsafe" };
}
