import { COMMON, type EndpointRow } from "./row";

/** The app as a whole: global mute and operations data. */
// biome-ignore format: one row per endpoint
export const appEndpoints = [
  // Like forbid_send_msg: a repeat moves the end time by the seconds in between.
  ["openconfigsvr", "setnospeaking", 34923, "write", "safe", COMMON],
  ["openconfigsvr", "getnospeaking", 34924, "read", "safe", COMMON],
  ["openconfigsvr", "getappinfo", 34886, "read", "safe", COMMON],
  ["open_msg_svc", "get_history", 34885, "read", "safe", 10],
  ["ConfigSvc", "GetIPList", 36742, "read", "safe", COMMON],
] as const satisfies readonly EndpointRow[];
