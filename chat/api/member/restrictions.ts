import { z } from "zod";
import type { ApiCaller, CallOptions } from "../../core/apiCaller";
import { chunk } from "../../core/batching/idBatches";
import { allPages } from "../../core/pages";
import { parseWith, readNothing } from "../../core/schema";
import { withoutUndefined } from "../group/types";

const SERVICE = "group_open_http_svc";
/** doc 34951 */
const MAX_MUTED = 500;
/** docs 50296, 50297 */
const MAX_BANNED = 20;
/** doc 50295 */
const PAGE = 100;

/** The `seconds` of a mute that never ends. */
export const PERMANENT = 4_294_967_295;

/** A user who is muted or banned. */
export interface Restriction {
  readonly userId: string;
  /** Seconds since the Unix epoch. */
  readonly until: number;
}

// Whether an empty list is sent or left out is not documented (docs 34964, 50295): a missing one is no answer, not "nobody".
const mutedSchema = z.object({
  MutedAccountList: z.array(z.object({ Member_Account: z.string(), MutedUntil: z.number() })),
});
const bannedSchema = z.object({
  BannedAccountList: z.array(z.object({ Member_Account: z.string(), BannedUntil: z.number() })),
  /** 0 on the last page. */
  NextOffset: z.int(),
});

/** Who may not speak, and who may not come in. */
export class Restrictions {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  async mute(
    groupId: string,
    userIds: readonly string[],
    seconds: number,
    topicId: string | undefined,
    options?: CallOptions,
  ): Promise<void> {
    for (const Members_Account of chunk(userIds, MAX_MUTED)) {
      const body = { GroupId: groupId, TopicId: topicId, Members_Account, MuteTime: seconds };
      await this.#caller.request(`${SERVICE}/forbid_send_msg`, withoutUndefined(body), readNothing, options);
    }
  }

  muted(groupId: string, topicId: string | undefined, options?: CallOptions): Promise<Restriction[]> {
    return this.#caller.request(
      `${SERVICE}/get_group_muted_account`,
      withoutUndefined({ GroupId: groupId, TopicId: topicId }),
      (answer) =>
        parseWith(mutedSchema, answer).MutedAccountList.map(({ Member_Account, MutedUntil }) => ({
          userId: Member_Account,
          until: MutedUntil,
        })),
      options,
    );
  }

  async ban(
    groupId: string,
    userIds: readonly string[],
    seconds: number,
    description: string | undefined,
    options?: CallOptions,
  ): Promise<void> {
    for (const Members_Account of chunk(userIds, MAX_BANNED)) {
      const body = { GroupId: groupId, Members_Account, Duration: seconds, Description: description };
      await this.#caller.request(`${SERVICE}/ban_group_member`, withoutUndefined(body), readNothing, options);
    }
  }

  async unban(groupId: string, userIds: readonly string[], options?: CallOptions): Promise<void> {
    for (const Members_Account of chunk(userIds, MAX_BANNED)) {
      const body = { GroupId: groupId, Members_Account };
      await this.#caller.request(`${SERVICE}/unban_group_member`, body, readNothing, options);
    }
  }

  banned(groupId: string, options?: CallOptions): Promise<Restriction[]> {
    return allPages<number, Restriction>(
      0,
      (Offset) =>
        this.#caller.request(
          `${SERVICE}/get_group_ban_member`,
          { GroupId: groupId, Offset, Limit: PAGE },
          (answer) => {
            const { BannedAccountList, NextOffset } = parseWith(bannedSchema, answer);
            const items = BannedAccountList.map(({ Member_Account, BannedUntil }) => ({
              userId: Member_Account,
              until: BannedUntil,
            }));
            return { items, next: NextOffset === 0 ? undefined : NextOffset };
          },
          options,
        ),
      ({ userId }) => userId,
    );
  }
}
