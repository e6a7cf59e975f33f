/** What the client must know of an endpoint to call it well. */
export interface Endpoint {
  /** The command, as people know it: `destroy_group`. */
  readonly api: string;
  /** Number of its page: `https://trtc.io/document/<doc>`; undefined for a path that is not in the table. */
  readonly doc: number | undefined;
  /** The service's limit per app (doc 34381). */
  readonly callsPerSecond: number;
  readonly kind: "read" | "write";
  /**
   * "safe": doing it twice is like doing it once. "unsafe": after an unknown outcome a repeat could do harm or give an
   * answer that misleads, so the caller has to look first.
   */
  readonly repeat: "safe" | "unsafe";
}

const GROUP = "group_open_http_svc";
const ACCOUNT = "im_open_login_svc";
const COMMON = 200;

type Row = readonly [
  service: string,
  api: string,
  doc: number,
  kind: Endpoint["kind"],
  repeat: Endpoint["repeat"],
  callsPerSecond: number,
];

// biome-ignore format: one row per endpoint
const rows: readonly Row[] = [
  [GROUP, "get_appid_group_list", 34960, "read", "safe", 1],
  // A repeat of a create that worked is refused with 10021 or 10025, as if it were somebody else's group.
  [GROUP, "create_group", 34895, "write", "unsafe", COMMON],
  // Irrevocable, and an id may be free again at once (not confirmed): a blind repeat could hit a new group of that name.
  [GROUP, "destroy_group", 34896, "write", "unsafe", COMMON],
  [GROUP, "get_joined_group_list", 34925, "read", "safe", COMMON],
  [GROUP, "get_group_info", 34961, "read", "safe", COMMON],
  [GROUP, "modify_group_base_info", 34962, "write", "safe", COMMON],
  [GROUP, "add_group_member", 34921, "write", "safe", COMMON],
  // Whether naming the present owner again is refused (10004) is not documented: such an error keeps mayHaveHappened.
  [GROUP, "change_group_owner", 34966, "write", "safe", COMMON],
  // Everybody would see it twice.
  [GROUP, "send_group_system_notification", 34958, "write", "unsafe", COMMON],
  [GROUP, "get_role_in_group", 34963, "read", "safe", COMMON],
  ["group_open_attr_http_svc", "get_group_attr", 44187, "read", "safe", COMMON],
  [GROUP, "modify_group_attr", 44188, "write", "safe", COMMON],
  [GROUP, "clear_group_attr", 44189, "write", "safe", COMMON],
  [GROUP, "set_group_attr", 44190, "write", "safe", COMMON],
  [GROUP, "delete_group_attr", 59499, "write", "safe", COMMON],
  [ACCOUNT, "account_import", 34953, "write", "safe", COMMON],
  [ACCOUNT, "multiaccount_import", 34954, "write", "safe", 100],
  [ACCOUNT, "account_check", 34956, "read", "safe", 100],
  [ACCOUNT, "account_delete", 34955, "write", "safe", 100],
];

/** Path, as in `/v4/<path>`, to endpoint. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  rows.map(([service, api, doc, kind, repeat, callsPerSecond]) => [
    `${service}/${api}`,
    { api, doc, kind, repeat, callsPerSecond },
  ]),
);

/** The endpoint of a path; one that is not in the table is taken for a write that must not be repeated blindly. */
export function endpointFor(path: string): Endpoint {
  const known = endpoints.get(path);
  if (known !== undefined) return known;
  const api = path.slice(path.lastIndexOf("/") + 1);
  return { api, doc: undefined, callsPerSecond: COMMON, kind: "write", repeat: "unsafe" };
}
