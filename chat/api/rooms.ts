import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { allPages } from "../core/pages";
import { parseWith } from "../core/schema";

/** A member of a live room who is online. */
export interface OnlineMember {
  readonly userId: string;
  /** Seconds since the Unix epoch. */
  readonly joinTime: number;
  readonly nick: string;
  readonly faceUrl: string;
}

const countSchema = z.object({ OnlineMemberNum: z.int() });
const pageSchema = z.object({
  // Whether an empty list is sent or left out is not documented (doc 50293): a missing one is no answer.
  MemberList: z.array(
    z.object({
      Member_Account: z.string(),
      // Shown to people, and nothing is decided by them.
      JoinTime: z.number().default(0),
      NickName: z.string().default(""),
      Avatar: z.string().default(""),
    }),
  ),
  // A time: in ms or finer it may not fit a double. 0 on the last page.
  NextTimestamp: z.union([z.int(), z.bigint()]),
});

/** Live rooms (AVChatRoom), whose members are not stored. Other types are refused: "permission" (10007). */
export class RoomsApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** How many members are online, as of 10 to 20 seconds ago in a large room (doc 38521). */
  onlineCount(groupId: string, options?: CallOptions): Promise<number> {
    return this.#caller.request(
      "group_open_http_svc/get_online_member_num",
      { GroupId: groupId },
      (answer) => parseWith(countSchema, answer).OnlineMemberNum,
      options,
    );
  }

  /**
   * Who is online: the latest 1,000, or the latest 30 where the plan or the console's switch for the list is missing
   * (doc 50293).
   */
  onlineMembers(groupId: string, options?: CallOptions): Promise<OnlineMember[]> {
    return allPages<string, OnlineMember>(
      "0",
      (timestamp) =>
        this.#caller.request(
          "group_open_avchatroom_http_svc/get_members",
          { GroupId: groupId, Timestamp: BigInt(timestamp) },
          (answer) => {
            const { MemberList, NextTimestamp } = parseWith(pageSchema, answer);
            const items = MemberList.map(({ Member_Account, JoinTime, NickName, Avatar }) => ({
              userId: Member_Account,
              joinTime: JoinTime,
              nick: NickName,
              faceUrl: Avatar,
            }));
            return { items, next: BigInt(NextTimestamp) === 0n ? undefined : String(NextTimestamp) };
          },
          options,
        ),
      ({ userId }) => userId,
    );
  }
}
