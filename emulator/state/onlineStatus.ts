/** The login status of an account that is not offline (doc 35477). */
export interface OnlineStatus {
  /** PushOnline: without a connection, but reachable by push. */
  readonly status: "Online" | "PushOnline";
  readonly platform: "iPhone" | "Android" | "Web" | "PC" | "iPad" | "Mac";
}
