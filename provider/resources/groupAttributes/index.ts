import { OperationError } from "../../errors";
import type { OperationContext } from "../../handler";
import { markKey } from "../../ownership/mark";
import { reconcile } from "../../reconcile/reconcile";
import { storedValueText } from "../../reconcile/storedValue";
import { textMapSchema } from "../../validation/stateSchema";
import { groupOfId } from "../groupChild/find";
import { groupChildHandler } from "../groupChild/handler";
import { adoptionRefusal, type ParentGroup } from "../groupChild/parentGroup";
import type { GroupChild } from "../groupChild/types";
import { checkAttributes } from "./check";
import { type AttributeChanges, adoptedKeys, attributeChanges, declaredAttributes, undeclaredKeys } from "./diff";
import { remoteObjects, withoutObjects } from "./remoteObjects";
import type { Attributes, AttributesInputs } from "./types";

const attributes: GroupChild<AttributesInputs> = {
  kind: "GroupAttributes",
  remoteObjects,
  withoutObjects,
  displayName: () => "attributes",
  id: ({ groupId }) => groupId,
  properties: ["attributes", "exclusive", "adopt", "undeclared"],
  replaceOnChanges: [],
  stateSchema: { attributes: textMapSchema },
  check: checkAttributes,

  async prepare(inputs, before, parent, operation) {
    const actual = await readAttributes(inputs.groupId, operation);
    const change = attributeChanges(inputs, before, actual);
    await refuseForeign(inputs, adoptedKeys(inputs, before, actual), parent);
    return () => reconcileAttributes(inputs, before, change, parent, operation);
  },

  async observe(known, _place, operation) {
    const actual = await readAttributes(known.groupId, operation);
    const isShown = (key: string) => known.exclusive !== false || Object.hasOwn(known.attributes, key);
    const attributes = pickKeys(actual, isShown);
    const declared = declaredAttributes(known);
    const undeclared = Object.keys(attributes).filter((key) => !Object.hasOwn(declared, key));
    const { undeclared: _, ...rest } = known;
    return { ...rest, attributes, ...(undeclared.length > 0 && { undeclared }) };
  },

  async remove(known, parent, operation) {
    const actual = await readAttributes(known.groupId, operation);
    const undeclared = undeclaredKeys({ ...known, attributes: {} }, known, actual);
    const leavesUndeclared = undeclared.length > 0 && !(await parent.mayAdopt());
    if (leavesUndeclared) operation.log.info(leftAloneText(undeclared, known));
    const nothing = { ...known, attributes: {}, ...(leavesUndeclared && { exclusive: false }) };
    await reconcileAttributes(nothing, known, attributeChanges(nothing, known, actual), parent, operation);
  },

  identify: groupOfId,
  async discover({ groupId }, _parent, operation) {
    const found = await readAttributes(groupId, operation);
    return Object.keys(found).length === 0 ? undefined : { attributes: found };
  },

  stateOnly: ["undeclared"],
  partialState: (inputs, before) => ({
    ...inputs,
    attributes: { ...declaredAttributes(before), ...inputs.attributes },
  }),
};

/** The attributes of a group, apart from its owner mark: get_group_attr, modify_group_attr and delete_group_attr as one resource. */
export const groupAttributesHandler = groupChildHandler(attributes);

/**
 * Reconciles the attributes. Never uses set_group_attr or clear_group_attr: they would wipe the owner mark, and race
 * with writers of other keys. The client treats 10056 (a concurrent write) as transient, and it is read back here.
 */
function reconcileAttributes(
  inputs: AttributesInputs,
  before: AttributesInputs | undefined,
  found: AttributeChanges | undefined,
  parent: ParentGroup,
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
        await refuseForeign(inputs, undeclaredKeys(inputs, before, latest), parent);
        return attributeChanges(inputs, before, latest);
      },
      // Removals come first: otherwise there may be no room for new keys (10047, 10048).
      apply: async ({ set, removed }, call) => {
        await client.attributes.delete(groupId, removed, call);
        await client.attributes.modify(groupId, set, call);
      },
      notApplied: (change) => notApplied(inputs, change, latest),
    },
    operation,
  );
}

/** @throws OperationError if attributes that belong to others would be overwritten or removed, whenever they were written */
async function refuseForeign(inputs: AttributesInputs, adopted: readonly string[], parent: ParentGroup): Promise<void> {
  if (adopted.length > 0 && !(await parent.mayAdopt())) throw adoptionRefusal(inputs, adoptedText(adopted, inputs));
}

/** Reads all attributes but the owner mark, which no program sees. */
async function readAttributes(groupId: string, { client, call }: OperationContext): Promise<Attributes> {
  return pickKeys(await client.attributes.get(groupId, call), (key) => key !== markKey);
}

function pickKeys(attributes: Attributes, isWanted: (key: string) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => isWanted(key)));
}

function leftAloneText(keys: readonly string[], { groupId }: AttributesInputs): string {
  return (
    `Left alone in the group ${groupId}: the ${keys.length === 1 ? "attribute" : "attributes"} ${listed(keys)}, ` +
    "which the program never declared. The group does not provably belong to this stack."
  );
}

function adoptedText(keys: readonly string[], { attributes }: AttributesInputs): string {
  const hasUndeclared = keys.some((key) => !Object.hasOwn(attributes, key));
  const exclusiveHint = hasUndeclared ? " (with exclusive: false, undeclared ones are left alone)" : "";
  return `the ${keys.length === 1 ? "attribute" : "attributes"} ${listed(keys)}${exclusiveHint}`;
}

function notApplied(
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
