import type { OperationContext } from "../handler";
import { withNewDeadline } from "../operationContext";
import { ownerText } from "../ownership/owner";
import { forEachConcurrently } from "../reconcile/concurrency";
import type { UnprovenGroup } from "../sweep/report";
import { type SweepOptions, sweepGroups } from "../sweep/sweep";
import { type GroupRecord, readGroupRecord } from "./groupRecord";
import type { UnreadableGroup } from "./inventory";

/** What the state of a stack has of this package. */
export interface StackState {
  readonly resources: readonly StateResource[];
  /** The identities of its program: more than one with explicit providers. */
  readonly identities: ReadonlySet<string>;
}

/** A resource of this package in the state of a stack. */
export interface StateResource {
  readonly urn: string;
  /** The class, such as `Group`. */
  readonly kind: string;
  readonly id: string;
  readonly sdkAppId: number | undefined;
  /** Of a group, Unix seconds. Undefined until the group has been read once. */
  readonly createTime: number | undefined;
  readonly identity: string | undefined;
  /** Of a child resource. */
  readonly groupId: string | undefined;
}

/** A resource in the state whose object the service does not have. */
export interface LostResource {
  readonly urn: string;
  readonly kind: string;
  readonly id: string;
  readonly why: string;
}

export interface OrphansReport {
  /** How many groups of the app were checked. */
  readonly looked: number;
  /** Groups of the stack that its state does not know. */
  readonly orphans: readonly GroupRecord[];
  /** Groups that resemble those of the stack without proof, and are not in its state. */
  readonly unproven: readonly UnprovenGroup[];
  /** Groups of another program whose stack has the same name, as in another backend. */
  readonly ofOthers: readonly GroupRecord[];
  readonly lost: readonly LostResource[];
  readonly unreadable: readonly UnreadableGroup[];
  /** Resources in the state that are in another app, and were not checked. */
  readonly inOtherApps: number;
  readonly stopped: boolean;
}

/**
 * Compares what the service has with the mark of a stack, and what the state of the stack has. Changes nothing. Groups, topics,
 * accounts and chatbots of the state are looked for; what is inside a group, such as its members, is for a refresh.
 */
export async function findOrphans(
  stack: string,
  { resources, identities }: StackState,
  operation: OperationContext,
  onProgress?: SweepOptions["onProgress"],
): Promise<OrphansReport> {
  const options = { dryRun: true, search: true, ...(onProgress && { onProgress }) };
  const report = await sweepGroups({ stack }, options, operation);
  const { sdkAppId } = operation.settings;
  const here = resources.filter((resource) => resource.sdkAppId === undefined || resource.sdkAppId === sdkAppId);
  const known = new Set(here.filter(({ kind }) => kind === "Group").map(({ id }) => id));
  const isMarked = ({ ownerStatus }: GroupRecord) => ownerStatus === "marked";
  const marked = [...report.swept, ...report.persistent, ...report.unproven.filter(isMarked)].filter(
    ({ groupId }) => !known.has(groupId),
  );
  // An empty state names no identity: then all groups of the name may be the stack's.
  const isOwn = ({ owner }: GroupRecord) => identities.size === 0 || identities.has(owner?.identity ?? "");
  return {
    looked: report.looked,
    orphans: marked.filter(isOwn),
    unproven: report.unproven.filter((group) => !isMarked(group) && !known.has(group.groupId)),
    ofOthers: marked.filter((group) => !isOwn(group)),
    lost: await findLost(here, identities, operation),
    unreadable: report.unreadable,
    inOtherApps: resources.length - here.length,
    stopped: report.stopped,
  };
}

async function findLost(
  resources: readonly StateResource[],
  identities: ReadonlySet<string>,
  operation: OperationContext,
): Promise<LostResource[]> {
  const groups = ofKind(resources, "Group");
  const topics = ofKind(resources, "Topic");
  const reasons = [
    ...(await lookUp(groups, (group) => lostGroup(group, identities, operation), operation)),
    ...(await lookUp(topics, lostTopics(operation), operation)),
    ...(await lostUsers(resources, operation)),
  ];
  return reasons.flatMap(([{ urn, kind, id }, reason]) =>
    reason === undefined ? [] : [{ urn, kind, id, why: reason }],
  );
}

async function lostGroup(
  { id, createTime }: StateResource,
  identities: ReadonlySet<string>,
  operation: OperationContext,
): Promise<string | undefined> {
  const record = await readGroupRecord(id, withNewDeadline(operation), { searches: true });
  if (record === undefined) return "it does not exist";
  if (createTime !== undefined && record.created !== createTime) return "another group has this id now";
  const { owner, ownerStatus } = record;
  const isForeign = ownerStatus === "marked" && owner !== undefined && !identities.has(owner.identity);
  return isForeign ? `it belongs to ${ownerText(owner)} now` : undefined;
}

/** Returns why a topic is lost. The topics of each group are listed once. */
function lostTopics(operation: OperationContext) {
  const listed = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  return async ({ id, groupId }: StateResource): Promise<string | undefined> => {
    if (groupId === undefined) return undefined;
    const ids = listed.get(groupId) ?? topicIdsOf(groupId, withNewDeadline(operation));
    listed.set(groupId, ids);
    const existing = await ids;
    if (existing === undefined) return "its group does not exist";
    return existing.has(id) ? undefined : "it does not exist";
  };
}

/** Undefined if there is no such group. */
async function topicIdsOf(
  groupId: string,
  { client, call }: OperationContext,
): Promise<ReadonlySet<string> | undefined> {
  if ((await client.groups.getInfo(groupId, {}, call)) === undefined) return undefined;
  return new Set((await client.topics.list(groupId, call)).map(({ topicId }) => topicId));
}

async function lostUsers(
  resources: readonly StateResource[],
  operation: OperationContext,
): Promise<(readonly [StateResource, string | undefined])[]> {
  const { client, call } = withNewDeadline(operation);
  const accounts = ofKind(resources, "Account");
  const chatbots = ofKind(resources, "Chatbot");
  const imported =
    accounts.length === 0
      ? {}
      : await client.accounts.check(
          accounts.map(({ id }) => id),
          call,
        );
  const existing = chatbots.length === 0 ? [] : await client.chatbots.list(call);
  const reason = (exists: boolean) => (exists ? undefined : "it does not exist");
  return [
    ...accounts.map((resource) => [resource, reason(imported[resource.id] === true)] as const),
    ...chatbots.map((resource) => [resource, reason(existing.includes(resource.id))] as const),
  ];
}

function ofKind(resources: readonly StateResource[], kind: string): StateResource[] {
  return resources.filter((resource) => resource.kind === kind);
}

async function lookUp(
  resources: readonly StateResource[],
  reasonOf: (resource: StateResource) => Promise<string | undefined>,
  { startBy }: OperationContext,
): Promise<(readonly [StateResource, string | undefined])[]> {
  const found: (readonly [StateResource, string | undefined])[] = [];
  await forEachConcurrently(resources, 100, startBy, async (resource) => {
    found.push([resource, await reasonOf(resource)]);
  });
  return found;
}
