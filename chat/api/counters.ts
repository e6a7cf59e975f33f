import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import type { Answer } from "../core/envelope";
import { SchemaError } from "../core/failure";
import { parseWith, readNothing, recordOf } from "../core/schema";
import { OptionError } from "../errors";
import { withoutUndefined } from "./group/types";

const SERVICE = "group_open_http_svc";

/** Signed 64-bit integers. A number must be a safe integer; use a bigint for larger values. */
export type CounterValues = Readonly<Record<string, bigint | number>>;

const countersSchema = z.object({
  // Whether an empty list is sent or omitted is not documented (doc 53427): a missing list is an invalid answer.
  GroupCounter: z.array(z.object({ Key: z.string(), Value: z.union([z.int(), z.bigint()]) })),
});

/**
 * Manages group counters: at most 20 keys of 128 bytes, values of 64 bits, never rounded (docs 53427 to 53429). Not
 * supported for a Community. The plan must include counters, otherwise "plan" (10059).
 */
export class CountersApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Returns the given counters, or all (doc 53427). A counter that does not exist is omitted. */
  async get(groupId: string, keys?: readonly string[], options?: CallOptions): Promise<Record<string, bigint>> {
    // The effect of an empty list is not documented.
    if (keys?.length === 0) return {};
    const body = withoutUndefined({ GroupId: groupId, GroupCounterKeys: keys });
    return this.#caller.request(`${SERVICE}/get_group_counter`, body, readCounters, options);
  }

  /**
   * Sets counters and leaves the others unchanged (doc 53428). It is idempotent, so the client retries it.
   *
   * @returns the new values
   * @throws ChatError "invalid" (10063) for a 21st key
   * @example await client.counters.set("ops-room", { tickets: 12 })
   */
  set(groupId: string, values: CounterValues, options?: CallOptions): Promise<Record<string, bigint>> {
    return this.#update("Set", groupId, values, { ...options, repeat: "safe" });
  }

  /**
   * Increases counters; a new counter starts at 0 (doc 53428). Never repeated after an indeterminate outcome, because it
   * could count twice: read back if `isIndeterminate`.
   */
  increase(groupId: string, by: CounterValues, options?: CallOptions): Promise<Record<string, bigint>> {
    return this.#update("Increase", groupId, by, options);
  }

  /** Decreases counters; otherwise like {@link increase} (doc 53428). */
  decrease(groupId: string, by: CounterValues, options?: CallOptions): Promise<Record<string, bigint>> {
    return this.#update("Decrease", groupId, by, options);
  }

  /** Deletes the given counters (doc 53429). Without keys it makes no call, because the service would delete all counters. */
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

/** The answer contains the new values (doc 53428). If one is missing, the outcome for that counter is indeterminate. */
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
