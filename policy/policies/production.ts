import { type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { Group } from "pulumi-tencent-chat";
import { stackOf } from "./stackName";

export const production: ResourceValidationPolicy = {
  name: "production",
  description: "A group in production is protected or guarded: disbanding it cannot be undone.",
  configSchema: {
    properties: {
      stacks: { type: "string", format: "regex", default: "^prod", description: "The stacks of production." },
    },
  },
  validateResource: validateResourceOfType(Group, (group, args, report) => {
    const { stacks } = args.getConfig<{ readonly stacks: string }>();
    const stack = stackOf(args.urn);
    if (!new RegExp(stacks).test(stack) || args.opts.protect) return;
    const { membersAtMost, idleFor, emptyOfMessages } = group.disbandOnlyIf ?? {};
    if (membersAtMost !== undefined || idleFor !== undefined || emptyOfMessages) return;
    report(
      `Stack "${stack}" matches ${stacks}, so its groups must be protected or guarded, but this group has neither. ` +
        "Pass the option { protect: true }, or declare a guard, such as disbandOnlyIf: { membersAtMost: 1 }. " +
        "An AVChatRoom can only be protected.",
    );
  }),
};
