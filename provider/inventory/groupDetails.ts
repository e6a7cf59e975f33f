import { ChatError, type GroupInfo, type MemberInfo, type TopicInfo } from "../../chat";
import type { OperationContext } from "../handler";
import { certifiesIdentity } from "../ownership/derivedId";
import { type MarkReading, markKey } from "../ownership/mark";
import { type FoundGroup, readMarks } from "../ownership/markStore";
import { type GroupRecord, recordOf } from "./groupRecord";

/** One place that says something about the owner of a group. */
export interface Proof {
  /** `attribute pulumi`, `custom field <key>` or `group id`. */
  readonly location: string;
  /** What was found there; for a group id `certifies` or `neutral`. */
  readonly state: MarkReading["state"] | "certifies" | "neutral";
  readonly identity?: string;
  readonly stack?: string;
  readonly resource?: string;
}

/** A part of a group, or the message of the service if it could not be read. */
export type Readable<T> = { readonly value: T } | { readonly why: string };

/** Everything that the service says about one group. */
export interface GroupDetails {
  readonly record: GroupRecord;
  readonly info: GroupInfo;
  readonly proofs: readonly Proof[];
  /** The keys of the custom fields that are for owner marks. */
  readonly markFields: readonly string[];
  readonly members: Readable<readonly MemberInfo[]>;
  readonly attributes: Readable<Readonly<Record<string, string>>>;
  readonly counters: Readable<Readonly<Record<string, bigint>>>;
  /** Undefined for a group that cannot have topics. */
  readonly topics: Readable<readonly TopicInfo[]> | undefined;
}

/** Reads one group with its child resources: undefined if there is no such group. */
export async function readGroupDetails(
  groupId: string,
  operation: OperationContext,
): Promise<GroupDetails | undefined> {
  const found = await readMarks(groupId, [], operation);
  if (found === undefined) return undefined;
  const { client, call } = operation;
  const hasTopics = found.info.type === "Community" && found.info.supportTopic !== false;
  const [info, members, attributes, counters, topics] = await Promise.all([
    readable(client.groups.getInfoWithAllCustomFields(groupId, call)),
    readable<readonly MemberInfo[]>(
      found.info.type === "AVChatRoom" ? Promise.resolve([]) : client.members.list(groupId, {}, call),
    ),
    readable(client.attributes.get(groupId, call)),
    readable(client.counters.get(groupId, undefined, call)),
    hasTopics ? readable<readonly TopicInfo[]>(client.topics.list(groupId, call)) : undefined,
  ]);
  return {
    record: recordOf(found),
    info: ("value" in info ? info.value : undefined) ?? found.info,
    proofs: proofsOf(found),
    markFields: Object.keys(found.marks.fields),
    members,
    attributes,
    counters,
    topics,
  };
}

async function readable<T>(read: Promise<T>): Promise<Readable<T>> {
  try {
    return { value: await read };
  } catch (error) {
    if (error instanceof ChatError) return { why: error.message };
    throw error;
  }
}

function proofsOf(found: FoundGroup): Proof[] {
  const { attribute, fields } = found.marks;
  const identity = recordOf(found).owner?.identity;
  const isDerived = identity !== undefined && certifiesIdentity(found.info.groupId, identity);
  return [
    proofOf(`attribute ${markKey}`, attribute),
    ...Object.entries(fields).map(([key, reading]) => proofOf(`custom field ${key}`, reading)),
    { location: "group id", state: isDerived ? "certifies" : "neutral", ...(isDerived && { identity }) },
  ];
}

function proofOf(location: string, reading: MarkReading): Proof {
  if (reading.state !== "valid" && reading.state !== "unverified") return { location, state: reading.state };
  const { identity, stack, name } = reading.owner;
  return { location, state: reading.state, identity, stack, resource: name };
}
