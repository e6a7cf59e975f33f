import { isEmulated } from "./api/registry";

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
  | { readonly kind: "halfAnswer"; readonly when: Moment };

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
 */
export class FaultPlan {
  private standing: Standing[] = [];

  /** @throws Error for an `api` that the emulator does not have: such a rule would never hit */
  add(rule: FaultRule): FaultHandle {
    if (rule.api !== undefined && !isEmulated(rule.api))
      throw new Error(`no fault can hit ${rule.api}: the emulator has no such API`);
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

  /** The fault that this call meets, if any; counts it as met. */
  next(target: FaultTarget): Fault | undefined {
    return this.standing.find((standing) => standing.hit(target))?.rule.fault;
  }
}

/** Whether a call that meets this fault is carried out. */
export function isCarriedOut(fault: Fault | undefined): boolean {
  if (fault === undefined || fault.kind === "delay") return true;
  return fault.kind === "errorCode" ? fault.effect === "before" : fault.when === "after";
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.api !== undefined && rule.api !== target.api && rule.api !== target.path) return false;
  if (rule.groupId !== undefined && !target.groupIds.includes(rule.groupId)) return false;
  if (rule.account !== undefined && !target.accounts.includes(rule.account)) return false;
  return rule.sdkAppId === undefined || rule.sdkAppId === target.sdkAppId;
}
