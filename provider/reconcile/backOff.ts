import type { OperationContext } from "../handler";

/** The maximum number of rounds of reading or writing before an error says that the service does not follow. */
export const maxRounds = 5;

const firstDelayMs = 250;
const maxDelayMs = 5_000;

/**
 * Waits before the next read or retry, longer each time.
 *
 * @returns false if the deadline of the operation does not leave the time
 */
export async function backOff(attempt: number, operation: OperationContext): Promise<boolean> {
  const longest = Math.min(maxDelayMs, firstDelayMs * 2 ** attempt);
  const ms = longest / 2 + (Math.random() * longest) / 2;
  if (operation.clock.now() + ms >= operation.call.deadline) return false;
  await operation.clock.sleep(ms, operation.call.signal);
  return true;
}
