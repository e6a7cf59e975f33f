import type { ChatError, CreateGroupRequest, GroupInfo } from "../../../chat";
import { OperationError, PartialFailure, withContext } from "../../errors";
import type { OperationContext } from "../../handler";
import { foreignOwnerText } from "../../ownership/foreignOwner";
import {
  expiryOf,
  formerOwner,
  groupDisplayName,
  hasDerivedId,
  isAsRequested,
  isProvenByDerivedId,
  isSameKind,
  persistOf,
} from "../../ownership/groupVerdict";
import type { OwnerMark } from "../../ownership/mark";
import { type FoundGroup, markFields, marksAtCreate, readingsOf, readMarks } from "../../ownership/markStore";
import { ownerOf } from "../../ownership/owner";
import { type Ownership, ownershipFrom } from "../../ownership/verdict";
import { backOff } from "../../reconcile/backOff";
import { chatErrorOf, readBack } from "../../reconcile/indeterminate";
import { withMissingOwner } from "./missingOwner";
import { type KnownGroup, reconcileGroup, stateOf } from "./reconcile";
import type { Attempt, GroupInputs, GroupState } from "./schema/types";

/** Creates the group, or adopts the one that an interrupted run of the same program created, and reconciles it with the declared state. */
export async function createGroup(
  inputs: GroupInputs,
  operation: OperationContext,
): Promise<{ id: string; outputs: GroupState }> {
  const expires = expiryOf(inputs, {}, operation.clock.now());
  const mark = { owner: ownerOf(inputs), expires, persist: persistOf(inputs) };
  const found = await ensureExists(inputs, mark, operation);
  // The mark already holds this expiry; computed again a moment later, the same ttl would give a different one.
  const planned = { ...(inputs.__ttl && { ttl: inputs.__ttl }), ...(expires && { expires }) };
  return { id: inputs.groupId, outputs: await reconcileGroup(inputs, planned, found, operation) };
}

/**
 * Ensures that a group with this id exists and is ours, and returns what is known of it. create_group cannot be
 * repeated blindly: after an indeterminate answer, or one that says the id is taken, the group is read back first.
 */
async function ensureExists(inputs: GroupInputs, mark: OwnerMark, operation: OperationContext): Promise<KnownGroup> {
  // A chosen id may be anyone's. Only if it was free just before can a group found after an indeterminate answer be the
  // one that we requested. A derived id needs no such check, unless adopt is "never".
  const checksFirst = !hasDerivedId(inputs) || inputs.adopt === "never";
  if (checksFirst) {
    const found = await findGroup(inputs, operation);
    if (found !== undefined) return adoptOrRefuse(inputs, found, undefined, operation);
  }
  const from = nowInSeconds(operation);
  let isIndeterminate = false;
  const toFailure = (error: Error) =>
    isIndeterminate
      ? indeterminateCreate(inputs, error, mark, { from, to: nowInSeconds(operation) }, operation)
      : error;
  for (let attempt = 0; ; attempt++) {
    const failure = await tryCreate(inputs, mark, operation);
    if (failure === undefined) return { marks: marksAtCreate(mark, operation) };
    const isTaken = failure.errorClass === "alreadyExists";
    if (!isTaken && !failure.isIndeterminate) throw toFailure(explainRefusal(inputs, failure, operation));
    isIndeterminate ||= failure.isIndeterminate;
    const found = await readBack(failure, findGroup(inputs, operation)).catch((error) => {
      throw toFailure(error);
    });
    const attempted = isIndeterminate ? { from, to: nowInSeconds(operation) } : undefined;
    if (found !== undefined) return adoptOrRefuse(inputs, found, attempted, operation);
    if (!(await backOff(attempt, operation))) throw toFailure(isTaken ? idStillTaken(inputs, failure) : failure);
  }
}

/**
 * For a create whose outcome is not known: the request may still take effect later. The resource stays in the state,
 * with the time of the attempt, which distinguishes the group from one that someone else creates under this id later.
 */
function indeterminateCreate(
  inputs: GroupInputs,
  error: Error,
  { expires }: OwnerMark,
  attempt: Attempt,
  operation: OperationContext,
): PartialFailure {
  const text =
    `${withContext(`Could not create the ${groupDisplayName(inputs)}`, error)}\nIt is not known whether the group was created. ` +
    "It stays in the state: the next `pulumi up` checks and continues from there, and `pulumi destroy` disbands the group if it exists.";
  return new PartialFailure(text, inputs.groupId, stateOf(inputs, { attempt, expires }, operation));
}

function nowInSeconds({ clock }: OperationContext): number {
  return Math.floor(clock.now() / 1000);
}

function tryCreate(inputs: GroupInputs, mark: OwnerMark, operation: OperationContext): Promise<ChatError | undefined> {
  const { groupId, customFields } = inputs;
  const fields = { ...customFields, ...markFields(groupId, mark, operation) };
  const request = { ...requestOf(inputs), ...(Object.keys(fields).length > 0 && { customFields: fields }) };
  return chatErrorOf(operation.client.groups.create(request, { ...operation.call, startBy: operation.startBy }));
}

/** muteAllMembers is not a field of create_group (doc 34895): reconcileGroup sets it afterwards. */
function requestOf(inputs: GroupInputs): CreateGroupRequest {
  const { type, groupId, name, ownerAccount, introduction, notification, faceUrl } = inputs;
  const { maxMemberCount, applyJoinOption, inviteJoinOption, customFields, supportTopic } = inputs;
  const profile = { name, introduction, notification, faceUrl, maxMemberCount, applyJoinOption, inviteJoinOption };
  return { type, groupId, ownerAccount, ...profile, customFields, supportTopic };
}

