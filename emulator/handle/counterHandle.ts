import { replace } from "./handle";
import { MemberHandle } from "./memberHandle";

/** Direct access to an app's counters. */
export abstract class CounterHandle extends MemberHandle {
  counters(groupId: string): Readonly<Record<string, bigint>> {
    return Object.fromEntries(this.existing(groupId).counters);
  }

  /** Replaces all counters of a group. */
  setCounters(groupId: string, counters: Readonly<Record<string, bigint>>): void {
    replace(this.existing(groupId).counters, counters);
    this.changed();
  }
}
