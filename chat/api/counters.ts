import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import type { Answer } from "../core/envelope";
import { SchemaError } from "../core/failure";
import { parseWith, readNothing, recordOf } from "../core/schema";
import { OptionError } from "../errors";
import { withoutUndefined } from "./group/types";

const SERVICE = "group_open_http_svc";

/** Signed 64-bit integers. A number must be a safe integer; beyond that give a bigint. */
export type CounterValues = Readonly<Record<string, bigint | number>>;

const countersSchema = z.object({
  // Whether an empty list is sent or left out is not documented (doc 53427): a missing one is no answer.
  GroupCounter: z.array(z.object({ Key: z.string(), Value: z.union([z.int(), z.bigint()]) })),
});

/**
 * Counters of a group: at most 20 keys of 128 bytes, values of 64 bits, never rounded (docs 53427 to 53429). Not for a
 * Community. Needs a plan that has them, else "plan" (10059).
 */
export class CountersApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** The given counters, or all (doc 53427). One that does not exist is left out. */
  async get(groupId: string, keys?: readonly string[], options?: CallOptions): Promise<Record<string, bigint>> {
    // What an empty list asks for is not documented.
    if (keys?.length === 0) return {};
    const body = withoutUndefined({ GroupId: groupId, GroupCounterKeys: keys });
    return this.#caller.request(`${SERVICE}/get_group_counter`, body, readCounters, options);
  }

  /**
   * Sets counters, and leaves the others (doc 53428). Doing it twice is like doing it once, so the client repeats it.
   *
   * @returns the new values
   * @throws ChatError "invalid" (10063) for a 21st key
   * @example await client.counters.set("ops-room", { tickets: 12 })
   */
  set(groupId: string, values: CounterValues, options?: CallOptions): Promise<Record<string, bigint>> {
    return this.#update("Set", groupId, values, { ...options, repeat: "safe" });
  }

  /**
   * Adds to counters; one that does not exist starts at 0 (doc 53428). Never repeated after an unknown outcome: it could
   * count twice. Read first when `isIndeterminate`.
   */
  increase(groupId: string, by: CounterValues, options?: CallOptions): Promise<Record<string, bigint>> {
    return this.#update("Increase", groupId, by, options);
  }

  /** Takes from counters; the same as {@link increase} otherwise (doc 53428). */
  decrease(groupId: string, by: CounterValues, options?: CallOptions): Promise<Record<string, bigint>> {
    return this.#update("Decrease", groupId, by, options);
  }

  /** Deletes the given counters (doc 53429). Without any it makes no call, since the service would then delete all. */
  async delete(groupId: string, keys: readonly string[], options?: CallOptions): Promise<void> {
    if (keys.length === 0) return;
    const body = { GroupId: groupId, GroupCounterKeys: keys };
    await this.#caller.request(`${SERVICE}/delete_group_counter`, body, readNothing, options);
  }

  /** Deletes all counters (doc 53429). */
  clear(groupId: string, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/delete_group_counter`, { GroupId: groupId }, readNothing, options);
  }

  async #update(
    Mode: "Set" | "Increase" | "Decrease",
    groupId: string,
    values: CounterValues,
    options?: CallOptions,
  ): Promise<Record<string, bigint>> {
    const GroupCounter = Object.entries(values).map(([Key, value]) => ({ Key, Value: wireValue(Key, value) }));
    if (GroupCounter.length === 0) return {};
    const body = { GroupId: groupId, GroupCounter, Mode };
    return this.#caller.request(
      `${SERVICE}/update_group_counter`,
      body,
      (answer) => readUpdated(answer, Object.keys(values)),
      options,
    );
  }
}

function readCounters(answer: Answer): Record<string, bigint> {
  return recordOf(
    parseWith(countersSchema, answer).GroupCounter.map(({ Key, Value }) => [Key, BigInt(Value)] as const),
  );
}

/** The answer has the new values (doc 53428): without one of them it does not say what became of that counter. */
function readUpdated(answer: Answer, requestedKeys: readonly string[]): Record<string, bigint> {
  const counters = readCounters(answer);
  const missing = requestedKeys.find((key) => !Object.hasOwn(counters, key));
  if (missing !== undefined) throw new SchemaError(`GroupCounter: lacks ${JSON.stringify(missing)}, which was written`);
  return counters;
}

function wireValue(key: string, value: bigint | number): bigint {
  const integer = typeof value === "bigint" || Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (integer === undefined || BigInt.asIntN(64, integer) !== integer) {
    throw new OptionError(
      key,
      `The counter ${JSON.stringify(key)} must be a whole number of 64 bits, a bigint beyond ±(2^53 - 1); given: ${value}.`,
    );
  }
  return integer;
}
