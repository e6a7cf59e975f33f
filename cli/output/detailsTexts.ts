import type { GroupDetails, Proof, Readable } from "../../provider/inventory/groupDetails";
import { ownerText } from "../../provider/ownership/owner";
import { expiresText, groupJson, membersText, timeText } from "./groupTexts";
import { oneLine } from "./table";

/** How many members are printed; `--json` has all. */
const listedMembers = 20;

/** The JSON of `tencent-chat show`. */
export function detailsJson({ record, info, proofs, members, attributes, counters, topics }: GroupDetails) {
  const { ownerAccount, introduction, notification, faceUrl, maxMemberCount, muteAllMembers, customFields } = info;
  return {
    ...groupJson(record),
    ownerAccount,
    introduction,
    notification,
    faceUrl,
    maxMemberCount,
    muteAllMembers,
    applyJoinOption: info.applyJoinOption,
    inviteJoinOption: info.inviteJoinOption,
    supportTopic: info.supportTopic,
    customFields,
    proofs,
    memberList: valueOrReason(members),
    attributes: valueOrReason(attributes),
    // JSON numbers lose digits of 64-bit integers.
    counters: mapped(counters, (values) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
    ),
    topics: topics && valueOrReason(topics),
  };
}

/** What a person reads. */
export function detailsText({ record, info, proofs, ...parts }: GroupDetails, now: number): string {
  const { members, attributes, counters, topics } = parts;
  return [
    `${record.groupId}: ${record.type} ${quoted(record.name)}`,
    `  created  ${timeText(record.created)}`,
    `  members  ${membersText(record)}${info.ownerAccount === "" ? ", no owner account" : `, owner account ${oneLine(info.ownerAccount)}`}`,
    `  owner    ${ownerLine({ record })}`,
    ...(record.owner === undefined ? [] : [`  identity ${record.owner.identity}`]),
    `  expires  ${expiresText(record, now)}`,
    `  sweeps   ${record.persist ? "leave it alone (persist)" : "may disband it, if it is theirs"}`,
    "Proofs:",
    ...proofs.map(proofLine),
    ...section("Members", members, (list) => [
      ...list
        .slice(0, listedMembers)
        .map(({ userId, role, nameCard }) => `${userId} ${role ?? ""}${nameCard ? ` ${quoted(nameCard)}` : ""}`.trim()),
      ...(list.length > listedMembers ? [`… ${list.length - listedMembers} more: --json has all`] : []),
    ]),
    ...section("Attributes", attributes, pairs),
    ...section("Custom fields", { value: info.customFields }, pairs),
    ...section("Counters", counters, (values) => Object.entries(values).map(([key, value]) => `${key} = ${value}`)),
    ...(topics === undefined
      ? []
      : section("Topics", topics, (list) => list.map(({ topicId, name }) => `${topicId} ${quoted(name)}`))),
    "",
  ].join("\n");
}

function ownerLine({ record }: Pick<GroupDetails, "record">): string {
  const named = record.owner === undefined ? "" : oneLine(ownerText(record.owner));
  const texts = {
    marked: named,
    unverified: `unknown: its mark names ${named}, but does not verify`,
    contradictory: `unknown: it has marks of different owners, ${named} among them`,
    otherVersion: "unknown: its mark is of another version of this package",
    unmarked: "nobody known: it has no owner mark",
  };
  return texts[record.ownerStatus];
}

function proofLine({ location, state, stack, resource, identity }: Proof): string {
  const owner = stack === undefined ? "" : ` of resource ${oneLine(resource ?? "")} of stack ${oneLine(stack)}`;
  return `  ${location}: ${stateTexts[state]}${owner}${identity === undefined ? "" : `, identity ${identity}`}`;
}

const stateTexts: Readonly<Record<Proof["state"], string>> = {
  valid: "a valid mark, signed for this group with the key of this app,",
  unverified: "a mark that does not verify (copied, changed, kept from an earlier group, or signed with another key)",
  otherVersion: "a mark of another version of this package",
  garbage: "a value that is no mark",
  absent: "nothing",
  unavailable: "the service refuses attributes for this app or group",
  certifies: "derived by the program",
  neutral: "says nothing about the owner",
};

function section<T>(title: string, part: Readable<T>, linesOf: (value: T) => readonly string[]): string[] {
  if ("why" in part) return [`${title}: not readable: ${part.why}`];
  const lines = linesOf(part.value);
  return lines.length === 0 ? [`${title}: none`] : [`${title}:`, ...lines.map((line) => `  ${oneLine(line)}`)];
}

function pairs(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([key, value]) => `${key} = ${value}`);
}

function quoted(text: string): string {
  return JSON.stringify(oneLine(text));
}

function valueOrReason<T>(part: Readable<T>): T | { readonly why: string } {
  return "value" in part ? part.value : part;
}

function mapped<T, R>(part: Readable<T>, map: (value: T) => R): R | { readonly why: string } {
  return "value" in part ? map(part.value) : part;
}
