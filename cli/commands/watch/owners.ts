import { ChatError } from "../../../chat";
import type { OperationContext } from "../../../provider/handler";
import { type GroupRecord, type OwnerStatus, readGroupRecord } from "../../../provider/inventory/groupRecord";
import { readInventory } from "../../../provider/inventory/inventory";
import type { Owner } from "../../../provider/ownership/owner";

/** How many groups with an owner, and how many without, are remembered. */
const limit = 100_000;
/** How long a reading is used without another, in milliseconds. */
const freshMs = 60_000;
/** How long a read after an event may take, in milliseconds. */
const readMs = 10_000;
/** A program writes the owner mark right after it creates the group: an unmarked group is read again after this time. */
const markingMs = 30_000;
const maxWaiting = 1000;

/** Whose a group is. `managed` is "unknown" if its mark could not be read, or does not prove an owner. */
export type Ownership =
  | { readonly managed: true; readonly owner: Owner; readonly ownerMark: OwnerStatus }
  | { readonly managed: false | "unknown" };

interface Reading {
  readonly ownership: Ownership;
  /** The create time of the group, in Unix seconds. */
  readonly created: number;
  readonly at: number;
}

const notKnown: Ownership = { managed: "unknown" };

/**
 * Knows whose groups are, also when they are gone: the mark of a disbanded group cannot be read any more. Its memory is
 * bounded: the groups that were not read for the longest time are forgotten first.
 */
export class Owners {
  readonly #operation: OperationContext;
  readonly #managed = new Map<string, Reading>();
  readonly #others = new Map<string, Reading>();
  #waiting = 0;

  constructor(operation: OperationContext) {
    this.#operation = operation;
  }

  /** Reads the marks of all groups, also in custom fields that the variables do not name. @throws ChatError if the groups cannot be listed */
  async readAll(): Promise<void> {
    for await (const record of readInventory(this.#operation, { searches: true }))
      if ("ownerStatus" in record) this.#learn(record);
  }

  /** The last that is known, for a group that is gone. */
  lastKnown(groupId: string): Ownership {
    return (this.#managed.get(groupId) ?? this.#others.get(groupId))?.ownership ?? notKnown;
  }

  forget(groupId: string): void {
    this.#managed.delete(groupId);
    this.#others.delete(groupId);
  }

  /** Reads the mark of a group, if that was not done just now. */
  async of(groupId: string): Promise<Ownership> {
    const known = this.#managed.get(groupId) ?? this.#others.get(groupId);
    if (known !== undefined && this.#operation.clock.now() - known.at < freshMs) return known.ownership;
    try {
      const record = await this.#read(groupId);
      // Gone already: the event of its end comes later.
      return record === undefined ? this.lastKnown(groupId) : this.#learn(record);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      return this.lastKnown(groupId);
    }
  }

  /** Reads a new group now, and if it has no mark yet, once more when a program has had the time to write it. */
  async ofNew(groupId: string): Promise<Ownership> {
    this.forget(groupId);
    const ownership = await this.of(groupId);
    if (ownership.managed === true || this.#waiting >= maxWaiting) return ownership;
    this.forget(groupId);
    this.#waiting += 1;
    const { clock, startBy } = this.#operation;
    void clock
      .sleep(markingMs, startBy)
      .then(() => this.of(groupId))
      .catch(() => {})
      .finally(() => {
        this.#waiting -= 1;
      });
    // Whose it is may show later.
    return ownership.managed === false ? notKnown : ownership;
  }

  #read(groupId: string): Promise<GroupRecord | undefined> {
    const { clock, call, startBy } = this.#operation;
    const limited = { ...call, deadline: clock.now() + readMs, signal: startBy };
    return readGroupRecord(groupId, { ...this.#operation, call: limited }, { searches: true });
  }

  #learn(record: GroupRecord): Ownership {
    const { groupId, created } = record;
    const before = this.#managed.get(groupId);
    const ownership = ownershipOf(record, before?.created === created ? before.ownership : undefined);
    this.forget(groupId);
    remember(ownership.managed === true ? this.#managed : this.#others, groupId, {
      ownership,
      created,
      at: this.#operation.clock.now(),
    });
    return ownership;
  }
}

/** A group whose mark was deleted or overwritten still belongs to the stack that has it in its state. */
function ownershipOf({ ownerStatus, owner }: GroupRecord, before: Ownership | undefined): Ownership {
  if (ownerStatus === "marked" && owner !== undefined) return { managed: true, owner, ownerMark: ownerStatus };
  if (before?.managed === true) return { ...before, ownerMark: ownerStatus };
  return ownerStatus === "unmarked" ? { managed: false } : notKnown;
}

function remember(readings: Map<string, Reading>, groupId: string, reading: Reading): void {
  readings.set(groupId, reading);
  const [oldest] = readings.keys();
  if (readings.size > limit && oldest !== undefined) readings.delete(oldest);
}
