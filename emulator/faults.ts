import { isEmulated } from "./api/registry";
import type { Fields } from "./wire/answer";

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

/** An active rule. */
export interface FaultHandle {
  /** Number in the order of adding, from 1. */
  readonly id: number;
  readonly rule: FaultRule;
  /** How many calls the rule has hit. */
  readonly hits: number;
  /** How many more calls it will hit. */
  readonly remaining: number;
  /** Removes the rule. Past effects remain. */
  remove(): void;
}

/** What a rule is matched against. */
export interface FaultTarget {
  readonly path: string;
  readonly api: string;
  readonly sdkAppId: number;
  readonly groupIds: readonly string[];
  readonly accounts: readonly string[];
  /** The app's existing groups, by id. */
  readonly groups: ReadonlyMap<string, unknown>;
}

class ActiveRule implements FaultHandle {
  hits = 0;
  private skipped = 0;

  constructor(
    readonly id: number,
    readonly rule: FaultRule,
    private readonly onRemove: (rule: ActiveRule) => void,
  ) {}

  get remaining(): number {
    return (this.rule.times ?? 1) - this.hits;
  }

  remove(): void {
    this.onRemove(this);
  }

  /** Returns whether the rule hits this call, and counts it. */
  hit(target: FaultTarget): boolean {
    if (this.remaining <= 0 || !matches(this.rule, target)) return false;
    if (this.skipped < (this.rule.skip ?? 0)) {
      this.skipped += 1;
      return false;
    }
    this.hits += 1;
    return true;
  }
}

/**
 * The planned faults. The first matching rule applies; exhausted rules are skipped.
 *
 * @example
 * emulator.faults.add({ api: "destroy_group", times: 2, fault: { kind: "reset", when: "after" } });
 * emulator.faults.add({ api: "get_group_attr", fault: { kind: "rewrite", omit: "GroupAttrAry" } });
 * emulator.faults.add({ api: "get_group_info", groupId: "ops-room", times: 3, fault: { kind: "lag" } });
 */
export class FaultPlan {
  private active: ActiveRule[] = [];
  private added = 0;

  /** Adds a rule. @throws Error if it could never hit: its `api` is not emulated, or it is a lag of create_group or import_group */
  add(rule: FaultRule): FaultHandle {
    if (rule.api !== undefined && !isEmulated(rule.api))
      throw new Error(`no fault can hit ${rule.api}: the emulator has no such API`);
    const { api } = rule;
    if (rule.fault.kind === "lag" && api !== undefined && CREATE.some((path) => path.endsWith(api)))
      throw new Error(`no lag can hit ${api}, which finds every group`);
    this.added += 1;
    const added = new ActiveRule(this.added, rule, (removed) => {
      this.active = this.active.filter((other) => other !== removed);
    });
    this.active.push(added);
    return added;
  }

  get rules(): readonly FaultHandle[] {
    return [...this.active];
  }

  clear(): void {
    this.active = [];
  }

  /** Returns the rule that hits this call, if any, and counts the hit. */
  next(target: FaultTarget): FaultRule | undefined {
    return this.active.find((rule) => rule.hit(target))?.rule;
  }
}

/** Returns whether a call takes effect despite this fault. */
export function takesEffect(fault: Fault | undefined): boolean {
  if (fault === undefined || fault.kind === "delay" || fault.kind === "lag") return true;
  return fault.kind === "errorCode" ? fault.effect === "before" : fault.when !== "before";
}

/** Returns whether this rule hides the group from the call that it hits. */
export function hidesGroup(rule: FaultRule | undefined, groupId: string): boolean {
  return rule?.fault.kind === "lag" && (rule.groupId === undefined || rule.groupId === groupId);
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.api !== undefined && rule.api !== target.api && rule.api !== target.path) return false;
  if (rule.account !== undefined && !target.accounts.includes(rule.account)) return false;
  if (rule.sdkAppId !== undefined && rule.sdkAppId !== target.sdkAppId) return false;
  if (rule.fault.kind === "lag") return coversVisibleGroup(target, rule.groupId);
  return rule.groupId === undefined || target.groupIds.includes(rule.groupId);
}

/** Endpoints that find an existing group by its id even if it is hidden. */
const CREATE = ["group_open_http_svc/create_group", "group_open_http_svc/import_group"];
/** Endpoints that list groups which the call does not name. */
const LISTS = ["group_open_http_svc/get_appid_group_list", "group_open_http_svc/get_joined_group_list"];

/** Returns whether the call would find this group, or any group if `groupId` is undefined. */
function coversVisibleGroup({ path, groupIds, groups }: FaultTarget, groupId: string | undefined): boolean {
  if (CREATE.includes(path)) return false;
  const seen = LISTS.includes(path) ? [...groups.keys()] : groupIds.filter((id) => groups.has(id));
  return groupId === undefined ? seen.length > 0 : seen.includes(groupId);
}
