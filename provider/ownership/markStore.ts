import { ChatError, type ErrorClass, type GroupInfo } from "../../chat";
import type { OperationContext } from "../handler";
import {
  looksLikeMark,
  type MarkBinding,
  type MarkReading,
  markKey,
  matchesMark,
  type OwnerMark,
  readMark,
  writeMark,
} from "./mark";

/** The service refuses attributes for this app, plan or group (10007, 10059): only custom fields can hold a mark then. */
const refusesAttributes: readonly ErrorClass[] = ["permission", "plan"];

/** The readings of all locations that can hold the mark of a group. */
export interface Marks {
  readonly attribute: MarkReading;
  /** By the key of the custom field: `ownerField`, and others in which a search found a mark. */
  readonly fields: Readonly<Record<string, MarkReading>>;
}

export function readingsOf({ attribute, fields }: Marks): readonly MarkReading[] {
  return [attribute, ...Object.values(fields)];
}

/** A group and its marks, as read. */
export interface FoundGroup {
  readonly info: GroupInfo;
  readonly marks: Marks;
  /** The group with all its custom fields, if they were searched. */
  readonly complete?: GroupInfo | undefined;
}

/**
 * How much is read. `all`: both locations, for every decision. `refresh`: a mark in the owner field is enough, since
 * fields are read for 50 groups per call. `listed`: as `all`, but the custom fields of other stacks are not searched if
 * the group has no mark. `inventory`: both, for lists that decide nothing.
 */
export type MarkSearch = "all" | "refresh" | "listed" | "inventory";

/**
 * Reads a group and its marks; undefined if there is no such group. Stacks of one app may store their marks in
 * different locations, so if no mark is found, all custom fields of the group are searched.
 */
export async function readMarks(
  groupId: string,
  customFieldKeys: readonly string[],
  operation: OperationContext,
  depth: MarkSearch = "all",
): Promise<FoundGroup | undefined> {
  const { client, call, settings } = operation;
  const { ownerField } = settings;
  const keys = ownerField === undefined ? customFieldKeys : [...customFieldKeys, ownerField];
  const infoRead = client.groups.getInfo(groupId, { customFieldKeys: keys }, call);
  // With an owner field, the attribute is the secondary location: it is read only if the group exists, and not by a
  // refresh that has already found a mark.
  const firstInfo = ownerField === undefined ? undefined : await infoRead;
  if (ownerField !== undefined && firstInfo === undefined) return undefined;
  if (firstInfo !== undefined && (depth === "refresh" || depth === "inventory")) {
    const field = fieldReading(firstInfo, ownerField, operation);
    if (field.state !== "absent")
      return { info: firstInfo, marks: { attribute: { state: "absent" }, fields: { [ownerField ?? ""]: field } } };
  }
  const [info, value] = await Promise.all([infoRead, readAttribute(groupId, operation)]);
  if (info === undefined) return undefined;
  const attribute: MarkReading =
    value === unavailable ? { state: "unavailable" } : readMark(value, bindingOf(groupId, info.createTime, operation));
  const field = ownerField === undefined ? {} : { [ownerField]: fieldReading(info, ownerField, operation) };
  const isMarked = readingsOf({ attribute, fields: field }).some(({ state }) => state === "valid");
  const searches = depth !== "listed" && depth !== "inventory";
  if (isMarked || !searches) return { info, marks: { attribute, fields: field } };
  const complete = await withAllFields(groupId, operation);
  return { info, marks: { attribute, fields: { ...marksInFields(complete, operation), ...field } }, complete };
}

/** Returns the marks of a group that create_group has just created, as far as known. */
export function marksAtCreate(mark: OwnerMark, operation: OperationContext): Marks | undefined {
  const { ownerField } = operation.settings;
  if (ownerField === undefined) return undefined;
  return { attribute: { state: "absent" }, fields: { [ownerField]: { state: "valid", ...mark } } };
}

/** Returns the custom field that create_group writes with the group; empty if the mark is an attribute. */
export function markFields(groupId: string, mark: OwnerMark, operation: OperationContext): Record<string, string> {
  const { ownerField } = operation.settings;
  return ownerField === undefined ? {} : { [ownerField]: fieldValue(groupId, mark, operation) };
}

/** Whether the group has the correct mark, and no other, as far as the service supports marks. */
export function isMarked(marks: Marks, mark: OwnerMark, { settings }: OperationContext): boolean {
  const { ownerField } = settings;
  const location = ownerField === undefined ? marks.attribute : marks.fields[ownerField];
  if (location === undefined) return false;
  return (
    (location.state === "unavailable" || matchesMark(location, mark)) && otherMarks(marks, ownerField).length === 0
  );
}

/**
 * Writes the owner mark into its location, clears it from all others, and leaves other attributes and fields alone. If
 * there is no room for an attribute, the service refuses attributes, or the field is not declared, the group can still
 * be managed: a warning is logged once.
 *
 * @param createTime of the group, to which a mark in an attribute is bound
 * @param before the marks as read just before
 */
