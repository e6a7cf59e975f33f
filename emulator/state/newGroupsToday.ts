const DAY_SECONDS = 86_400;

/** Counts the net new groups of an app per day: created minus disbanded (doc 33529). When a day begins is unconfirmed: UTC. */
export class NewGroupsToday {
  constructor(
    private day = 0,
    private net = 0,
  ) {}

  /** The arguments that make the same count. */
  entries(): readonly [day: number, net: number] {
    return [this.day, this.net];
  }

  add(count: number, nowSeconds: number): void {
    this.net = this.count(nowSeconds) + count;
    this.day = dayOf(nowSeconds);
  }

  count(nowSeconds: number): number {
    return dayOf(nowSeconds) === this.day ? this.net : 0;
  }
}

function dayOf(seconds: number): number {
  return Math.floor(seconds / DAY_SECONDS);
}
