import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { parseWith, readNothing } from "../core/schema";
import { type Account, wireAccount } from "./accounts";
import { withoutUndefined } from "./group/types";

const SERVICE = "openim_robot_http_svc";

/** A chatbot: an account whose user id begins with `@RBT#`, of at most 32 bytes. */
export interface Chatbot extends Account {
  /** At most 500 bytes. */
  selfSignature?: string | undefined;
}

/** Whether an empty list is sent or left out is not documented (doc 55280): a missing one is no answer, not an app without chatbots. */
const listSchema = z.object({ Robot_Account: z.array(z.string()) });

/** Chatbots: at most 20 in an app; beyond that "permission" (10008), as for a caller who is not an app admin (docs 55280 to 55282). */
export class ChatbotsApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /**
   * Makes a chatbot; making one that exists is harmless (doc 55281). Whether it changes nick, face and signature then is
   * not documented: `profiles.set` does.
   *
   * @example await client.chatbots.create({ userId: "@RBT#ops", nick: "Ops bot" })
   */
  create(chatbot: Chatbot, options?: CallOptions): Promise<void> {
    const body = { ...wireAccount(chatbot), ...withoutUndefined({ SelfSignature: chatbot.selfSignature }) };
    return this.#caller.request(`${SERVICE}/create_robot`, body, readNothing, options);
  }

  /** The user ids of all chatbots of the app (doc 55280). */
  list(options?: CallOptions): Promise<string[]> {
    return this.#caller.request(
      `${SERVICE}/get_all_robots`,
      {},
      (answer) => parseWith(listSchema, answer).Robot_Account,
      options,
    );
  }

  /** Makes a chatbot invalid; its user id stays taken (doc 55282). */
  delete(userId: string, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/delete_robot`, { Robot_Account: userId }, readNothing, options);
  }
}
