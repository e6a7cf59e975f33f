import { z } from "zod";
import type { ApiCaller, CallOptions } from "../core/apiCaller";
import { parseWith, readNothing, recordOf } from "../core/schema";
import { ApiError } from "../errors";

const SERVICE = "group_open_http_svc";
const ATTRIBUTE_NOT_FOUND = 10050;

const attributesSchema = z.object({
  // Whether an empty list is sent or omitted is not documented (doc 44187): a missing list could hide an owner mark.
  GroupAttrAry: z.array(z.object({ key: z.string(), value: z.string() })),
});

/**
 * Manages group attributes: at most 16 keys of 32 bytes, values of 4,000 bytes, 16,000 bytes in total, and 5 writes per
 * second and group, which the client respects (docs 44187 to 44190, 59499). Any member's client can write and clear them.
 */
export class AttributesApi {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Returns all attributes (doc 44187). @throws ChatError "notFound" if the group does not exist */
  get(groupId: string, options?: CallOptions): Promise<Record<string, string>> {
    return this.#caller.request(
      "group_open_attr_http_svc/get_group_attr",
      { GroupId: groupId },
      (answer) =>
        recordOf(parseWith(attributesSchema, answer).GroupAttrAry.map(({ key, value }) => [key, value] as const)),
      options,
    );
  }

  /** Sets the given keys and leaves the others unchanged (doc 44188). @example await client.attributes.modify("ops-room", { theme: "dark" }) */
  async modify(groupId: string, attributes: Readonly<Record<string, string>>, options?: CallOptions): Promise<void> {
    if (Object.keys(attributes).length === 0) return;
    await this.#write("modify_group_attr", groupId, listOf(attributes), options);
  }

  /** Replaces all attributes with the given ones (doc 44190). */
  async set(groupId: string, attributes: Readonly<Record<string, string>>, options?: CallOptions): Promise<void> {
    // The effect of an empty list is not documented; that of clear is.
    if (Object.keys(attributes).length === 0) return this.clear(groupId, options);
    await this.#write("set_group_attr", groupId, listOf(attributes), options);
  }

  /** Removes all attributes (doc 44189). Not supported for a Community. */
  clear(groupId: string, options?: CallOptions): Promise<void> {
    return this.#caller.request(`${SERVICE}/clear_group_attr`, { GroupId: groupId }, readNothing, options);
  }

  /** Removes the given keys (doc 59499). A key that does not exist is not an error. */
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
      // Whether the existing keys were removed is not documented: remove each key alone to be sure.
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

/** The field names are lower case here, unlike everywhere else (doc 44188). */
function listOf(attributes: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}
