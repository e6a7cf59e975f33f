import type { Group } from "../../state/group";
import { account, endpoint } from "../endpoint";
import { type Body, InvalidField, integer, list, object, type Rule, text, uint32 } from "../shape";
import { HIDDEN, roomWithPlan } from "./rooms";

const SET = 1;
const FIRST_MARK = 1000;
/** A member with this mark counts as online for up to three days after a disconnection. Without effect: clients do not disconnect here. */
const ALWAYS_ONLINE = 500;
const MAX_MARKS = 10;
const MAX_MARKED = 1000;

const mark: Rule<number> = (value, at) => {
  const number = uint32(value, at);
  if (number < FIRST_MARK && number !== ALWAYS_ONLINE && number !== HIDDEN)
    throw new InvalidField(`${at} must be at least ${FIRST_MARK}, or ${ALWAYS_ONLINE} or ${HIDDEN}`);
  return number;
};
const MEMBER = { Member_Account: account, Marks: list(mark, { min: 1, max: MAX_MARKS }) };
type Marked = Body<typeof MEMBER>;
const members = list(object(MEMBER), { min: 1, max: 500 });

/**
 * Sets (CommandType 1) or deletes (2) marks of online members (doc 50294). Members who are not online are omitted from the
 * answer; if nobody is online, the call fails. The codes for that and for too many marks are not documented.
 */
export const modifyUserInfo = endpoint({
  path: "group_open_avchatroom_http_svc/modify_user_info",
  writes: true,
  body: { GroupId: text(), CommandType: integer(1, 2), MemberList: members },
  run: (call, { GroupId, CommandType, MemberList }) => {
    const room = roomWithPlan(call, GroupId);
    const online = MemberList.filter((member) => room.online.has(member.Member_Account));
    if (online.length === 0) throw new InvalidField("no member of MemberList is online");
    if (CommandType === SET) checkLimits(room, online);
    for (const member of online) change(room, member, CommandType === SET);
    return { CommandType, MemberList: online };
  },
});

/** That the two special marks count in the limits is inferred. */
function checkLimits(room: Group, added: readonly Marked[]): void {
  const accountsByMark = new Map<number, Set<string>>();
  const count = (userId: string, marks: Iterable<number>): void => {
    for (const number of marks) {
      const accounts = accountsByMark.get(number) ?? new Set();
      accountsByMark.set(number, accounts.add(userId));
    }
  };
  for (const { account: userId, marks } of room.online.values()) count(userId, marks ?? []);
  for (const { Member_Account, Marks } of added) count(Member_Account, Marks);
  if (accountsByMark.size > MAX_MARKS) throw new InvalidField(`a room has at most ${MAX_MARKS} different marks`);
  for (const [number, accounts] of accountsByMark)
    if (accounts.size > MAX_MARKED) throw new InvalidField(`at most ${MAX_MARKED} members can have the mark ${number}`);
}

function change(room: Group, { Member_Account, Marks }: Marked, isSet: boolean): void {
  const presence = room.online.get(Member_Account);
  if (presence === undefined) return;
  const marks = presence.marks ?? new Set();
  for (const number of Marks) {
    if (isSet) marks.add(number);
    else marks.delete(number);
  }
  presence.marks = marks;
}
