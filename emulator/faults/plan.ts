import { isEmulated } from "../api/registry";
import { InvalidField } from "../api/shape";
import type { Fault, FaultRule } from "./fault";

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

  constructor(private readonly onChange: () => void = () => {}) {}

  /** Adds a rule. @throws InvalidField if it could never hit: its `api` is not emulated, or it is a lag of create_group or import_group */
  add(rule: FaultRule): FaultHandle {
    if (rule.api !== undefined && !isEmulated(rule.api))
      throw new InvalidField(`no fault can hit ${rule.api}: the emulator has no such API`);
    const { api } = rule;
    if (rule.fault.kind === "lag" && api !== undefined && CREATE.some((path) => path.endsWith(api)))
      throw new InvalidField(`no lag can hit ${api}, which finds every group`);
    this.added += 1;
    const added = new ActiveRule(this.added, rule, (removed) => {
      this.active = this.active.filter((other) => other !== removed);
      this.onChange();
    });
    this.active.push(added);
    this.onChange();
    return added;
  }

  get rules(): readonly FaultHandle[] {
    return [...this.active];
  }

  clear(): void {
    this.active = [];
    this.onChange();
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
