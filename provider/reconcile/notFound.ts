import { ChatError } from "../../chat";

/** What is read of a group or a topic; undefined: it is gone since it was looked at. */
export async function undefinedIfNotFound<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ChatError && error.errorClass === "notFound") return undefined;
    throw error;
  }
}
