import type { GroupInfo } from "../../../chat";
import { OperationError } from "../../errors";
import type { OperationContext, Properties, ReadResult } from "../../handler";
import { locationOf } from "../../ownership/appLocation";
import { type ForeignOwner, foreignOwnerText } from "../../ownership/foreignOwner";
import { looksLikeMark } from "../../ownership/mark";
import { type FoundGroup, isMarked, readMarks } from "../../ownership/markStore";
import { ownerOf } from "../../ownership/owner";
import { ownershipFrom } from "../../ownership/verdict";
import { stateOfExternalGroup } from "./drift";
import { readUnmanaged } from "./read";
import { joinDefaults } from "./schema/typeRules";

/**
 * Reads a group by its id alone. For an import, refuses a group that another owner has marked. It writes no mark: an import
 * changes nothing, and the next update writes it.
 */
export async function findGroup(
  id: string,
  owner: Properties,
  isImport: boolean,
  operation: OperationContext,
): Promise<ReadResult<object, object> | undefined> {
  if (!isImport) return readUnmanaged(id, {}, operation);
  const found = await readMarks(id, [], operation);
  if (found === undefined) return undefined;
  const ownership = ownershipFrom(found.marks, identitiesOf(owner, operation));
  if (ownership.status === "foreign") throw foreignImport(id, ownership.owner);
  const complete = found.complete ?? (await operation.client.groups.getInfoWithAllCustomFields(id, operation.call));
  const info = complete ?? found.info;
  const { sdkAppId, service } = locationOf(operation.settings);
  const inputs = declarable(info, operation);
  const state = { sdkAppId, service, createTime: info.createTime, markKeyId: operation.keyId };
  const mark = isMarkedFor(owner, found, operation) ? {} : { markPending: true };
  return { id, inputs, outputs: { ...inputs, ...owner, ...state, ...mark } };
}

/** Whether the group has the mark of this very resource, such as after a lost state. The identity may not be known yet. */
function isMarkedFor(owner: Properties, { marks }: FoundGroup, operation: OperationContext): boolean {
  const { __identity, __managedBy } = owner;
  if (typeof __identity !== "string" || typeof __managedBy !== "string") return false;
  return isMarked(marks, { owner: ownerOf({ __identity, __managedBy }), expires: undefined }, operation);
}

export function identitiesOf({ __identity: identity }: Properties, { otherIdentities }: OperationContext): string[] {
  return [...(typeof identity === "string" ? [identity] : []), ...otherIdentities];
}

/** Returns the inputs that a program has to declare. The default of maxMemberCount depends on the plan: it is left to the service. */
function declarable(info: GroupInfo, { settings }: OperationContext): Properties {
  const { groupId, type, name, ...rest } = stateOfExternalGroup(info, settings.sdkAppId);
  const { ownerAccount, introduction, notification, faceUrl, muteAllMembers, supportTopic } = rest;
  const { applyJoinOption, inviteJoinOption, customFields = {} } = rest;
  const defaults = joinDefaults[type];
  const own = Object.entries(customFields).filter(
    ([key, value]) => key !== settings.ownerField && !looksLikeMark(value),
  );
  const optional = {
    ownerAccount: ownerAccount || undefined,
    introduction: introduction || undefined,
    notification: notification || undefined,
    faceUrl: faceUrl || undefined,
    muteAllMembers: muteAllMembers || undefined,
    supportTopic: supportTopic || undefined,
    applyJoinOption: defaults && applyJoinOption !== defaults.apply ? applyJoinOption : undefined,
    inviteJoinOption: defaults && inviteJoinOption !== defaults.invite ? inviteJoinOption : undefined,
    customFields: own.length > 0 ? Object.fromEntries(own) : undefined,
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { groupId, type, name, ...Object.fromEntries(given) };
}

function foreignImport(id: string, owner: ForeignOwner): OperationError {
  return new OperationError(
    `Refused to import the group ${id}: it belongs to ${foreignOwnerText(owner)}, by its owner mark. Nothing was changed. ` +
      "If that resource should stay its owner, read the group with `getGroup`. To take it over, declare the group with this groupId and " +
      'adopt: "always", and run `pulumi up`.',
  );
}
