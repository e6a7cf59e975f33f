import type { JournalEntry } from "../../../../emulator";

type Body = Readonly<Record<string, unknown>>;

const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const of = (value: unknown, key: string) => texts((value as readonly Body[] | undefined)?.map((item) => item[key]));

/** The names that each delete call removes. */
const removals: Readonly<Record<string, (body: Body) => readonly string[]>> = {
  delete_group_attr: ({ GroupAttr }) => of(GroupAttr, "key"),
  delete_group_counter: ({ GroupCounterKeys }) => texts(GroupCounterKeys),
  delete_group_member: ({ MemberToDel_Account }) => texts(MemberToDel_Account),
  forbid_send_msg: ({ MuteTime, Members_Account }) => (MuteTime === 0 ? texts(Members_Account) : []),
  unban_group_member: ({ Members_Account }) => texts(Members_Account),
  destroy_topic: ({ TopicIdList }) => texts(TopicIdList),
  account_delete: ({ DeleteItem }) => of(DeleteItem, "UserID"),
};

/** The names that a call removes, such as `alice`, or `<group id>-alice` outside groups. */
export function removedBy({ api, body }: JournalEntry): readonly string[] {
  return removals[api]?.((body ?? {}) as Body) ?? [];
}
