import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { markKey } from "../../ownership/mark";
import { reconcile } from "../../reconcile/reconcile";
import { storedValueText } from "../../reconcile/storedValue";
import { textMapSchema } from "../../validation/stateSchema";
import { groupChildHandler } from "../groupChild/handler";
import { adoptionRefusal, type ParentGroup } from "../groupChild/parentGroup";
import type { GroupChild } from "../groupChild/types";
import { checkAttributes } from "./check";
import { type AttributeChanges, adoptedKeys, attributeChanges, observedAttributes, undeclaredKeys } from "./diff";
import { remoteObjects, withoutObjects } from "./remoteObjects";
import type { Attributes, AttributesInputs } from "./types";

const attributes: GroupChild<AttributesInputs> = {
  kind: "GroupAttributes",
  remoteObjects: remoteObjects,
  withoutObjects: withoutObjects,
  displayName: () => "attributes",
  id: ({ groupId }) => groupId,
  properties: ["attributes", "exclusive", "adopt", "undeclared"],
  replacedBy: [],
  stateSchema: { attributes: textMapSchema },
  check: checkAttributes,

  async prepare(inputs, before, place, operation) {
    const actual = await readAttributes(inputs.groupId, operation);
    const change = attributeChanges(inputs, before, actual);
    await refuseUnlessOurs(inputs, adoptedKeys(inputs, before, actual), place);
    return () => bring(inputs, before, change, place, operation);
  },

  async observe(known, _place, operation) {
    const actual = await readAttributes(known.groupId, operation);
    const isShown = (key: string) => known.exclusive !== false || Object.hasOwn(known.attributes, key);
    const attributes = only(actual, isShown);
    const declared = observedAttributes(known);
    const undeclared = Object.keys(attributes).filter((key) => !Object.hasOwn(declared, key));
    const { undeclared: _, ...rest } = known;
    return { ...rest, attributes, ...(undeclared.length > 0 && { undeclared }) };
  },

  async remove(known, place, operation) {
    const actual = await readAttributes(known.groupId, operation);
    const strange = undeclaredKeys({ ...known, attributes: {} }, known, actual);
    const leavesStrange = strange.length > 0 && !(await place.mayAdopt());
    if (leavesStrange) operation.log.info(leftText(strange, known));
    const nothing = { ...known, attributes: {}, ...(leavesStrange && { exclusive: false }) };
    await bring(nothing, known, attributeChanges(nothing, known, actual), place, operation);
  },

  stateOnly: ["undeclared"],
  partialState: (inputs, before) => ({
    ...inputs,
    attributes: { ...observedAttributes(before), ...inputs.attributes },
  }),
};

/** The attributes of a group, apart from its owner mark: get_group_attr, modify_group_attr and delete_group_attr as one resource. */
export const groupAttributesHandler = groupChildHandler(attributes);

/**
 * Reconciles the attributes. Never uses set_group_attr or clear_group_attr: they would wipe the owner mark, and race
 * with writers of other keys. The client treats 10056 (a concurrent write) as transient, and it is read back here.
 */
function bring(
  inputs: AttributesInputs,
  before: AttributesInputs | undefined,
  found: AttributeChanges | undefined,
  place: ParentGroup,
  operation: OperationContext,
): Promise<void> {
  const { groupId } = inputs;
  const { client } = operation;
  let latest: Attributes = {};
  return reconcile(
    found,
    {
      async diff() {
        latest = await readAttributes(groupId, operation);
        await refuseUnlessOurs(inputs, undeclaredKeys(inputs, before, latest), place);
        return attributeChanges(inputs, before, latest);
      },
      // Removals come first: otherwise there may be no room for new keys (10047, 10048).
      apply: async ({ set, removed }, call) => {
        await client.attributes.delete(groupId, removed, call);
        await client.attributes.modify(groupId, set, call);
      },
      notApplied: (change) => notTaken(inputs, change, latest),
    },
    operation,
  );
}

/** @throws OperationError if attributes that belong to others would be overwritten or removed, whenever they were written */
async function refuseUnlessOurs(inputs: AttributesInputs, taken: readonly string[], place: ParentGroup): Promise<void> {
  if (taken.length > 0 && !(await place.mayAdopt())) throw adoptionRefusal(inputs, takenText(taken, inputs));
}

/** Reads all attributes but the owner mark, which no program sees. */
async function readAttributes(groupId: string, { client, call }: OperationContext): Promise<Attributes> {
  return only(await client.attributes.get(groupId, call), (key) => key !== markKey);
}

function only(attributes: Attributes, isWanted: (key: string) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => isWanted(key)));
}

function leftText(keys: readonly string[], { groupId }: AttributesInputs): string {
  return (
    `Left alone in the group ${groupId}: the ${keys.length === 1 ? "attribute" : "attributes"} ${listed(keys)}, ` +
    "which the program never declared. The group does not provably belong to this stack."
  );
}

function takenText(keys: readonly string[], { attributes }: AttributesInputs): string {
  const hasStrange = keys.some((key) => !Object.hasOwn(attributes, key));
  const way = hasStrange ? " (with exclusive: false, undeclared ones are left alone)" : "";
  return `the ${keys.length === 1 ? "attribute" : "attributes"} ${listed(keys)}${way}`;
}

function notTaken(
  { groupId }: AttributesInputs,
  { set, removed }: AttributeChanges,
  actual: Attributes,
): OperationError {
  const keys = [...Object.keys(set), ...removed];
  const lines = [
    ...Object.entries(set).map(([key, sent]) =>
      storedValueText({ name: JSON.stringify(key), sent, stored: actual[key], isOptional: true }),
    ),
    ...removed.map((key) => `${JSON.stringify(key)} was removed, but is still there.`),
  ];
  return new OperationError(
    `The group ${groupId} did not accept its attributes ${listed(keys)}: the service answered success, but the stored values differ.` +
      `${lines.map((line) => `\n  - ${line}`).join("")}\nA client or another stack may write the same keys: find out which one does, then run \`pulumi up\` again.`,
  );
}

function listed(keys: readonly string[]): string {
  return keys.map((key) => JSON.stringify(key)).join(", ");
}
