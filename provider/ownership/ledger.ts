import { ChatError, type ErrorClass } from "../../chat";
import type { OperationContext } from "../handler";
import { type MarkBinding, type MarkReading, markKey, type OwnerMark, readMark, says, writeMark } from "./mark";

/** The service refuses attributes for this app, plan or group (10007, 10059): only derived ids are recognised there. */
const refusesAttributes: readonly ErrorClass[] = ["permission", "plan"];

/**
 * What the group's owner mark says now; a group that does not exist has none. With an `ownerField` the mark is in that
 * custom field, which is read 50 groups a call and which no client can write. A group that has none there may still have
 * the attribute of the time before the field was chosen.
 */
export async function readOwnerMark(groupId: string, operation: OperationContext): Promise<MarkReading> {
  const { ownerField } = operation.settings;
  if (ownerField !== undefined) {
    const customFieldKeys = [ownerField];
    const info = await operation.client.groups.getInfo(groupId, { customFieldKeys }, operation.call);
    const value = info?.customFields[ownerField];
    if (info === undefined || value !== undefined) return readMark(value, bindingOf(groupId, operation));
    const earlier = await readAttribute(groupId, operation);
    return earlier.state === "valid" ? { ...earlier, inPlace: false } : { state: "absent" };
  }
  return readAttribute(groupId, operation);
}

/**
 * Writes the owner mark and leaves every other attribute or field alone. Where there is no room for an attribute or
 * attributes are refused, the group can still be managed: that is said, once, and no reason to stop.
 */
export async function writeOwnerMark(groupId: string, mark: OwnerMark, operation: OperationContext): Promise<void> {
  const { client, call, settings } = operation;
  const value = markValue(groupId, mark, operation);
  if (settings.ownerField !== undefined) {
    return client.groups.modify(groupId, { customFields: { [settings.ownerField]: value } }, call);
  }
  try {
    await client.attributes.modify(groupId, { [markKey]: value }, call);
  } catch (error) {
    // The mark itself is always within the limits: "invalid" can only mean that the group's attributes leave no room (10047, 10048).
    if (!isOf(error, [...refusesAttributes, "invalid"])) throw error;
    warnOnce(operation, error as ChatError);
  }
}

/** Whether the group is marked as it should be, where the service takes marks at all. */
export function isMarked(reading: MarkReading, mark: OwnerMark): boolean {
  return reading.state === "unavailable" || says(reading, mark);
}

/** The custom field that create_group writes together with the group; empty where the mark is an attribute. */
export function markFields(groupId: string, mark: OwnerMark, operation: OperationContext): Record<string, string> {
  const { ownerField } = operation.settings;
  return ownerField === undefined ? {} : { [ownerField]: markValue(groupId, mark, operation) };
}

/** What is known of the mark of a group that create_group has just made. */
export function markedAtCreate(groupId: string, mark: OwnerMark, operation: OperationContext): { mark?: MarkReading } {
  if (operation.settings.ownerField === undefined) return {};
  return { mark: readMark(markValue(groupId, mark, operation), bindingOf(groupId, operation)) };
}

async function readAttribute(groupId: string, operation: OperationContext): Promise<MarkReading> {
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

/** 10015 is an invalid id, and in other words of the error catalogue a group that was deleted: only a look can tell. */
async function isGone(groupId: string, { client, call }: OperationContext): Promise<boolean> {
  return (await client.groups.getInfo(groupId, {}, call)) === undefined;
}

function markValue(groupId: string, mark: OwnerMark, operation: OperationContext): string {
  return writeMark(mark, bindingOf(groupId, operation));
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
