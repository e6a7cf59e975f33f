import type { TopicChanges, TopicInfo } from "../../../chat";
import type { TopicFields, TopicInputs } from "./types";

/**
 * The fields that modify_topic sets (doc 49468), and the value to write when the program no longer declares one.
 * Whether an empty text clears a field is not documented: what was written is read back.
 */
const modifiable = [
  { field: "name" },
  { field: "introduction", whenDropped: "" },
  { field: "notification", whenDropped: "" },
  { field: "faceUrl", whenDropped: "" },
  { field: "customString", whenDropped: "" },
  { field: "muteAllMembers", whenDropped: false },
] as const;

/** Returns what differs between a topic and its declaration; undefined if nothing does. `before` holds the previous inputs. */
export function changesOf(
  declared: TopicFields,
  before: Partial<TopicFields> | undefined,
  info: TopicInfo,
): TopicChanges | undefined {
  const changes = modifiable.flatMap(({ field, ...rest }) => {
    const removed = "whenDropped" in rest && before?.[field] !== undefined ? rest.whenDropped : undefined;
    const desired = declared[field] ?? removed;
    return desired === undefined || desired === info[field] ? [] : [[field, desired]];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/** Returns the fields that a program has to declare for an existing topic. */
export function discoveredFields(info: TopicInfo): Partial<TopicFields> {
  return Object.fromEntries(modifiable.flatMap(({ field }) => (info[field] ? [[field, info[field]]] : [])));
}

/** Keeps fields that are no longer declared but may still be set: without them in the state, they would never be cleared. */
export function withRemovedFields(inputs: TopicInputs, before: TopicInputs): TopicInputs {
  const removed = modifiable.filter(({ field }) => inputs[field] === undefined && before[field] !== undefined);
  return { ...inputs, ...Object.fromEntries(removed.map(({ field }) => [field, before[field]])) };
}

/** Returns the inputs with the actual values of the topic. */
export function observedInputs(known: TopicInputs, info: TopicInfo): TopicInputs {
  const declared = modifiable.filter(({ field }) => known[field] !== undefined);
  return { ...known, ...Object.fromEntries(declared.map(({ field }) => [field, info[field]])) };
}
