import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { Group, GroupFleet, type GroupTypeName } from "pulumi-tencent-chat";
import { validateInAnyLanguage } from "./anyLanguage";
import { groupsOf, reportGroups } from "./fleetGroups";

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
  validateResource: [
    validateInAnyLanguage(Group, ({ type }, args, report) => {
      if (!isAllowed(type, args)) report(message("type", type, args));
    }),
    validateInAnyLanguage(GroupFleet, (fleet, args, report) => {
      const refused = (type: GroupTypeName) => (isAllowed(type, args) ? undefined : type);
      reportGroups(
        groupsOf(fleet),
        (group) => refused(group.setting("type")),
        (type, groups) => report(message(`type of ${groups}`, type, args)),
      );
    }),
  ],
};

function allowedBy(args: ResourceValidationArgs): readonly GroupTypeName[] {
  return args.getConfig<{ readonly allowed: readonly GroupTypeName[] }>().allowed;
}

function isAllowed(type: GroupTypeName, args: ResourceValidationArgs): boolean {
  return allowedBy(args).map(olderName).includes(olderName(type));
}

function message(what: string, type: string, args: ResourceValidationArgs): string {
  return `${what} is ${type}; allowed are ${allowedBy(args).join(", ")}. Use one of these: another type replaces the group.`;
}

/** The REST API's names of the two types that have a newer one. */
const olderNames: Readonly<Partial<Record<GroupTypeName, GroupTypeName>>> = { Work: "Private", Meeting: "ChatRoom" };

function olderName(type: GroupTypeName): GroupTypeName {
  return olderNames[type] ?? type;
}
