import { z } from "zod";
import { describeCode } from "../codes";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { chunk, idBatches } from "../core/batching/idBatches";
import { answerFor, requireItems } from "../core/batching/items";
import { KeyedBatcher } from "../core/batching/keyedBatcher";
import type { Answer } from "../core/envelope";
import { ItemError, SchemaError } from "../core/failure";
import { parseWith, recordOf } from "../core/schema";
import { withoutUndefined } from "./group/types";

const SERVICE = "im_open_login_svc";
const RESULTS = "ResultItem";
/** docs 34954, 34956 */
const MAX_ACCOUNTS = 100;

/** A user of the app. */
export interface Account {
  /** At most 32 bytes. */
  userId: string;
  /** At most 500 bytes. */
  nick?: string | undefined;
  /** At most 500 bytes. */
  faceUrl?: string | undefined;
}

/** The list is sent empty if all were imported (doc 34954): without it the outcome is indeterminate. */
const importedSchema = z.object({ FailAccounts: z.array(z.string()) });
const itemSchema = z.object({ UserID: z.string(), ResultCode: z.int(), ResultInfo: z.string().default("") });
// A user whose check failed has no status.
const checkedSchema = z.object({ ResultItem: z.array(itemSchema.extend({ AccountStatus: z.string().optional() })) });
const deletedSchema = z.object({ ResultItem: z.array(itemSchema) });

/** The outcome of deleting one account. */
export type DeletedAccount =
  | { readonly userId: string; readonly outcome: "deleted" | "alreadyGone" }
  | { readonly userId: string; readonly outcome: "failed"; readonly code: number; readonly info: string };

/** Manages accounts: a user must be imported before it can own or join a group. */
export class AccountsApi {
  readonly #caller: ApiCaller;
  readonly #checkBatcher: KeyedBatcher<"", string, boolean>;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
    this.#checkBatcher = new KeyedBatcher({
      caller,
      api: "account_check",
      kind: "read",
      limit: MAX_ACCOUNTS,
      send: async (_key, userIds, options) => {
        const imported = new Map(Object.entries(await this.check(userIds, options)));
        return (userId) => answerFor(imported, userId);
      },
    });
  }

  /** Imports one account; an existing one is left unchanged (doc 34953). @example await client.accounts.import({ userId: "alice", nick: "Alice" }) */
  import(account: Account, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/account_import`, wireAccount(account), () => undefined, options);
  }

  /** Imports accounts, 100 per call; nick and face of existing ones are updated (doc 34954). @returns the user ids that were not imported */
  async importMany(accounts: readonly Account[], options?: CallOptions): Promise<{ failed: string[] }> {
    const failed: string[] = [];
    for (const batch of chunk(accounts, MAX_ACCOUNTS)) {
      const body = { AccountList: batch.map(wireAccount) };
      failed.push(
        ...(await this.#caller.request(
          `${SERVICE}/multiaccount_import`,
          body,
          (answer) => parseWith(importedSchema, answer).FailAccounts,
          options,
        )),
      );
    }
    return { failed };
  }

  /**
   * Returns whether one user id is imported (doc 34956). Simultaneous calls share one request of at most 100 ids.
   *
   * @example await client.accounts.isImported("alice") // true
   */
  isImported(userId: string, options?: CallOptions): Promise<boolean> {
    return this.#checkBatcher.submit("", userId, options);
  }

  /** Returns whether each user id is imported, 100 per call (doc 34956). */
  async check(userIds: readonly string[], options?: CallOptions): Promise<Record<string, boolean>> {
    const found: (readonly [string, boolean])[] = [];
    for (const ids of idBatches(userIds, MAX_ACCOUNTS)) {
      const body = { CheckItem: ids.map((UserID) => ({ UserID })) };
      found.push(
        ...(await this.#caller.request(`${SERVICE}/account_check`, body, (answer) => checkedIn(answer, ids), options)),
      );
    }
    return recordOf(found);
  }

  /**
   * Deletes accounts permanently, with all their data, 100 per call (doc 34955). An account that can't be deleted does not
   * fail the call: check each `outcome`.
   *
   * @throws ChatError "plan" (71000): only free and trial apps may delete accounts
   * @example const [alice] = await client.accounts.delete(["alice"]) // { userId: "alice", outcome: "deleted" }
   */
  async delete(userIds: readonly string[], options?: CallOptions): Promise<DeletedAccount[]> {
    const outcomes: DeletedAccount[] = [];
    for (const ids of idBatches(userIds, MAX_ACCOUNTS)) {
      const body = { DeleteItem: ids.map((UserID) => ({ UserID })) };
      outcomes.push(
        ...(await this.#caller.request(
          `${SERVICE}/account_delete`,
          body,
          (answer) => requireItems(RESULTS, parseWith(deletedSchema, answer).ResultItem, idOf, ids).map(toOutcome),
          options,
        )),
      );
    }
    return outcomes;
  }
}

function checkedIn(answer: Answer, requestedIds: readonly string[]): (readonly [string, boolean])[] {
  const items = requireItems(RESULTS, parseWith(checkedSchema, answer).ResultItem, idOf, requestedIds);
  return items.map(({ UserID, ResultCode, ResultInfo, AccountStatus }) => {
    if (ResultCode !== 0) throw new ItemError(ResultCode, ResultInfo);
    // If a missing or unknown status counted as "not imported", the account would be dropped from a state.
    if (AccountStatus !== "Imported" && AccountStatus !== "NotImported")
      throw new SchemaError(`${RESULTS}: has neither Imported nor NotImported for ${JSON.stringify(UserID)}`);
    return [UserID, AccountStatus === "Imported"] as const;
  });
}

function idOf({ UserID }: { readonly UserID: string }): string {
  return UserID;
}

function toOutcome({ UserID, ResultCode, ResultInfo }: z.infer<typeof itemSchema>): DeletedAccount {
  if (ResultCode === 0) return { userId: UserID, outcome: "deleted" };
  if (describeCode(ResultCode, "account_delete").errorClass === "notFound") {
    return { userId: UserID, outcome: "alreadyGone" };
  }
  return { userId: UserID, outcome: "failed", code: ResultCode, info: ResultInfo };
}

export function wireAccount({ userId, nick, faceUrl }: Account): Record<string, unknown> {
  return withoutUndefined({ UserID: userId, Nick: nick, FaceUrl: faceUrl });
}
