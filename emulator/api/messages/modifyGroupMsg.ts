import { messageAt } from "../../state/messages/message";
import { refuse } from "../../wire/answer";
import { endpoint } from "../endpoint";
import { optional, optionalOrEmpty, text, uint32 } from "../shape";
import { msgBody } from "./content/body";
import { TARGET, targetOf } from "./conversation";

/** In the one-to-one message service: a request that is not valid. */
const INVALID_REQUEST = 20001;

/**
 * Replaces the content or the custom data of a message, or both; not in an AVChatRoom (doc 47948). The page names no code
 * for a missing group or message: those of the group commands, and 20001.
 */
export const modifyGroupMsg = endpoint({
  path: "openim/modify_group_msg",
  writes: true,
  invalid: 90001,
  body: {
    ...TARGET,
    MsgSeq: uint32,
    MsgBody: optional(msgBody({ tooLong: 93000, notAList: 90007, element: 90002 })),
    CloudCustomData: optionalOrEmpty(text()),
  },
  run: (call, { GroupId, TopicId, MsgSeq, MsgBody, CloudCustomData }) => {
    const { group, conversation } = targetOf(call, GroupId, TopicId);
    if (group.type === "AVChatRoom") refuse(10007, "messages of an AVChatRoom can't be modified");
    if (MsgBody === undefined && CloudCustomData === undefined)
      refuse(INVALID_REQUEST, "give MsgBody, CloudCustomData or both");
    const message = messageAt(conversation, MsgSeq);
    if (message === undefined || message.recalled === true)
      refuse(INVALID_REQUEST, `the group has no message ${MsgSeq}`);
    if (MsgBody !== undefined) message.body = MsgBody;
    if (CloudCustomData !== undefined) message.cloudCustomData = CloudCustomData;
    return { ErrorInfo: "succeed" };
  },
});
