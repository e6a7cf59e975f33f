import { OperationError } from "../../errors";
import type { OperationContext, Properties, ReadResult } from "../../handler";
import { locationOf } from "../../ownership/appLocation";
import { foreignOwnerText } from "../../ownership/foreignOwner";
import { readMarks } from "../../ownership/markStore";
import { ownershipFrom } from "../../ownership/verdict";
import { identitiesOf } from "../group/find";
import { childDisplayName } from "./messages";
import type { ChildInputs } from "./parentGroup";
import type { GroupChild } from "./types";

/** Reads a child resource by its id alone. For an import, refuses what is in a group that another owner has marked. */
export async function findChild<I extends ChildInputs>(
  child: GroupChild<I>,
  id: string,
  owner: Properties,
  isImport: boolean,
  operation: OperationContext,
): Promise<ReadResult<object, object> | undefined> {
  const known = child.identify(id);
  const { groupId } = known;
  const found = await readMarks(groupId, [], operation);
  if (found === undefined) return undefined;
  const ownership = ownershipFrom(found.marks, identitiesOf(owner, operation));
  const displayName = childDisplayName(child.displayName(known), { groupId });
  if (isImport && ownership.status === "foreign") {
    throw new OperationError(
      `Refused to import the ${displayName}: the group belongs to ${foreignOwnerText(ownership.owner)}, by its owner mark. Nothing was changed. ` +
        'To manage it in that group all the same, declare it with adopt: "always", and run `pulumi up`.',
    );
  }
  const { info } = found;
  const declared = await child.discover(known, { info, mayAdopt: async () => true }, operation);
  if (declared === undefined) return undefined;
  const outputs = {
    groupId,
    ...declared,
    ...owner,
    ...locationOf(operation.settings),
    groupCreateTime: info.createTime,
  };
  return { id, inputs: { groupId, ...withoutStateOnly(child, declared) }, outputs };
}

/** Returns the properties that are inputs as well. */
export function withoutStateOnly<I extends ChildInputs>({ stateOnly }: GroupChild<I>, known: object): Properties {
  const inputs = Object.entries(known).filter(([property]) => !stateOnly?.some((name) => name === property));
  return Object.fromEntries(inputs);
}

/** For kinds whose id is that of their group. */
export function groupOfId(groupId: string): { readonly groupId: string } {
  return { groupId };
}
