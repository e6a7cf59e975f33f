import { ChatError, type ErrorClass, type GroupInfo } from "../../chat";
import type { OperationContext } from "../handler";
import { type MarkBinding, type MarkReading, markKey, type OwnerMark, readMark, says, writeMark } from "./mark";

/** The service refuses attributes for this app, plan or group (10007, 10059): only derived ids are recognised there. */
const refusesAttributes: readonly ErrorClass[] = ["permission", "plan"];

/** A group as a look finds it; undefined `info`: there is none. */
export interface Sighting {
  readonly info: GroupInfo | undefined;
  readonly mark: MarkReading;
}

/**
 * Looks at a group and its owner mark. With an `ownerField` the mark is in that custom field, which is read 50 groups a
 * call and which no client can write. A group that has none there may still have the attribute of the time before the
 * field was chosen.
 */
export async function lookAt(
  groupId: string,
  customFieldKeys: readonly string[],
  operation: OperationContext,
): Promise<Sighting> {
  const { client, call, settings } = operation;
  const { ownerField } = settings;
  if (ownerField === undefined) {
    const [info, value] = await Promise.all([
      client.groups.getInfo(groupId, { customFieldKeys }, call),
      readAttribute(groupId, operation),
    ]);
    return { info, mark: readingOf(value, info, operation) };
  }
  const info = await client.groups.getInfo(groupId, { customFieldKeys: [...customFieldKeys, ownerField] }, call);
  const value = info?.customFields[ownerField];
  if (info === undefined || value !== undefined) {
    return { info, mark: readMark(value, bindingOf(groupId, undefined, operation)) };
  }
  const earlier = readingOf(await readAttribute(groupId, operation), info, operation);
  const mark = earlier.state === "valid" ? { ...earlier, inPlace: false } : earlier;
  return { info, mark: mark.state === "unavailable" ? { state: "absent" } : mark };
}

/**
 * Writes the owner mark and leaves every other attribute or field alone. Where there is no room for an attribute, or the
 * service refuses attributes or does not know the field, the group can still be managed: that is said, once, and no
 * reason to stop.
 *
 * @param createTime of the group: the mark counts for this one alone
 * @param before what was read just before: a mark that is moved to the field is removed from the attributes
 */
export async function writeOwnerMark(
  groupId: string,
  mark: OwnerMark,
  createTime: number,
  before: MarkReading | undefined,
  operation: OperationContext,
): Promise<void> {
  const { client, call, settings } = operation;
  const { ownerField } = settings;
  try {
    if (ownerField === undefined) {
      const value = writeMark(mark, bindingOf(groupId, createTime, operation));
      return await client.attributes.modify(groupId, { [markKey]: value }, call);
    }
    await client.groups.modify(groupId, { customFields: { [ownerField]: fieldValue(groupId, mark, operation) } }, call);
    if (before?.state === "valid" && !before.inPlace) await client.attributes.delete(groupId, [markKey], call);
  } catch (error) {
    // The mark itself is always within the limits: "invalid" can only mean that the attributes leave no room (10047, 10048) or that the field is not declared.
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
  return ownerField === undefined ? {} : { [ownerField]: fieldValue(groupId, mark, operation) };
}

/** What is known of the mark of a group that create_group has just made. */
export function markedAtCreate(
  groupId: string,
  mark: OwnerMark,
  operation: OperationContext,
): { readonly mark?: MarkReading } {
  if (operation.settings.ownerField === undefined) return {};
  return { mark: readMark(fieldValue(groupId, mark, operation), bindingOf(groupId, undefined, operation)) };
}

/** The value of our attribute; `unavailable` where the service has no attributes for the group. */
async function readAttribute(
  groupId: string,
  operation: OperationContext,
): Promise<string | undefined | typeof unavailable> {
  try {
    const attributes = await operation.client.attributes.get(groupId, operation.call);
    return Object.hasOwn(attributes, markKey) ? attributes[markKey] : undefined;
  } catch (error) {
    if (isOf(error, refusesAttributes)) return unavailable;
    if (isOf(error, ["notFound"]) || (isOf(error, ["invalid"]) && (await isGone(groupId, operation)))) return undefined;
    throw error;
  }
}

const unavailable = Symbol("unavailable");

function readingOf(
  value: string | undefined | typeof unavailable,
  info: GroupInfo | undefined,
  operation: OperationContext,
): MarkReading {
  if (value === unavailable) return { state: "unavailable" };
  if (info === undefined) return { state: "absent" };
  return readMark(value, bindingOf(info.groupId, info.createTime, operation));
}

/** 10015 is an invalid id, and in other words of the error catalogue a group that was deleted: only a look can tell. */
async function isGone(groupId: string, { client, call }: OperationContext): Promise<boolean> {
  return (await client.groups.getInfo(groupId, {}, call)) === undefined;
}

/** Clients cannot write the field: it needs no protection against marks that somebody kept. */
function fieldValue(groupId: string, mark: OwnerMark, operation: OperationContext): string {
  return writeMark(mark, bindingOf(groupId, undefined, operation));
}

function bindingOf(groupId: string, createTime: number | undefined, operation: OperationContext): MarkBinding {
  const { sdkAppId, secretKey } = operation.settings;
  return { sdkAppId, groupId, secretKey, createTime };
}

function isOf(error: unknown, classes: readonly ErrorClass[]): boolean {
  return error instanceof ChatError && classes.includes(error.errorClass);
}

const warned = new Set<string>();

function warnOnce({ settings, log }: OperationContext, error: ChatError): void {
  const reason = `${settings.sdkAppId}:${error.code}`;
  if (warned.has(reason)) return;
  warned.add(reason);
  log.warn(
    `The owner mark could not be written${settings.ownerField === undefined ? "" : ` into the custom field ${settings.ownerField}, which has to be declared in the console`}: ${error.message} Groups are still managed; but should the state be lost, ` +
      "only those without a groupId of your own will be recognised.",
  );
}
