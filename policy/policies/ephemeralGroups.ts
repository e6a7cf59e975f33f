import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { Group, GroupFleet } from "pulumi-tencent-chat";
import { validateInAnyLanguage } from "./anyLanguage";
import { stackOf } from "./stackName";

/** In TypeScript, an EphemeralStack gives the groups their ttl. In other languages, the program does. */
export const ephemeralGroups: ResourceValidationPolicy = {
  name: "ephemeral-groups",
  description: "The groups of a preview environment have a ttl.",
  configSchema: {
    properties: {
      stacks: { type: "string", format: "regex", default: "^pr-", description: "The stacks of preview environments." },
    },
  },
  validateResource: [
    validateInAnyLanguage(Group, (_, args, report) => requireTtl(args, report)),
    validateInAnyLanguage(GroupFleet, (_, args, report) => requireTtl(args, report)),
  ],
};

function requireTtl(args: ResourceValidationArgs, report: ReportViolation): void {
  const { stacks } = args.getConfig<{ readonly stacks: string }>();
  const stack = stackOf(args.urn);
  const isOfPlugin = args.type.startsWith("tencent-chat:");
  if (!isOfPlugin || "ttl" in args.props || args.opts.protect || !new RegExp(stacks).test(stack)) return;
  report(
    `Stack "${stack}" matches ${stacks}, so its groups must expire, but this resource has no ttl. ` +
      "Set it to the output ttl of the EphemeralStack.",
  );
}
