import type { ChatError, CreateGroupRequest, GroupInfo } from "../../../chat";
import { failureOf, lookAfter, pause } from "../../attempts";
import { explain, OperationError, PartialFailure } from "../../errors";
import type { OperationContext } from "../../handler";
import { lookAt, markedAtCreate, markFields, type Sighting } from "../../ownership/ledger";
import type { OwnerMark } from "../../ownership/mark";
import { typeOf } from "./fields";
import { called, expiryOf, hasDerivedId, ownerOf, ownerText, type Verdict, verdictWithoutState } from "./ownership";
import { type FoundGroup, settle, stateOf } from "./settle";
import type { Attempt, GroupInputs, GroupState } from "./types";

/**
 * Makes the group, or takes over the one that an interrupted run of the same program has made, and brings it to what the
 * program says.
 */
export async function createGroup(
  inputs: GroupInputs,
  operation: OperationContext,
): Promise<{ id: string; outputs: GroupState }> {
  const expires = expiryOf(inputs, {}, operation.clock.now());
  const mark = { owner: ownerOf(inputs), expires };
  const found = await claim(inputs, mark, operation);
  // The mark says this expiry already: a moment later another one would follow from the same ttl.
  const planned = { ...(inputs.ttl && { ttl: inputs.ttl }), ...(expires && { expires }) };
  return { id: inputs.groupId, outputs: await settle(inputs, planned, found, operation) };
}

/**
 * Ends with a group of that id that is ours, and says what it knows of it. create_group is not safe to repeat blindly:
 * after an answer that does not tell, or one that says the id is taken, it looks first.
 */
async function claim(inputs: GroupInputs, mark: OwnerMark, operation: OperationContext): Promise<Partial<FoundGroup>> {
  // An id that somebody chose may be anybody's; only when it was free just before can a group found after an unclear
  // answer be the one that we asked for. A derived id needs no such look, unless none but a new group will do.
  const looksFirst = !hasDerivedId(inputs) || inputs.adopt === "never";
  if (looksFirst) {
    const { info, mark: found } = await look(inputs, operation);
    if (info !== undefined) return adopt(inputs, { info, mark: found }, operation);
  }
  const from = secondsOf(operation);
  let unclear = false;
  const ending = (error: Error) =>
    unclear ? undecided(inputs, error, mark, { from, to: secondsOf(operation) }, operation) : error;
  for (let attempt = 0; ; attempt++) {
    const failure = await attemptCreate(inputs, mark, operation);
    if (failure === undefined) return markedAtCreate(inputs.groupId, mark, operation);
    const taken = failure.errorClass === "alreadyExists";
    if (!taken && !failure.mayHaveHappened) throw ending(refused(inputs, failure, operation));
    unclear ||= failure.mayHaveHappened;
    const sighting = await lookAfter(failure, look(inputs, operation)).catch((error) => {
      throw ending(error);
    });
    const { info, mark: found } = sighting;
    if (info !== undefined) return adopt(inputs, { info, mark: found }, operation, unclear && looksFirst);
    if (!(await pause(attempt, operation))) throw ending(taken ? stillTaken(inputs, failure) : failure);
  }
}

/**
 * Whether there is a group now nobody knows, and the request may take effect after this: it stays in the state, with the
 * time that tells it from a group that somebody else makes under this id later.
 */
function undecided(
  inputs: GroupInputs,
  error: Error,
  { expires }: OwnerMark,
  attempt: Attempt,
  operation: OperationContext,
): PartialFailure {
  const text =
    `${explain(`Could not create the ${called(inputs)}`, error)}\nWhether it was made is not known. ` +
    "It stays in the state: the next `pulumi up` looks and goes on from there, and `pulumi destroy` disbands what is there.";
  return new PartialFailure(text, inputs.groupId, stateOf(inputs, { attempt, expires }, operation));
}

function secondsOf({ clock }: OperationContext): number {
  return Math.floor(clock.now() / 1000);
}

function attemptCreate(
  inputs: GroupInputs,
  mark: OwnerMark,
  operation: OperationContext,
): Promise<ChatError | undefined> {
  const { groupId, customFields } = inputs;
  const fields = { ...customFields, ...markFields(groupId, mark, operation) };
  const request = { ...requestOf(inputs), ...(Object.keys(fields).length > 0 && { customFields: fields }) };
  return failureOf(operation.client.groups.create(request, { ...operation.call, startBy: operation.startBy }));
}

