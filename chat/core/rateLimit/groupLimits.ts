import type { Clock } from "../../base/clock";
import { type Limiter, RateLimiter } from "./limiter";

/** Idle limiters are dropped only above this number of groups. */
const MIN_REGISTRY_SIZE = 64;

interface Registry {
  readonly limiters: Map<string, RateLimiter>;
  /** The size at which idle limiters are dropped. */
  limit: number;
}

const shared = new WeakMap<Clock, Registry>();

/**
 * Returns a limiter whose calls wait for the limit of their group first, then for that of the API. The first calls of a
 * group start at once: most groups get one or two writes, and then none for a long time.
 *
 * @param key identifies the app, the kind of limit and the group
 */
export function withGroupLimit(api: Limiter, clock: Clock, key: string, callsPerSecond: number): Limiter {
  return {
    async acquire(signal, deadline) {
      const releaseGroup = await limiterOf(clock, key, callsPerSecond).acquire(signal, deadline);
      try {
        const releaseApi = await api.acquire(signal, deadline);
        return () => {
          releaseApi();
          releaseGroup();
        };
      } catch (error) {
        releaseGroup();
        throw error;
      }
    },
    slowDown: () => api.slowDown(),
    get currentRate() {
      return api.currentRate;
    },
  };
}

function limiterOf(clock: Clock, key: string, callsPerSecond: number): RateLimiter {
  const registry = shared.get(clock) ?? { limiters: new Map<string, RateLimiter>(), limit: MIN_REGISTRY_SIZE };
  shared.set(clock, registry);
  const { limiters } = registry;
  const existing = limiters.get(key);
  if (existing !== undefined) return existing;
  if (limiters.size >= registry.limit) {
    for (const [name, limiter] of limiters) if (limiter.idle) limiters.delete(name);
    registry.limit = Math.max(MIN_REGISTRY_SIZE, 2 * limiters.size);
  }
  // Burst and rate together allow `callsPerSecond` calls in any second.
  const burst = Math.ceil(callsPerSecond / 2);
  const limiter = new RateLimiter(clock, callsPerSecond + 1 - burst, burst);
  limiters.set(key, limiter);
  return limiter;
}

/** Returns the number of stored group limiters, for tests. */
export function groupLimiterCount(clock: Clock): number {
  return shared.get(clock)?.limiters.size ?? 0;
}
