import v8 from "node:v8";

/** Below so many groups, the provider needs little memory anyway. */
const manyGroups = 1000;
/** By how much the heap grows between two full collections; V8 itself lets it grow to about three times. */
const percent = 40;

let isLimited = false;

/**
 * Lets the heap of this process grow slowly, if a fleet has many groups. The work on a group lives just long enough to be
 * taken for permanent, so that garbage of a hundred megabytes and more would be kept. It costs no measurable time.
 */
export function limitHeapGrowth(groups: number): void {
  if (isLimited || groups < manyGroups) return;
  isLimited = true;
  v8.setFlagsFromString(`--heap-growing-percent=${percent}`);
}
