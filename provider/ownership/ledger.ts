import { ChatError, type ErrorClass } from "../../chat";
import type { OperationContext } from "../handler";
import { type MarkBinding, type MarkReading, markKey, readMark, writeMark } from "./mark";
import type { Owner } from "./owner";

/** The service refuses attributes for this app, plan or group (10007, 10059): only derived ids are recognised there. */
const refusesAttributes: readonly ErrorClass[] = ["permission", "plan"];

/** What the group's owner mark says now. A group that does not exist has none. */
export async function readOwnerMark(groupId: string, operation: OperationContext): Promise<MarkReading> {
  try {
    const attributes = await operation.client.attributes.get(groupId, operation.call);
    const value = Object.hasOwn(attributes, markKey) ? attributes[markKey] : undefined;
    return readMark(value, bindingOf(groupId, operation));
  } catch (error) {
    if (isOf(error, refusesAttributes)) return { state: "unavailable" };
    if (isOf(error, ["notFound"]) || (isOf(error, ["invalid"]) && (await isGone(groupId, operation))))
      return { state: "absent" };
    throw error;
  }
}

/**
 * Writes the owner mark and leaves every other attribute alone. Where there is no room for it or attributes are refused,
 * the group can still be managed: that is said, once, and no reason to stop.
 */
export async function writeOwnerMark(groupId: string, owner: Owner, operation: OperationContext): Promise<void> {
  const mark = writeMark(owner, bindingOf(groupId, operation));
  try {
    await operation.client.attributes.modify(groupId, { [markKey]: mark }, operation.call);
  } catch (error) {
    // The mark itself is always within the limits: "invalid" can only mean that the group's attributes leave no room (10047, 10048).
    if (!isOf(error, [...refusesAttributes, "invalid"])) throw error;
    warnOnce(operation, error as ChatError);
  }
}

/** 10015 is an invalid id, and in other words of the error catalogue a group that was deleted: only a look can tell. */
async function isGone(groupId: string, { client, call }: OperationContext): Promise<boolean> {
  return (await client.groups.getInfo(groupId, {}, call)) === undefined;
}

function bindingOf(groupId: string, operation: OperationContext): MarkBinding {
  const { sdkAppId, secretKey } = operation.settings;
  return { sdkAppId, groupId, secretKey };
}

function isOf(error: unknown, classes: readonly ErrorClass[]): boolean {
  return error instanceof ChatError && classes.includes(error.errorClass);
}

const warned = new Set<string>();

function warnOnce(operation: OperationContext, error: ChatError): void {
  const reason = `${operation.settings.sdkAppId}:${error.code}`;
  if (warned.has(reason)) return;
  warned.add(reason);
  operation.log.warn(
    `The owner mark could not be written: ${error.message} Groups are still managed; but should the state be lost, ` +
      "only those without a groupId of your own will be recognised.",
  );
}
