import { isEmulated } from "./api/registry";
import type { Fields } from "./wire/answer";

/** Whether the call is carried out (`after`: it is, and only then the fault happens) or not (`before`). */
export type Moment = "before" | "after";

/**
 * What goes wrong with a call:
 * - `errorCode`: HTTP 200 and this ErrorCode. `effect: "before"` carries the call out first; default `"none"`.
 * - `http`: another HTTP status, as a gateway gives it. Default body: a short HTML page.
 * - `body`: HTTP 200 and this raw text, e.g. no JSON or JSON of the wrong shape.
 * - `delay`: the call is carried out at once and answered after `ms` milliseconds of real time.
 * - `reset`: the TCP connection is reset.
 * - `hang`: no answer ever comes.
 * - `halfAnswer`: half of the answer's bytes, then the connection ends.
 * - `rewrite`: the answer, right or a refusal, but without the fields of `omit`, wherever they stand in it, and with those
 *   of `set` at its top. `when: "before"` carries nothing out, and rewrites a bare success; default `"after"`.
 * - `lag`: the call does not see the rule's group, or any group where the rule names none: 10010, and no entry in lists. It
 *   hits calls that would see it: it exists, and they name it or list groups. create_group sees all groups.
 */
export type Fault =
  | { readonly kind: "errorCode"; readonly code: number; readonly info?: string; readonly effect?: "before" | "none" }
  | {
      readonly kind: "http";
      readonly status: number;
      readonly body?: string;
      readonly contentType?: string;
      readonly when: Moment;
    }
  | { readonly kind: "body"; readonly body: string; readonly when: Moment }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "reset"; readonly when: Moment }
  | { readonly kind: "hang"; readonly when: Moment }
  | { readonly kind: "halfAnswer"; readonly when: Moment }
  | {
      readonly kind: "rewrite";
      readonly omit?: string | readonly string[];
      readonly set?: Fields;
      readonly when?: Moment;
    }
  | { readonly kind: "lag" };

/**
 * Which calls a fault hits. A call must be well-formed to be hit: one that is badly signed, over the rate or has a bad
 * field is refused for that, and uses up nothing.
 */
export interface FaultRule {
  /** The command (`destroy_group`) or the path (`group_open_http_svc/destroy_group`). Default: any. */
  readonly api?: string;
  /** Default: any group, and calls that name none. */
  readonly groupId?: string;
  /** A UserID that the call names, in whatever field: `UserID`, `From_Account`, an entry of a list. Default: any, and calls that name none. */
  readonly account?: string;
  /** Default: any app. */
  readonly sdkAppId?: number;
  /** How many matching calls to let through first. Default 0. */
  readonly skip?: number;
  /** How many calls to hit after those. Default 1; `Infinity` for all. */
  readonly times?: number;
  readonly fault: Fault;
}

/** A rule in force. */
export interface FaultHandle {
  readonly rule: FaultRule;
  /** How many calls it has hit. */
  readonly hits: number;
  /** How many it will still hit. */
  readonly remaining: number;
  /** Takes the rule away; what it has done stays done. */
  remove(): void;
}

/** What a rule is matched against. */
export interface FaultTarget {
  readonly path: string;
  readonly api: string;
  readonly sdkAppId: number;
  readonly groupIds: readonly string[];
  readonly accounts: readonly string[];
  /** The groups that the app has, by id. */
  readonly groups: ReadonlyMap<string, unknown>;
}

class Standing implements FaultHandle {
  hits = 0;
  private skipped = 0;

  constructor(
    readonly rule: FaultRule,
    private readonly takeAway: (standing: Standing) => void,
  ) {}

  get remaining(): number {
    return (this.rule.times ?? 1) - this.hits;
  }

  remove(): void {
    this.takeAway(this);
  }

  /** Whether the rule hits this call; counts it. */
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
 * The faults to come. The first rule that matches a call decides it; rules used up are passed over.
 *
 * @example
 * emulator.faults.add({ api: "destroy_group", times: 2, fault: { kind: "reset", when: "after" } });
 * emulator.faults.add({ api: "get_group_attr", fault: { kind: "rewrite", omit: "GroupAttrAry" } });
 * emulator.faults.add({ api: "get_group_info", groupId: "ops-room", times: 3, fault: { kind: "lag" } });
 */
export class FaultPlan {
  private standing: Standing[] = [];

  /** @throws Error for a rule that would never hit: for an `api` that the emulator does not have, or a lag of create_group */
  add(rule: FaultRule): FaultHandle {
    if (rule.api !== undefined && !isEmulated(rule.api))
      throw new Error(`no fault can hit ${rule.api}: the emulator has no such API`);
    if (rule.fault.kind === "lag" && rule.api !== undefined && CREATE.endsWith(rule.api))
      throw new Error(`no lag can hit ${rule.api}: create_group sees every group`);
    const standing = new Standing(rule, (gone) => {
      this.standing = this.standing.filter((other) => other !== gone);
    });
    this.standing.push(standing);
    return standing;
  }

  get rules(): readonly FaultHandle[] {
    return [...this.standing];
  }

  clear(): void {
    this.standing = [];
  }

  /** The rule whose fault this call meets, if any; counts it as met. */
  next(target: FaultTarget): FaultRule | undefined {
    return this.standing.find((standing) => standing.hit(target))?.rule;
  }
}

/** Whether a call that meets this fault is carried out. */
export function isCarriedOut(fault: Fault | undefined): boolean {
  if (fault === undefined || fault.kind === "delay" || fault.kind === "lag") return true;
  return fault.kind === "errorCode" ? fault.effect === "before" : fault.when !== "before";
}

/** Whether a call that meets this rule's fault does not see the group. */
export function isUnseen(rule: FaultRule | undefined, groupId: string): boolean {
  return rule?.fault.kind === "lag" && (rule.groupId === undefined || rule.groupId === groupId);
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.api !== undefined && rule.api !== target.api && rule.api !== target.path) return false;
  if (rule.account !== undefined && !target.accounts.includes(rule.account)) return false;
  if (rule.sdkAppId !== undefined && rule.sdkAppId !== target.sdkAppId) return false;
  if (rule.fault.kind === "lag") return wouldSee(target, rule.groupId);
  return rule.groupId === undefined || target.groupIds.includes(rule.groupId);
}

const CREATE = "group_open_http_svc/create_group";
/** Endpoints that answer groups which the call does not name. */
const LISTS = ["group_open_http_svc/get_appid_group_list", "group_open_http_svc/get_joined_group_list"];

/** Whether the call would see this group, or any at all. */
function wouldSee({ path, groupIds, groups }: FaultTarget, groupId: string | undefined): boolean {
  if (path === CREATE) return false;
  const seen = LISTS.includes(path) ? [...groups.keys()] : groupIds.filter((id) => groups.has(id));
  return groupId === undefined ? seen.length > 0 : seen.includes(groupId);
}
