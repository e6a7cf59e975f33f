import type { Group } from "../../state/group";
import { type Message, messageAt } from "../../state/messages/message";
import { refuse } from "../../wire/answer";
import { type Call, endpoint, existing } from "../endpoint";
import { InvalidField, integer, list, object, text, uint32 } from "../shape";

const NO_RECEIPT = 10062;
const MAX_MEMBERS = 200;
/** Cursors are opaque strings. */
const CURSOR = /^r-([1-9]\d{0,14})$/;
/** The cursor after the last page, as in the page's sample. */
const END = "0";

/** The number of messages per call is not documented: as many as a call can read. */
const numbers = list(object({ MsgSeq: uint32 }), { min: 1, max: 20 });

/** Counts who has read messages that were sent with NeedReadReceipt (doc 49439). A message without a receipt has Code 10062. */
export const getGroupMsgReceipt = endpoint({
  path: "group_open_http_svc/get_group_msg_receipt",
  writes: false,
  body: { GroupId: text(), MsgSeqList: numbers },
  run: (call, { GroupId, MsgSeqList }) => {
    const group = withReceipts(call, GroupId);
    return { GroupMsgReceiptList: MsgSeqList.map(({ MsgSeq }) => ({ MsgSeq, ...counts(group, MsgSeq) })) };
  },
});

/** Lists who has read a message (Filter 0) or not (Filter 1), paged (doc 49438). */
export const getGroupMsgReceiptDetail = endpoint({
  path: "group_open_http_svc/get_group_msg_receipt_detail",
  writes: false,
  body: {
    GroupId: text(),
    MsgSeq: uint32,
    Filter: integer(0, 1),
    Cursor: text(),
    Count: integer(1, MAX_MEMBERS),
  },
  run: (call, { GroupId, MsgSeq, Filter, Cursor, Count }) => {
    const group = withReceipts(call, GroupId);
    const message = messageAt(group, MsgSeq);
    if (message?.readers === undefined) refuse(NO_RECEIPT, "the read receipt does not exist");
    const after = Cursor === "" ? "0" : CURSOR.exec(Cursor)?.[1];
    if (after === undefined) throw new InvalidField("Cursor must be empty or the Cursor of the previous answer");
    const listed = Filter === 0 ? readersOf(group, message) : unreadBy(group, message);
    const remaining = listed.filter((userId) => serialOf(group, userId) > Number(after));
    const page = remaining.slice(0, Count);
    const isLast = page.length === remaining.length;
    return {
      MsgSeq,
      Cursor: isLast ? END : `r-${serialOf(group, page.at(-1) ?? "")}`,
      // The page's table says IsFinished, its samples IsFinish.
      IsFinished: isLast ? 1 : 0,
      IsFinish: isLast ? 1 : 0,
      ...(Filter === 0
        ? { ReadList: page.map((userId) => ({ Read_Account: userId })) }
        : { UnreadList: page.map((userId) => ({ Unread_Account: userId })) }),
    };
  },
});

/** Receipts are for Private, Public and ChatRoom groups. That a group can be too big for them (10060) has no documented limit. */
function withReceipts(call: Call, groupId: string): Group {
  const group = existing(call, groupId);
  if (group.type === "AVChatRoom" || group.type === "Community")
    refuse(10007, `read receipts are not supported by ${group.type} groups`);
  return group;
}

function counts(group: Group, seq: number): object {
  const message = messageAt(group, seq);
  if (message?.readers === undefined) return { Code: NO_RECEIPT };
  return { Code: 0, ReadNum: readersOf(group, message).length, UnreadNum: unreadBy(group, message).length };
}

/** In the order of joining. Whether members count who joined or left later is unconfirmed: the present members do. */
function readersOf(group: Group, message: Message): readonly string[] {
  return [...group.members.keys()].filter((userId) => message.readers?.has(userId));
}

function unreadBy(group: Group, message: Message): readonly string[] {
  return [...group.members.keys()].filter((userId) => !message.readers?.has(userId) && userId !== message.sender);
}

function serialOf(group: Group, userId: string): number {
  return group.members.get(userId)?.serial ?? 0;
}
