import type { TopicChanges, TopicInfo } from "../../../chat";
import type { TopicFields, TopicInputs } from "./types";

/**
 * The fields that modify_topic sets (doc 49468), and what leaving one out of a program that had it means. Whether an empty
 * text clears no page says: what was written is read again.
 */
const modifiable = [
  { field: "name" },
  { field: "introduction", whenDropped: "" },
  { field: "notification", whenDropped: "" },
  { field: "faceUrl", whenDropped: "" },
  { field: "customString", whenDropped: "" },
  { field: "muteAllMembers", whenDropped: false },
] as const;

/** What differs between a topic and its program; undefined: nothing. `before` is what the program said until now. */
export function changesOf(
  declared: TopicFields,
  before: Partial<TopicFields> | undefined,
  info: TopicInfo,
): TopicChanges | undefined {
  const changes = modifiable.flatMap(({ field, ...rest }) => {
    const dropped = "whenDropped" in rest && before?.[field] !== undefined ? rest.whenDropped : undefined;
    const wanted = declared[field] ?? dropped;
    return wanted === undefined || wanted === info[field] ? [] : [[field, wanted]];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/** What the program has dropped and the topic may still have: forgotten, it would never be cleared. */
export function withRemovedFields(inputs: TopicInputs, before: TopicInputs): TopicInputs {
  const kept = modifiable.filter(({ field }) => inputs[field] === undefined && before[field] !== undefined);
  return { ...inputs, ...Object.fromEntries(kept.map(({ field }) => [field, before[field]])) };
}

/** The declared inputs with what the topic really has in their place. */
export function observedInputs(known: TopicInputs, info: TopicInfo): TopicInputs {
  const declared = modifiable.filter(({ field }) => known[field] !== undefined);
  return { ...known, ...Object.fromEntries(declared.map(({ field }) => [field, info[field]])) };
}
