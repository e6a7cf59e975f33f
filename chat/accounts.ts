import { z } from "zod";
import type { Caller, CallOptions } from "./core/caller";
import { ItemRefused } from "./core/failure";
import { partsOf } from "./core/parts";
import { recordOf, shaped } from "./core/shape";
import { describeCode } from "./errorCodes";
import { withoutUndefined } from "./group/types";

const SERVICE = "im_open_login_svc";
/** docs 34954, 34956 */
const MOST_ACCOUNTS = 100;

/** A user of the app. */
export interface Account {
  /** At most 32 bytes. */
  userId: string;
  /** At most 500 bytes. */
  nick?: string | undefined;
  /** At most 500 bytes. */
  faceUrl?: string | undefined;
}

const importedSchema = z.object({ FailAccounts: z.array(z.string()).default([]) });
const itemSchema = z.object({
  UserID: z.string(),
  ResultCode: z.int().default(0),
  ResultInfo: z.string().default(""),
});
const checkedSchema = z.object({ ResultItem: z.array(itemSchema.extend({ AccountStatus: z.string().default("") })) });
const deletedSchema = z.object({ ResultItem: z.array(itemSchema) });

/** What became of one account that was to be deleted. */
export type DeletedAccount =
  | { readonly userId: string; readonly outcome: "deleted" | "alreadyGone" }
  | { readonly userId: string; readonly outcome: "failed"; readonly code: number; readonly info: string };

/** Accounts: a user must be imported before it can own or join a group. */
export class AccountsApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Imports one account; one that exists is left (doc 34953). @example await client.accounts.import({ userId: "alice", nick: "Alice" }) */
  import(account: Account, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/account_import`, wireAccount(account), () => undefined, options);
  }

  /** Imports many, 100 a call; nick and face of those that exist are updated (doc 34954). @returns the user ids that were not imported */
  async importMany(accounts: readonly Account[], options?: CallOptions): Promise<{ failed: string[] }> {
    const failed: string[] = [];
    for (const part of partsOf(accounts, MOST_ACCOUNTS)) {
      const body = { AccountList: part.map(wireAccount) };
      failed.push(
        ...(await this.#caller.request(
          `${SERVICE}/multiaccount_import`,
          body,
          (answer) => shaped(importedSchema, answer).FailAccounts,
          options,
        )),
      );
    }
    return { failed };
  }

  /** Whether each user id is imported, 100 a call (doc 34956). */
  async check(userIds: readonly string[], options?: CallOptions): Promise<Record<string, boolean>> {
    const found: (readonly [string, boolean])[] = [];
    for (const part of partsOf(userIds, MOST_ACCOUNTS)) {
      const body = { CheckItem: part.map((UserID) => ({ UserID })) };
      found.push(
        ...(await this.#caller.request(
          `${SERVICE}/account_check`,
          body,
          (answer) =>
            shaped(checkedSchema, answer).ResultItem.map(({ UserID, ResultCode, ResultInfo, AccountStatus }) => {
              if (ResultCode !== 0) throw new ItemRefused(ResultCode, ResultInfo);
              return [UserID, AccountStatus === "Imported"] as const;
            }),
          options,
        )),
      );
    }
    return recordOf(found);
  }

  /**
   * Deletes accounts for ever, with what belongs to them, 100 a call (doc 34955). One that can't be deleted does not fail
   * the call: see each `outcome`.
   *
   * @throws ChatError "plan" (71000): only free and trial apps may delete accounts
   * @example const [alice] = await client.accounts.delete(["alice"]) // { userId: "alice", outcome: "deleted" }
   */
  async delete(userIds: readonly string[], options?: CallOptions): Promise<DeletedAccount[]> {
    const outcomes: DeletedAccount[] = [];
    for (const part of partsOf(userIds, MOST_ACCOUNTS)) {
      const body = { DeleteItem: part.map((UserID) => ({ UserID })) };
      outcomes.push(
        ...(await this.#caller.request(
          `${SERVICE}/account_delete`,
          body,
          (answer) => shaped(deletedSchema, answer).ResultItem.map(toOutcome),
          options,
        )),
      );
    }
    return outcomes;
  }
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