/** Ids are usually free, so marks are only read for a group that exists. */
async function findGroup(inputs: GroupInputs, operation: OperationContext): Promise<FoundGroup | undefined> {
  const info = await operation.client.groups.getInfo(inputs.groupId, {}, operation.call);
  return info && readMarks(inputs.groupId, Object.keys(inputs.customFields ?? {}), operation);
}

/**
 * Adopts a group that already has the id, or refuses.
 *
 * @param attempted set when this operation sent a create whose outcome is not known
 */
function adoptOrRefuse(
  inputs: GroupInputs,
  found: FoundGroup,
  attempted: Attempt | undefined,
  operation: OperationContext,
): FoundGroup {
  const { adopt: policy = "ifOwned" } = inputs;
  const ownership = ownershipFrom(found.marks, [
    inputs.__identity,
    ...operation.program.identities(),
    ...operation.otherIdentities,
  ]);
  const isUnmarked = ownership.status === "unknown";
  const isJustCreated = isUnmarked && attempted !== undefined && isAsRequested(inputs, found.info, attempted);
  if (isJustCreated) return found;
  const isOurs = ownership.status === "owned" || (isUnmarked && isProvenByDerivedId(inputs, found.info));
  if (!isOurs && policy !== "always") throw refusal(inputs, found, ownership, attempted !== undefined);
  // With "never", the id was free when this operation began.
  if (isOurs && policy === "never" && attempted === undefined) throw refusalByPolicy(inputs);
  refuseOtherType(inputs, found.info);
  operation.log.info(adoptionText(inputs, found, ownership));
  return found;
}

function adoptionText(inputs: GroupInputs, { marks }: FoundGroup, ownership: Ownership): string {
  const exists = `The ${groupDisplayName(inputs)} exists already`;
  if (ownership.status === "foreign")
    return `${exists} and belonged to ${foreignOwnerText(ownership.owner)}: it is adopted, since adopt is "always".`;
  const former = formerOwner(marks, inputs);
  if (former !== undefined) return `${exists}, managed by ${former} until now: it is handed over unchanged.`;
  return ownership.status === "owned" || hasDerivedId(inputs)
    ? `${exists}, from an earlier run of this stack: it is adopted.`
    : `${exists}: it is adopted, since adopt is "always".`;
}

/** Refuses a group whose type or topic support differs: neither can be changed on an existing group (doc 33529). */
export function refuseOtherType(inputs: GroupInputs, info: GroupInfo): void {
  if (isSameKind(inputs, info)) return;
  const found = info.type === inputs.type ? `with supportTopic ${info.supportTopic}` : `of type ${info.type}`;
  throw new OperationError(
    `Cannot adopt the ${groupDisplayName(inputs)}: it exists ${found}, which cannot be changed. ` +
      "Declare it that way, or choose another groupId.",
  );
}

function refusal(inputs: GroupInputs, { marks }: FoundGroup, ownership: Ownership, attempted: boolean): OperationError {
  const isUnverified = readingsOf(marks).some(({ state }) => state === "unverified");
  const ownershipText =
    ownership.status === "foreign"
      ? `belongs to ${foreignOwnerText(ownership.owner)}`
      : isUnverified
        ? "carries an owner mark that does not verify (copied, changed, or signed with an earlier secret key)"
        : "does not carry the owner mark of this stack";
  const race = attempted
    ? " Its type, name, owner or creation time differs from what was just requested: someone else created it."
    : "";
  return new OperationError(
    `Refused to adopt the ${groupDisplayName(inputs)}: a group with this id exists and ${ownershipText}.${race} Nothing was changed. ` +
      'If it is yours, set adopt: "always" on the resource and run `pulumi up` again; otherwise choose another groupId.',
  );
}

function refusalByPolicy(inputs: GroupInputs): OperationError {
  return new OperationError(
    `Refused to adopt the ${groupDisplayName(inputs)}: it exists already, and adopt is "never". Nothing was changed. ` +
      'It belongs to this stack, from an earlier run: set adopt: "ifOwned" (the default) to adopt it.',
  );
}

/** The service refuses an undeclared custom field with 10004 (doc 34895), and its message does not say which one. */
function explainRefusal(inputs: GroupInputs, failure: ChatError, { settings }: OperationContext): Error {
  const missingOwner = withMissingOwner("create", inputs, failure);
  if (missingOwner instanceof OperationError) return missingOwner;
  if (failure.errorClass !== "invalid" || settings.ownerField === undefined) return failure;
  return new OperationError(
    `Could not create the ${groupDisplayName(inputs)}: ${failure.message} Also check that tencent-chat:ownerField, ${settings.ownerField}, is declared in the console for groups of type ${inputs.type}.`,
  );
}

/** Whether the id of a disbanded group is free immediately is not documented. */
function idStillTaken(inputs: GroupInputs, failure: ChatError): OperationError {
  return new OperationError(
    `Could not create the ${groupDisplayName(inputs)}: ${failure.message} But get_group_info finds no such group: the id of a recently ` +
      "disbanded group may not be free yet. Run `pulumi up` again later, raise tencent-chat:deadlineSeconds, or choose another groupId.",
  );
}