export async function writeOwnerMark(
  groupId: string,
  mark: OwnerMark,
  createTime: number,
  before: Marks | undefined,
  operation: OperationContext,
): Promise<void> {
  const { client, call, settings } = operation;
  const { ownerField } = settings;
  const otherLocations = before === undefined ? [] : otherMarks(before, ownerField);
  const cleared = Object.fromEntries(otherLocations.flatMap((key) => (key === undefined ? [] : [[key, ""]])));
  const complete = { ...mark, persist: mark.persist ?? (before !== undefined && isPersistent(before)) };
  try {
    if (ownerField === undefined) {
      const value = writeMark(complete, bindingOf(groupId, createTime, operation));
      await client.attributes.modify(groupId, { [markKey]: value }, call);
      if (Object.keys(cleared).length > 0) await client.groups.modify(groupId, { customFields: cleared }, call);
      return;
    }
    const customFields = { ...cleared, [ownerField]: fieldValue(groupId, complete, operation) };
    await client.groups.modify(groupId, { customFields }, call);
    if (otherLocations.includes(undefined)) await client.attributes.delete(groupId, [markKey], call);
  } catch (error) {
    // The mark itself is always within the limits: "invalid" can only mean that the attribute has no room
    // (10047, 10048) or that the field is not declared.
    if (!hasClass(error, [...refusesAttributes, "invalid"])) throw error;
    warnOnce(operation, error as ChatError);
  }
}

/** Changes the valid marks of a group in the locations where they are. */
export async function rewriteMark(
  { info, marks }: FoundGroup,
  change: Pick<OwnerMark, "persist">,
  operation: OperationContext,
): Promise<void> {
  const { groupId, createTime } = info;
  const { client, call } = operation;
  const rewritten = (reading: MarkReading, boundTo: number | undefined) =>
    reading.state === "valid"
      ? writeMark({ ...reading, ...change }, bindingOf(groupId, boundTo, operation))
      : undefined;
  const attribute = rewritten(marks.attribute, createTime);
  if (attribute !== undefined) await client.attributes.modify(groupId, { [markKey]: attribute }, call);
  const customFields: Record<string, string> = {};
  for (const [key, reading] of Object.entries(marks.fields)) {
    const value = rewritten(reading, undefined);
    if (value !== undefined) customFields[key] = value;
  }
  if (Object.keys(customFields).length > 0) await client.groups.modify(groupId, { customFields }, call);
}

/** Whether a valid mark says that a sweep leaves the group alone. */
export function isPersistent(marks: Marks): boolean {
  return readingsOf(marks).some((reading) => reading.state === "valid" && reading.persist === true);
}

/** Returns the other locations that hold a mark: keys of custom fields, and undefined for the attribute. */
function otherMarks({ attribute, fields }: Marks, ownerField: string | undefined): readonly (string | undefined)[] {
  const hasMark = ({ state }: MarkReading) => state === "valid" || state === "unverified" || state === "otherVersion";
  const keys = Object.keys(fields).filter(
    (key) => key !== ownerField && fields[key] !== undefined && hasMark(fields[key]),
  );
  return ownerField !== undefined && hasMark(attribute) ? [undefined, ...keys] : keys;
}

/** Returns the value of our attribute; `unavailable` if the service has no attributes for the group. */
async function readAttribute(
  groupId: string,
  operation: OperationContext,
): Promise<string | undefined | typeof unavailable> {
  try {
    const attributes = await operation.client.attributes.get(groupId, operation.call);
    return Object.hasOwn(attributes, markKey) ? attributes[markKey] : undefined;
  } catch (error) {
    if (hasClass(error, refusesAttributes)) return unavailable;
    if (hasClass(error, ["notFound"]) || (hasClass(error, ["invalid"]) && (await isNotFound(groupId, operation))))
      return undefined;
    throw error;
  }
}

const unavailable = Symbol("unavailable");

/** Code 10015 means an invalid id, and also, by another entry of the error catalogue, a deleted group: only a read can tell. */
async function isNotFound(groupId: string, { client, call }: OperationContext): Promise<boolean> {
  return (await client.groups.getInfo(groupId, {}, call)) === undefined;
}

/** Reads the marks in all custom fields. A group with too many members for one answer (10018) is not searched. */
async function withAllFields(groupId: string, operation: OperationContext): Promise<GroupInfo | undefined> {
  try {
    return await operation.client.groups.getInfoWithAllCustomFields(groupId, operation.call);
  } catch (error) {
    if (hasClass(error, ["invalid", "permission", "plan"])) return undefined;
    throw error;
  }
}

function marksInFields(info: GroupInfo | undefined, operation: OperationContext): Record<string, MarkReading> {
  if (info === undefined) return {};
  const marked = Object.entries(info.customFields).filter(([, value]) => looksLikeMark(value));
  const binding = bindingOf(info.groupId, undefined, operation);
  return Object.fromEntries(marked.map(([key, value]) => [key, readMark(value, binding)]));
}

function fieldReading(info: GroupInfo, ownerField: string | undefined, operation: OperationContext): MarkReading {
  const value = ownerField === undefined ? undefined : info.customFields[ownerField];
  return readMark(value, bindingOf(info.groupId, undefined, operation));
}

/** Clients cannot write the field: it needs no protection against copies of old marks. */
function fieldValue(groupId: string, mark: OwnerMark, operation: OperationContext): string {
  return writeMark(mark, bindingOf(groupId, undefined, operation));
}

function bindingOf(groupId: string, createTime: number | undefined, operation: OperationContext): MarkBinding {
  const { sdkAppId, secretKey } = operation.settings;
  return { sdkAppId, groupId, secretKey, createTime };
}

function hasClass(error: unknown, classes: readonly ErrorClass[]): boolean {
  return error instanceof ChatError && classes.includes(error.errorClass);
}

const warned = new Set<string>();

function warnOnce({ settings, log }: OperationContext, error: ChatError): void {
  const reason = `${settings.sdkAppId}:${error.code}`;
  if (warned.has(reason)) return;
  warned.add(reason);
  log.warn(
    `The owner mark could not be written${settings.ownerField === undefined ? "" : ` into the custom field ${settings.ownerField}, which must be declared in the console`}: ${error.message} Groups are still managed, but if the state is lost, ` +
      "only groups without a declared groupId will be recognised.",
  );
}
