import type {
  Policies,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  StackValidationArgs,
} from "@pulumi/policy";

type Policy = Policies[number];

export interface Declared {
  /** A class of the package. */
  readonly kind: { readonly __pulumiType: string };
  /** Whether a program in another language declares it, with the plugin. */
  readonly isOfPlugin?: boolean;
  readonly props?: Readonly<Record<string, unknown>>;
  /** Default `dev`. */
  readonly stack?: string;
  readonly protect?: boolean;
}

/** How Pulumi passes a text to a policy that a preview does not know yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What wraps properties in a real run: reading an unknown one throws. It has no types. */
const {
  unknownCheckingProxy,
  UnknownValueError,
}: {
  readonly unknownCheckingProxy: <T>(props: T) => T;
  readonly UnknownValueError: new () => Error;
} = require("@pulumi/policy/proxy");

class NotApplicable extends Error {}

/**
 * Runs a resource policy, and returns the violations, and last, the note that Pulumi shows if the policy reads an unknown value.
 * The configuration is completed with the defaults, as by the CLI.
 */
export async function validate(policy: Policy, declared: Declared, config: object = {}): Promise<string[]> {
  const violations: string[] = [];
  const validations = "validateResource" in policy ? [policy.validateResource].flat() : [];
  for (const validation of validations) {
    const report: ReportViolation = (text) => violations.push(text);
    await run(report, () => validation?.(argsOf(policy, declared, config), report));
  }
  return violations;
}

/** Runs a stack policy on all resources of a stack, and returns the violations. */
export async function validateStack(policy: Policy, declared: readonly Declared[], config = {}): Promise<string[]> {
  const violations: string[] = [];
  const report: ReportViolation = (text) => violations.push(text);
  const args: StackValidationArgs = {
    resources: declared.map((each) => resourceOf(each)),
    stackTags: new Map(),
    getConfig: <T>() => configOf(policy, config) as T,
    notApplicable,
  };
  if ("validateStack" in policy) await run(report, () => policy.validateStack(args, report));
  return violations;
}

function argsOf(policy: Policy, declared: Declared, config: object): ResourceValidationArgs {
  const args = { getConfig: () => configOf(policy, config), notApplicable };
  return { ...resourceOf(declared), ...args } as unknown as ResourceValidationArgs;
}

/** What the policies of the pack use of it. */
function resourceOf({ kind, isOfPlugin, props = {}, stack = "dev", protect = false }: Declared): PolicyResource {
  const { __pulumiType: typeInTypeScript } = kind;
  const type = isOfPlugin
    ? typeInTypeScript.replace("pulumi-nodejs:dynamic/tencent-chat:", "tencent-chat:index:")
    : typeInTypeScript;
  return {
    type,
    name: "r",
    urn: `urn:pulumi:${stack}::proj::${type}::r`,
    props: unknownCheckingProxy(props),
    opts: { protect },
    isType: (resourceClass: Declared["kind"]) => resourceClass.__pulumiType === type,
  } as unknown as PolicyResource;
}

function configOf({ configSchema }: Policy, config: object): object {
  const defaults = Object.entries(configSchema?.properties ?? {}).map(([key, schema]) => [key, schema.default]);
  return { ...Object.fromEntries(defaults), ...config };
}

function notApplicable(reason?: string): never {
  throw new NotApplicable(reason);
}

async function run(report: ReportViolation, validation: () => unknown): Promise<void> {
  try {
    await validation();
  } catch (error) {
    if (error instanceof UnknownValueError) report(`note: ${error.message}`);
    else if (!(error instanceof NotApplicable)) throw error;
  }
}