/** muteAllMembers is no field of create_group (doc 34895): it follows when the group is settled. */
function requestOf(inputs: GroupInputs): CreateGroupRequest {
  const { muteAllMembers: _, adopt: __, managedBy: ___, ttl: ____, ...request } = inputs;
  return request;
}

function look(inputs: GroupInputs, operation: OperationContext): Promise<Sighting> {
  return lookAt(inputs.groupId, Object.keys(inputs.customFields ?? {}), operation);
}

/**
 * Decides about a group that has the id already.
 *
 * @param wasFree the id was free when this operation began, and a create of ours went out since
 */
function adopt(inputs: GroupInputs, found: FoundGroup, operation: OperationContext, wasFree = false): FoundGroup {
  const { info, mark } = found;
  const verdict = verdictWithoutState(inputs, mark);
  const ours = verdict.is === "proven" || (verdict.is === "unproven" && wasFree);
  const policy = inputs.adopt ?? "owned";
  if (!ours && policy !== "always")
    throw refusal(inputs, verdict.is === "foreign" ? ownerText(verdict.owner) : undefined, mark.state === "unverified");
  if (ours && policy === "never" && !wasFree) throw neverAdopts(inputs);
  refuseOtherKind(inputs, info);
  if (!wasFree) sayTakenOver(inputs, verdict, ours, operation);
  return found;
}

function sayTakenOver(inputs: GroupInputs, verdict: Verdict, ours: boolean, operation: OperationContext): void {
  operation.log.info(
    ours
      ? `The ${called(inputs)} exists already, from an earlier run of this stack: it is taken over.`
      : `The ${called(inputs)} exists already${verdict.is === "foreign" ? ` and belonged to ${ownerText(verdict.owner)}` : ""}: it is taken over, since adopt is "always".`,
  );
}

/** What nobody can change on a group that exists (doc 33529). */
function refuseOtherKind(inputs: GroupInputs, info: GroupInfo): void {
  const type = typeOf(info);
  const topics = info.supportTopic !== undefined && info.supportTopic !== (inputs.supportTopic ?? false);
  if (type === inputs.type && !topics) return;
  const found = topics ? `with supportTopic ${info.supportTopic}` : `of type ${info.type}`;
  throw new OperationError(
    `Cannot take over the ${called(inputs)}: it exists ${found}, which nobody can change. ` +
      "Declare it as it is, or choose another groupId.",
  );
}

function refusal(inputs: GroupInputs, owner: string | undefined, unverified: boolean): OperationError {
  const whose = owner
    ? `belongs to ${owner}`
    : unverified
      ? "carries an owner mark that does not verify (copied, changed, or signed with an earlier secret key)"
      : "does not carry the owner mark of this stack";
  return new OperationError(
    `Refused to take over the ${called(inputs)}: a group with this id exists and ${whose}. Nothing was changed. ` +
      'If it is yours, set adopt: "always" on the resource and run `pulumi up` again; ' +
      "if the resource was only renamed, give it an alias; else choose another groupId.",
  );
}

function neverAdopts(inputs: GroupInputs): OperationError {
  return new OperationError(
    `Refused to take over the ${called(inputs)}: it exists already, and adopt is "never". Nothing was changed. ` +
      'It is this stack\'s own, from an earlier run: set adopt: "owned" (the default) to take it over.',
  );
}

/** An undeclared custom field is refused with 10004 (doc 34895), and the service's words do not say which. */
function refused(inputs: GroupInputs, failure: ChatError, { settings }: OperationContext): Error {
  if (failure.errorClass !== "invalid" || settings.ownerField === undefined) return failure;
  return new OperationError(
    `Could not create the ${called(inputs)}: ${failure.message} Also see that tencent-chat:ownerField, ${settings.ownerField}, is declared in the console for groups of type ${inputs.type}.`,
  );
}

/** Whether a disbanded id is free at once is not documented. */
function stillTaken(inputs: GroupInputs, failure: ChatError): OperationError {
  return new OperationError(
    `Could not make the ${called(inputs)}: ${failure.message} Yet get_group_info finds no such group: the id of a group that was ` +
      "disbanded a short while ago may not be free yet. Run `pulumi up` again later, raise tencent-chat:deadlineSeconds, or choose another groupId.",
  );
}
