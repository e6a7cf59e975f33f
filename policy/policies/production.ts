import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import { Group, type GroupArgs, GroupFleet } from "pulumi-tencent-chat";
import { validateInAnyLanguage } from "./anyLanguage";
import { type FleetGroup, groupsOf, reportGroups } from "./fleetGroups";
import { stackOf } from "./stackName";

type Guards = Unwrap<GroupArgs>["disbandOnlyIf"];

export const production: ResourceValidationPolicy = {
  name: "production",
  description: "A group in production is protected or guarded: disbanding it cannot be undone.",
  configSchema: {
    properties: {
      stacks: { type: "string", format: "regex", default: "^prod", description: "The stacks of production." },
    },
  },
  validateResource: [
    validateInAnyLanguage(Group, ({ disbandOnlyIf }, args, report) => {
      if (isExempt(args) || isGuarded(disbandOnlyIf)) return;
      report(message(args, "this group has neither", "declare a guard"));
    }),
    validateInAnyLanguage(GroupFleet, (fleet, args, report) => {
      if (isExempt(args)) return;
      const lacksGuard = (group: FleetGroup) => (isGuarded(group.setting("disbandOnlyIf")) ? undefined : "no guard");
      reportGroups(groupsOf(fleet), lacksGuard, (problem, groups) => {
        const text = `this fleet is not protected, and has ${problem} for ${groups}`;
        report(message(args, text, "declare a guard in its defaults or for each group"));
      });
    }),
  ],
};

/** Whether the resource is in another stack, or protected. */
function isExempt(args: ResourceValidationArgs): boolean {
  return !new RegExp(stacksOf(args)).test(stackOf(args.urn)) || args.opts.protect;
}

function stacksOf(args: ResourceValidationArgs): string {
  return args.getConfig<{ readonly stacks: string }>().stacks;
}

function isGuarded(guards: Guards): boolean {
  const { membersAtMost, idleFor, emptyOfMessages } = guards ?? {};
  return membersAtMost !== undefined || idleFor !== undefined || emptyOfMessages === true;
}

function message(args: ResourceValidationArgs, problem: string, guard: string): string {
  return (
    `Stack "${stackOf(args.urn)}" matches ${stacksOf(args)}, so its groups must be protected or guarded, but ${problem}. ` +
    `Set the resource option protect, or ${guard}, such as disbandOnlyIf with membersAtMost 1. ` +
    "An AVChatRoom can only be protected."
  );
}
