import { PERMANENT, type Terms } from "../../state/terms";
import { refuse } from "../../wire/answer";
import { type Call, endpoint } from "../endpoint";
import { optional, optionalOrEmpty, text, uint32, withCode } from "../shape";

/** The answers of these two commands have no ActionStatus (docs 34923, 34924). JSON omits what is undefined. */
const always = { ActionStatus: undefined };
/** The code for a time that is not valid is unconfirmed: that of a body that can't be read. */
const INVALID = 130001;
const seconds = optionalOrEmpty(uint32);

/** Mutes an account in all one-to-one chats or in all groups, for so many seconds; 0 unmutes it (doc 34923). */
export const setNoSpeaking = endpoint({
  path: "openconfigsvr/setnospeaking",
  writes: true,
  invalid: INVALID,
  always,
  body: {
    Set_Account: optional(withCode(130005, text({ min: 1, max: 32 }))),
    C2CmsgNospeakingTime: seconds,
    GroupmsgNospeakingTime: seconds,
  },
  run: (call, { Set_Account, C2CmsgNospeakingTime, GroupmsgNospeakingTime }) => {
    const { app } = call;
    const userId = knownAccount(call, Set_Account, "Set_Account", { missing: 130004, invalid: 130005 });
    if (C2CmsgNospeakingTime === undefined && GroupmsgNospeakingTime === undefined)
      refuse(130008, "give C2CmsgNospeakingTime or GroupmsgNospeakingTime");
    if (C2CmsgNospeakingTime !== undefined) app.privateMutes.set(userId, C2CmsgNospeakingTime, app.nowSeconds);
    if (GroupmsgNospeakingTime !== undefined) app.groupMutes.set(userId, GroupmsgNospeakingTime, app.nowSeconds);
    return {};
  },
});

/** Returns for how many more seconds an account is muted (doc 34924). */
export const getNoSpeaking = endpoint({
  path: "openconfigsvr/getnospeaking",
  writes: false,
  invalid: INVALID,
  always,
  body: { Get_Account: optional(withCode(130003, text({ min: 1, max: 32 }))) },
  run: (call, { Get_Account }) => {
    const userId = knownAccount(call, Get_Account, "Get_Account", { missing: 130002, invalid: 130003 });
    const remaining = (terms: Terms): number => remainingSeconds(terms.untilOf(userId, call.app.nowSeconds), call);
    return {
      C2CmsgNospeakingTime: remaining(call.app.privateMutes),
      GroupmsgNospeakingTime: remaining(call.app.groupMutes),
    };
  },
});

/** That an account which does not exist counts as invalid is inferred. */
function knownAccount(
  { app }: Call,
  userId: string | undefined,
  field: string,
  codes: { readonly missing: number; readonly invalid: number },
): string {
  if (userId === undefined) refuse(codes.missing, `${field} is missing`);
  return app.accounts.has(userId) ? userId : refuse(codes.invalid, `${field} ${userId} does not exist`);
}

function remainingSeconds(until: number, { app }: Call): number {
  return until === 0 || until === PERMANENT ? until : until - app.nowSeconds;
}
