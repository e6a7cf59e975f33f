import type { PolicyResource, ReportViolation, ResourceValidationArgs } from "@pulumi/policy";
import type { Resource, Unwrap } from "@pulumi/pulumi";

/** A class of the package. */
export interface ResourceClass<TArgs = never> {
  new (name: string, args: TArgs): Resource;
  isInstance(value: unknown): boolean;
}

/**
 * Whether a resource is of this class, in a program of any language. The classes have the types of TypeScript programs,
 * `pulumi-nodejs:dynamic/tencent-chat:*`, and `isType` compares with them; other programs have the types of the plugin,
 * `tencent-chat:index:*`.
 */
export function isOf({ type }: Pick<PolicyResource, "type">, resourceClass: ResourceClass): boolean {
  return resourceClass.isInstance({ __pulumiType: type });
}

/** `validateResourceOfType` of Pulumi, for programs in all languages. */
export function validateInAnyLanguage<TArgs>(
  resourceClass: ResourceClass<TArgs>,
  validate: (props: Unwrap<TArgs>, args: ResourceValidationArgs, report: ReportViolation) => void,
) {
  return (args: ResourceValidationArgs, report: ReportViolation): void => {
    if (!isOf(args, resourceClass)) args.notApplicable("The resource is of another type.");
    validate(args.props as Unwrap<TArgs>, args, report);
  };
}
