import type { StackValidationPolicy } from "@pulumi/policy";
import { EphemeralStack, Group, GroupFleet } from "pulumi-tencent-chat";
import { isOf } from "./anyLanguage";
import { stackOf } from "./stackName";

/**
 * A stack policy: only the whole stack shows that something is missing. Pulumi runs it at the end, so it prevents an update only
 * if the update has a preview.
 */
export const ephemeralStack: StackValidationPolicy = {
  name: "ephemeral-stack",
  description: "The groups of a preview environment expire.",
  configSchema: {
    properties: {
      stacks: { type: "string", format: "regex", default: "^pr-", description: "The stacks of preview environments." },
    },
  },
  validateStack: (args, report) => {
    const { stacks } = args.getConfig<{ readonly stacks: string }>();
    const group = args.resources.find((resource) => isOf(resource, Group) || isOf(resource, GroupFleet));
    if (!group) return;
    const stack = stackOf(group.urn);
    if (!new RegExp(stacks).test(stack)) return;
    if (args.resources.some((resource) => isOf(resource, EphemeralStack))) return;
    report(
      `Stack "${stack}" matches ${stacks}, so its groups must expire, but it declares no EphemeralStack. ` +
        "Declare one before all groups, with a ttl such as 48h.",
    );
  },
};
