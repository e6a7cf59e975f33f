import { FACE_URL, NICK, SELF_SIGNATURE } from "../../state/account";
import { refuse } from "../../wire/answer";
import { account, endpoint } from "../endpoint";
import { InvalidField, optional, text } from "../shape";

const MAX_TEXT = 500;

/** 32 bytes in total (doc 55280). The characters after the prefix are not documented: the same as in any UserID. */
const ROBOT_ID = /^@RBT#[A-Za-z0-9_-]{1,27}$/;

/**
 * Creates a chatbot, which is an account as well (doc 55280). Harmless if it exists already; that its profile then stays
 * unchanged is unconfirmed.
 */
export const createRobot = endpoint({
  path: "openim_robot_http_svc/create_robot",
  writes: true,
  body: {
    UserID: account,
    Nick: optional(text({ max: MAX_TEXT })),
    FaceUrl: optional(text({ max: MAX_TEXT })),
    SelfSignature: optional(text({ max: MAX_TEXT })),
  },
  run: ({ app }, { UserID, Nick, FaceUrl, SelfSignature }) => {
    if (!ROBOT_ID.test(UserID))
      throw new InvalidField("UserID must be @RBT# followed by 1 to 27 letters, digits, _ or -");
    if (app.robots.has(UserID)) return {};
    // 10008 has this meaning here, and means an invalid request elsewhere (doc 55280).
    const { maxChatbots } = app.settings;
    if (app.robots.size >= maxChatbots) refuse(10008, `an app has at most ${maxChatbots} chatbots`);
    const profile = app.importAccount(UserID);
    for (const [tag, value] of [
      [NICK, Nick],
      [FACE_URL, FaceUrl],
      [SELF_SIGNATURE, SelfSignature],
    ] as const)
      if (value !== undefined) profile.set(tag, value);
    app.robots.add(UserID);
    return {};
  },
});

/** Lists the chatbots of an app (doc 55281). */
export const getAllRobots = endpoint({
  path: "openim_robot_http_svc/get_all_robots",
  writes: false,
  body: {},
  run: ({ app }) => ({ Robot_Account: [...app.robots] }),
});

/** Deletes a chatbot; its account stays (doc 55282). A chatbot that does not exist answers 10004, which is unconfirmed. */
export const deleteRobot = endpoint({
  path: "openim_robot_http_svc/delete_robot",
  writes: true,
  body: { Robot_Account: account },
  run: ({ app }, { Robot_Account: userId }) => {
    if (!app.robots.delete(userId)) throw new InvalidField(`the chatbot ${userId} does not exist`);
    return {};
  },
});
