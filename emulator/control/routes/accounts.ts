import { list, object, oneOf, optional, orNull, record, stringOrInteger, text } from "../../api/shape";
import { pageOf } from "../../handle/page";
import { appIn, userIdIn } from "../pathParameters";
import { PAGE, pageIn } from "../query";
import { route } from "../route";

const ACCOUNTS = "/apps/:sdkAppId/accounts";
const CHATBOTS = "/apps/:sdkAppId/chatbots";

/** Accounts and chatbots. */
export const accountRoutes = [
  route(
    {
      method: "GET",
      path: ACCOUNTS,
      summary: "The UserIDs that match, in the order of import; `search` is a part of the UserID, in any case.",
      query: { search: optional(text()), ...PAGE },
    },
    (request) => {
      const { search = "", ...page } = request.query;
      const words = search.toLowerCase();
      const found = appIn(request)
        .accounts()
        .filter((userId) => userId.toLowerCase().includes(words));
      return { total: found.length, accounts: pageOf(found, pageIn(page)) };
    },
  ),
  route(
    {
      method: "POST",
      path: ACCOUNTS,
      summary: "Imports accounts. Existing ones are left as they are.",
      body: object({ userIds: list(text({ min: 1 }), { min: 1, max: 10_000 }) }),
    },
    (request) => appIn(request).importAccounts(...request.body.userIds),
  ),
  route(
    {
      method: "GET",
      path: `${ACCOUNTS}/:userId`,
      summary: "The profile of an account.",
    },
    (request) => appIn(request).existingAccount(userIdIn(request)),
  ),
  route(
    {
      method: "PATCH",
      path: `${ACCOUNTS}/:userId`,
      summary: "Sets tags of the profile, such as Tag_Profile_IM_Nick, as the user's client would; null removes one.",
      body: record(orNull(stringOrInteger)),
    },
    (request) => {
      const tags = Object.entries(request.body).map(([tag, value]) => [tag, value ?? undefined] as const);
      appIn(request).editAccount(userIdIn(request), Object.fromEntries(tags));
    },
  ),
  route(
    {
      method: "DELETE",
      path: `${ACCOUNTS}/:userId`,
      summary: "Deletes an account and its memberships. Groups that it owned have no owner then.",
    },
    (request) => appIn(request).removeAccount(userIdIn(request)),
  ),
  route(
    {
      method: "PUT",
      path: `${ACCOUNTS}/:userId/invitations`,
      summary:
        "How the user answers when add_group_member adds them: `joins` (default), `refuses` or `awaitsApproval`.",
      body: object({ answer: oneOf("joins", "refuses", "awaitsApproval") }),
    },
    (request) => {
      const app = appIn(request);
      const answers = { joins: app.joinsFreely, refuses: app.refuseToJoin, awaitsApproval: app.awaitsApproval };
      answers[request.body.answer].call(app, userIdIn(request));
    },
  ),
  route(
    {
      method: "GET",
      path: CHATBOTS,
      summary: "The UserIDs of the chatbots, oldest first.",
    },
    (request) => ({ chatbots: appIn(request).robots() }),
  ),
  route(
    {
      method: "PUT",
      path: `${CHATBOTS}/:userId`,
      summary: "Creates a chatbot, as another back end would.",
    },
    (request) => appIn(request).addRobot(userIdIn(request)),
  ),
  route(
    {
      method: "DELETE",
      path: `${CHATBOTS}/:userId`,
      summary: "Deletes a chatbot; its account stays.",
    },
    (request) => appIn(request).removeRobot(userIdIn(request)),
  ),
];
