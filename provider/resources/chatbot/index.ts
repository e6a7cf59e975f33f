import { ChatError, type Profile } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { chatErrorOf } from "../../reconcile/indeterminate";
import { reconcile } from "../../reconcile/reconcile";
import { userHandler } from "../user/handler";
import type { UserInputs, UserKind } from "../user/types";
import { checkChatbot, hasDerivedId } from "./check";

const chatbot: UserKind<UserInputs> = {
  kind: "Chatbot",
  lostOnReplace: "a new chatbot is created, and this one is deleted if this stack created it; its UserID stays in use",
  word: "chatbot",
  properties: [],
  declarable: ["nick", "faceUrl", "selfSignature"],
  check: checkChatbot,
  isDerived: hasDerivedId,
  exists,
  create: ({ userId, nick, faceUrl, selfSignature }, client, call) =>
    client.chatbots.create({ userId, nick, faceUrl, selfSignature }, call),
  readProfile,
  remove,
};

/** A chatbot: get_all_robots, create_robot, portrait_get, portrait_set and delete_robot as one resource. */
export const chatbotHandler = userHandler(chatbot);

async function exists(userId: string, { client, call }: OperationContext): Promise<boolean> {
  return (await client.chatbots.list(call)).includes(userId);
}

/** Whether a chatbot's profile can be read is not documented: if not, what is written is not verified. */
async function readProfile(userId: string, { client, call }: OperationContext): Promise<Profile | undefined> {
  try {
    return await client.profiles.find(userId, call);
  } catch (error) {
    if (error instanceof ChatError && ["invalid", "notFound"].includes(error.errorClass)) return undefined;
    throw error;
  }
}

async function remove({ userId }: UserInputs, displayName: string, operation: OperationContext): Promise<void> {
  const { client, startBy } = operation;
  await reconcile(
    "there",
    {
      diff: async () => ((await exists(userId, operation)) ? "there" : undefined),
      async apply(_there, call) {
        const failure = await chatErrorOf(client.chatbots.delete(userId, { ...call, startBy }));
        // The answer for a chatbot that is already gone is not documented: only a read can tell.
        const wasGone = failure?.errorClass === "invalid" && !(await exists(userId, operation));
        if (failure !== undefined && !wasGone) throw failure;
      },
      notApplied: () =>
        new OperationError(
          `Could not delete the ${displayName}: delete_robot answers success, but get_all_robots still lists it. ` +
            "It stays in the state: run it again later.",
        ),
    },
    operation,
  );
}
