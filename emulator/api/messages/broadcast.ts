import { duplicateOf, store } from "../../state/messages/message";
import { account, endpoint } from "../endpoint";
import { optional, text, uint32 } from "../shape";
import { msgBody } from "./content/body";
import { mustExist } from "./sender";

/** Sends a message to all AVChatRooms, once a second (doc 49440). Like every message to an AVChatRoom it is not stored there. */
export const sendBroadcastMsg = endpoint({
  path: "group_open_http_svc/send_broadcast_msg",
  rate: 1,
  writes: true,
  body: {
    From_Account: optional(account),
    Random: uint32,
    // The page names 12,000 bytes and no code: those of send_group_msg.
    MsgBody: msgBody({ tooLong: 80002 }),
    CloudCustomData: optional(text()),
  },
  run: (call, { From_Account: sender = call.caller, Random: random, MsgBody: body, CloudCustomData }) => {
    const { app } = call;
    mustExist(call, sender);
    const message = {
      sender,
      time: app.nowSeconds,
      random,
      body,
      ...(CloudCustomData === undefined ? {} : { cloudCustomData: CloudCustomData }),
    };
    const earlier = duplicateOf(app.broadcasts, message);
    return { MsgSeq: (earlier ?? store(app.broadcasts, message, app.settings.messageLimit)).seq };
  },
});
