import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { parseWith, readNothing, recordOf } from "../core/schema";
import { ApiError } from "../errors";

const SERVICE = "group_open_http_svc";
const ATTRIBUTE_NOT_FOUND = 10050;

const attributesSchema = z.object({
  // Whether an empty list is sent or left out is not documented (doc 44187): one that is missing could hide an owner mark.
  GroupAttrAry: z.array(z.object({ key: z.string(), value: z.string() })),
});

/**
 * Group attributes: at most 16 keys of 32 bytes, values of 4,000 bytes, 16,000 bytes together, and 5 writes a second per
 * group, which the client paces (docs 44187 to 44190, 59499). Any member's client can write and wipe them.
 */
export class AttributesApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** All attributes (doc 44187). @throws ChatError "notFound" when there is no such group */
  get(groupId: string, options?: CallOptions): Promise<Record<string, string>> {
    return this.#caller.request(
      "group_open_attr_http_svc/get_group_attr",
      { GroupId: groupId },
      (answer) =>
        recordOf(parseWith(attributesSchema, answer).GroupAttrAry.map(({ key, value }) => [key, value] as const)),
      options,
    );
  }

  /** Sets the given keys and leaves the others (doc 44188). @example await client.attributes.modify("ops-room", { theme: "dark" }) */
  async modify(groupId: string, attributes: Readonly<Record<string, string>>, options?: CallOptions): Promise<void> {
    if (Object.keys(attributes).length === 0) return;
    await this.#write("modify_group_attr", groupId, listOf(attributes), options);
  }

  /** Replaces all attributes by the given ones (doc 44190). */
  async set(groupId: string, attributes: Readonly<Record<string, string>>, options?: CallOptions): Promise<void> {
    // What an empty list does is not documented; what clear does is.
    if (Object.keys(attributes).length === 0) return this.clear(groupId, options);
    await this.#write("set_group_attr", groupId, listOf(attributes), options);
  }

  /** Removes all attributes (doc 44189). Not for a Community. */
  clear(groupId: string, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/clear_group_attr`, { GroupId: groupId }, readNothing, options);
  }

  /** Removes the given keys (doc 59499). One that is not there is no error: it is gone, as wanted. */
  async delete(groupId: string, keys: readonly string[], options?: CallOptions): Promise<void> {
    if (keys.length === 0) return;
    try {
      await this.#write(
        "delete_group_attr",
        groupId,
        keys.map((key) => ({ key })),
        options,
      );
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== ATTRIBUTE_NOT_FOUND) throw error;
      // Whether the keys that do exist were removed is not documented: each by itself leaves no doubt.
      if (keys.length > 1) for (const key of keys) await this.delete(groupId, [key], options);
    }
  }

  #write(
    api: "modify_group_attr" | "set_group_attr" | "delete_group_attr",
    groupId: string,
    GroupAttr: readonly object[],
    options?: CallOptions,
  ): Promise<void> {
    return this.#caller.request(`${SERVICE}/${api}`, { GroupId: groupId, GroupAttr }, readNothing, options);
  }
}

/** The wire's names are in lower case here, unlike everywhere else (doc 44188). */
function listOf(attributes: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}
