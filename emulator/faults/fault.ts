import type { Fields } from "../wire/answer";

/** When the fault happens: `after` the call took effect, or `before`, so that it has no effect. */
export type FaultTiming = "before" | "after";

/**
 * The ways in which a call can fail:
 * - `errorCode`: HTTP 200 and this ErrorCode. With `effect: "before"` the call takes effect first; default `"none"`.
 * - `http`: another HTTP status, as from a gateway. Default body: a short HTML page.
 * - `body`: HTTP 200 and this raw text, e.g. invalid JSON or JSON of the wrong shape.
 * - `delay`: the call takes effect immediately and is answered after `ms` milliseconds of real time.
 * - `reset`: the TCP connection is reset.
 * - `hang`: the call is never answered.
 * - `halfAnswer`: half of the answer's bytes are sent, then the connection is closed.
 * - `rewrite`: the answer (success or refusal) without the fields of `omit`, at any depth, and with those of `set` at the
 *   top level. With `when: "before"` the call has no effect and a bare success is rewritten; default `"after"`.
 * - `lag`: the call does not find the rule's group, or any group if the rule names none: 10010, and no entry in lists. It
 *   hits calls that would otherwise find the group: it exists, and they name it or list groups. create_group and
 *   import_group find all groups.
 */
export type Fault =
  | { readonly kind: "errorCode"; readonly code: number; readonly info?: string; readonly effect?: "before" | "none" }
  | {
      readonly kind: "http";
      readonly status: number;
      readonly body?: string;
      readonly contentType?: string;
      readonly when: FaultTiming;
    }
  | { readonly kind: "body"; readonly body: string; readonly when: FaultTiming }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "reset"; readonly when: FaultTiming }
  | { readonly kind: "hang"; readonly when: FaultTiming }
  | { readonly kind: "halfAnswer"; readonly when: FaultTiming }
  | {
      readonly kind: "rewrite";
      readonly omit?: string | readonly string[];
      readonly set?: Fields;
      readonly when?: FaultTiming;
    }
  | { readonly kind: "lag" };

/**
 * Which calls a fault hits. Only well-formed calls are hit: a call with a bad signature, with a bad field or over the rate
 * is refused for that reason, and does not count.
 */
export interface FaultRule {
  /** The command (`destroy_group`) or the path (`group_open_http_svc/destroy_group`). Default: any. */
  readonly api?: string;
  /** Default: any group, and calls that name no group. */
  readonly groupId?: string;
  /** A UserID that the call names in any field: `UserID`, `From_Account`, an entry of a list. Default: any, and calls that name none. */
  readonly account?: string;
  /** Default: any app. */
  readonly sdkAppId?: number;
  /** How many matching calls to let through first. Default 0. */
  readonly skip?: number;
  /** How many calls to hit after that. Default 1; `Infinity` for all. */
  readonly times?: number;
  readonly fault: Fault;
}
