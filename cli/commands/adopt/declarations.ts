import type { MemberInfo } from "../../../chat";
import type { GroupDetails, Readable } from "../../../provider/inventory/groupDetails";
import { markKey } from "../../../provider/ownership/mark";
import { unsupportedByType } from "../../../provider/resources/group/schema/typeRules";
import type { GroupType } from "../../../provider/resources/group/schema/types";

/** The declaration of one resource, and what could not be declared. */
export interface Declaration {
  readonly kind: "Group" | "GroupMembers" | "GroupAttributes" | "Topic";
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly comments: readonly string[];
}

/** Which child resources are declared. */
export interface DeclarationOptions {
  readonly withMembers: boolean;
  /** Whether the group has a mark of the program already. */
  readonly isMarked: boolean;
}

/** Returns the declarations of a group as it is: the group first. */
export function declarationsOf(details: GroupDetails, options: DeclarationOptions): readonly Declaration[] {
  const { groupId: name } = details.info;
  const adopt = options.isMarked ? {} : { adopt: "always" };
  return [
    { kind: "Group", name, args: { ...groupArgs(details), ...adopt }, comments: notReadable(details) },
    ...(options.withMembers ? membersOf(details, adopt) : []),
    ...attributesOf(details, adopt),
    ...topicsOf(details, adopt),
  ];
}

function groupArgs({ info, record, markFields }: GroupDetails): Record<string, unknown> {
  const customFields = Object.entries(info.customFields).filter(([key]) => !markFields.includes(key));
  const unsupported = unsupportedByType[info.type as GroupType] ?? {};
  const supported = (field: string, value: unknown) => (Object.hasOwn(unsupported, field) ? undefined : value);
  return {
    groupId: record.groupId,
    type: info.type,
    name: info.name,
    ownerAccount: info.ownerAccount || undefined,
    introduction: info.introduction || undefined,
    notification: info.notification || undefined,
    faceUrl: info.faceUrl || undefined,
    maxMemberCount: supported("maxMemberCount", info.maxMemberCount || undefined),
    applyJoinOption: supported("applyJoinOption", info.applyJoinOption),
    inviteJoinOption: supported("inviteJoinOption", info.inviteJoinOption),
    muteAllMembers: info.muteAllMembers || undefined,
    customFields: customFields.length > 0 ? Object.fromEntries(customFields) : undefined,
    supportTopic: supported("supportTopic", info.supportTopic || undefined),
  };
}

function membersOf({ info, members }: GroupDetails, adopt: object): Declaration[] {
  const others = valuesOf(members).filter(({ userId }) => userId !== info.ownerAccount);
  if (others.length === 0) return [];
  const comments = ["Removes members who join later. To manage some members only, declare a GroupMember for each."];
  const profiles = Object.fromEntries(others.map((member) => [member.userId, profileOf(member, info.type)]));
  return [{ kind: "GroupMembers", name: info.groupId, args: { members: profiles, ...adopt }, comments }];
}

function profileOf({ role, nameCard, customFields }: MemberInfo, type: string) {
  return {
    role: role === "Admin" && type !== "Private" ? role : undefined,
    nameCard: nameCard || undefined,
    customFields: customFields && Object.keys(customFields).length > 0 ? customFields : undefined,
  };
}

function attributesOf({ info, attributes }: GroupDetails, adopt: object): Declaration[] {
  const values = "value" in attributes ? Object.entries(attributes.value).filter(([key]) => key !== markKey) : [];
  if (values.length === 0) return [];
  const args = { attributes: Object.fromEntries(values), exclusive: false, ...adopt };
  return [{ kind: "GroupAttributes", name: info.groupId, args, comments: [] }];
}

function topicsOf({ topics = { value: [] } }: GroupDetails, adopt: object): Declaration[] {
  return valuesOf(topics).map(
    ({ topicId, name, introduction, notification, faceUrl, customString, muteAllMembers }) => ({
      kind: "Topic",
      name: topicId,
      args: {
        topicId,
        name,
        introduction: introduction || undefined,
        notification: notification || undefined,
        faceUrl: faceUrl || undefined,
        customString: customString || undefined,
        muteAllMembers: muteAllMembers || undefined,
        ...adopt,
      },
      comments: [],
    }),
  );
}

function notReadable({ members, attributes, topics }: GroupDetails): string[] {
  return Object.entries({ members, attributes, topics }).flatMap(([part, read]) =>
    read !== undefined && "why" in read ? [`Its ${part} could not be read: ${read.why}`] : [],
  );
}

function valuesOf<T>(part: Readable<readonly T[]>): readonly T[] {
  return "value" in part ? part.value : [];
}
