import type { AppState } from "../../state/appState";
import { refuse } from "../../wire/answer";
import { account, endpoint } from "../endpoint";
import {
  type Body,
  InvalidField,
  integer,
  list,
  oneOf,
  optional,
  optionalOrEmpty,
  text,
  uint32,
  withCode,
} from "../shape";
import { msgBody } from "./content/body";
import { offlinePushInfo } from "./content/offlinePush";

const MAX_LIFETIME_SECONDS = 604_800;
const MAX_RECEIVERS = 500;

/** Every field has its own code (docs 34919, 34920). */
const OPTIONS = {
  SyncOtherMachine: optional(withCode(90031, integer(1, 2))),
  From_Account: optional(account),
  MsgSeq: optional(withCode(90004, uint32)),
  MsgRandom: optional(withCode(90005, uint32)),
  MsgBody: optional(msgBody({ tooLong: 93000, notAList: 90007, element: 90002 })),
  MsgLifeTime: optionalOrEmpty(lifetime),
  CloudCustomData: optional(text()),
  SendMsgControl: optional(list(oneOf("NoUnread", "NoLastMsg", "WithMuteNotifications"), { max: 3 })),
  OfflinePushInfo: offlinePushInfo,
  IsNeedReadReceipt: optional(integer(0, 1)),
};
const ONE = {
  ...OPTIONS,
  To_Account: optional(withCode(90003, text({ min: 1 }))),
  ForbidCallbackControl: optional(list(oneOf("ForbidBeforeSendMsgCallback", "ForbidAfterSendMsgCallback"), { max: 2 })),
  SupportMessageExtension: optional(integer(0, 1)),
};
const MANY = { ...OPTIONS, To_Account: optional(withCode(90003, list(text({ min: 1 })))) };

/** Sends a one-to-one message (doc 34919). The emulator stores it without delivering it. */
export const sendMsg = endpoint({
  path: "openim/sendmsg",
  writes: true,
  invalid: 90010,
  body: ONE,
  run: ({ app, caller }, { To_Account: to, ...body }) => {
    if (to === undefined) refuse(90003, "To_Account is missing");
    const sender = senderOf(app, body.From_Account ?? caller, 20003);
    if (!app.accounts.has(to)) refuse(90012, `To_Account ${to} does not exist`);
    const sent = draft(app, sender, body);
    deliver(app, sent, [to]);
    return { MsgTime: sent.time, MsgKey: sent.key };
  },
});

/** Sends a one-to-one message to up to 500 users (doc 34920). Receivers that do not exist fail alone, with 70107; if none exists, the call fails. */
export const batchSendMsg = endpoint({
  path: "openim/batchsendmsg",
  writes: true,
  invalid: 90010,
  body: MANY,
  run: ({ app, caller }, { To_Account: to = [], ...body }) => {
    if (to.length === 0) refuse(90003, "To_Account is missing or empty");
    if (to.length > MAX_RECEIVERS) refuse(90011, `To_Account has ${to.length} entries, at most ${MAX_RECEIVERS}`);
    const sender = senderOf(app, body.From_Account ?? caller, 90008);
    const missing = to.filter((userId) => !app.accounts.has(userId));
    if (missing.length === to.length) refuse(90012, "invalid To_Account");
    const sent = draft(app, sender, body);
    deliver(
      app,
      sent,
      [...new Set(to)].filter((userId) => !missing.includes(userId)),
    );
    const failures = missing.map((userId) => ({ To_Account: userId, ErrorCode: 70107 }));
    return {
      MsgKey: sent.key,
      ...(failures.length === 0 ? {} : { ActionStatus: "SomeError", ErrorList: failures }),
    };
  },
});

/**
 * Sources differ on muted senders: these pages say that they are not checked, the page of the mute (34923) says that they
 * get 20012. They are refused, so that no client relies on it.
 */
function senderOf(app: AppState, sender: string, missingCode: number): string {
  if (!app.accounts.has(sender)) refuse(missingCode, `From_Account ${sender} does not exist`);
  if (app.privateMutes.untilOf(sender, app.nowSeconds) > 0) refuse(20012, `${sender} is muted`);
  return sender;
}

type Options = Body<typeof OPTIONS>;

function draft(app: AppState, from: string, { MsgSeq, MsgRandom, MsgBody, CloudCustomData = "" }: Options) {
  if (MsgRandom === undefined) refuse(90005, "MsgRandom is missing");
  if (MsgBody === undefined) refuse(90002, "MsgBody is missing");
  const time = app.nowSeconds;
  // The form of the samples. The service fills a missing MsgSeq with a random number.
  const key = `${MsgSeq ?? MsgRandom}_${MsgRandom}_${time}`;
  return { key, from, time, body: MsgBody, cloudCustomData: CloudCustomData };
}

function deliver(app: AppState, message: ReturnType<typeof draft>, to: readonly string[]): void {
  for (const userId of to) app.privateMessages.push({ ...message, to: userId });
  app.privateMessages.splice(0, Math.max(app.privateMessages.length - app.settings.messageLimit, 0));
}

function lifetime(value: unknown, at: string): number {
  const seconds = withCode(90044, uint32)(value, at);
  // The page says as well that a longer time is shortened.
  if (seconds > MAX_LIFETIME_SECONDS) throw new InvalidField(`${at} must be at most ${MAX_LIFETIME_SECONDS}`, 90026);
  return seconds;
}
