import { ChatError } from "../../chat";

/** Returns what a read of a group or a topic returns; undefined if the service answers that it does not exist. */
export async function undefinedIfNotFound<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ChatError && error.errorClass === "notFound") return undefined;
    throw error;
  }
}
