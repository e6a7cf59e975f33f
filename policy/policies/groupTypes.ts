import { type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { Group, type GroupTypeName } from "pulumi-tencent-chat";

const types: GroupTypeName[] = ["Private", "Work", "Public", "ChatRoom", "Meeting", "AVChatRoom", "Community"];

export const groupTypes: ResourceValidationPolicy = {
  name: "group-types",
  description: "A group is of an allowed type.",
  configSchema: {
    properties: {
      allowed: {
        type: "array",
        items: { type: "string", enum: types },
        default: types,
        description: "The allowed types. Work equals Private, and Meeting equals ChatRoom.",
      },
    },
  },
  validateResource: validateResourceOfType(Group, ({ type }, args, report) => {
    const { allowed } = args.getConfig<{ readonly allowed: readonly GroupTypeName[] }>();
    if (allowed.map(olderName).includes(olderName(type))) return;
    report(`type is ${type}; allowed are ${allowed.join(", ")}. Use one of these: another type replaces the group.`);
  }),
};

/** The REST API's names of the two types that have a newer one. */
const olderNames: Readonly<Partial<Record<GroupTypeName, GroupTypeName>>> = { Work: "Private", Meeting: "ChatRoom" };

function olderName(type: GroupTypeName): GroupTypeName {
  return olderNames[type] ?? type;
}
