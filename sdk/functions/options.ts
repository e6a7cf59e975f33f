import * as pulumi from "@pulumi/pulumi";
import { programError } from "../base/programError";
import { typePrefix } from "../base/resourceType";
import { explicitProvider, explicitSettings, type Provider } from "../provider";

/** The options of every function. */
export interface FunctionOptions {
  /**
   * The app to read from. Default: the provider that `parent` has or inherits, then the settings of the environment, then of
   * the stack's config, as for resources.
   */
  readonly provider?: Provider | undefined;
  /** The component or resource that the call belongs to. The function uses its provider, as a child resource does. Default: none. */
  readonly parent?: pulumi.Resource | undefined;
}

/** The options of the Output form of every function. */
export interface FunctionOutputOptions extends FunctionOptions {
  /**
   * Only in the Output form: resources that must exist first, in addition to those that the arguments come from. Example:
   * the `GroupMembers` whose result `getGroupMembersOutput` reads. Default: none.
   */
  readonly dependsOn?: pulumi.CustomResource | readonly pulumi.CustomResource[] | undefined;
}

/** The arguments of the explicit provider, by config key. */
export type ProviderSettings = Readonly<Record<string, string | undefined>>;

const plainOptions = ["provider", "parent"];
const outputOptions = [...plainOptions, "dependsOn"];

/** Refuses misspelt options. @throws RunError */
export function checkOptions(name: string, opts: object | undefined, form: "plain" | "output"): void {
  const allowed = form === "plain" ? plainOptions : outputOptions;
  const unknown = Object.keys(opts ?? {}).find((option) => !allowed.includes(option));
  if (unknown === undefined) return;
  const functionName = form === "plain" ? name : `${name}Output`;
  const hint = unknown === "dependsOn" ? ` Use ${name}Output, which waits for other resources.` : "";
  throw programError(`${functionName} has no option "${unknown}": it has ${allowed.join(", ")}.${hint}`);
}

/** Returns the explicit provider of a function: given, or inherited as by a resource. */
export function providerOf({ provider, parent }: FunctionOptions): pulumi.ProviderResource | undefined {
  return explicitProvider(`${typePrefix}function`, { ...(provider && { provider }), ...(parent && { parent }) });
}

/** Returns the arguments of the explicit provider. Unsecret, since no result contains the key. */
export function settingsOf(name: string, opts: FunctionOptions = {}): pulumi.Output<ProviderSettings> {
  const provider = providerOf(opts);
  if (provider === undefined) return pulumi.output<ProviderSettings>(Promise.resolve({}));
  const settings = explicitSettings(provider);
  if (settings === undefined) {
    throw programError(
      opts.provider
        ? `${name}: the option "provider" must be a Provider of pulumi-tencent-chat.`
        : `${name}: the provider that "parent" has is not a Provider of pulumi-tencent-chat. Give the function one with the option "provider".`,
    );
  }
  return pulumi.unsecret(pulumi.output(settings));
}

/** Returns the settings. @throws RunError when they depend on a value that a preview does not know */
export async function requireKnown(name: string, settings: pulumi.Output<ProviderSettings>): Promise<ProviderSettings> {
  // Internal to the SDK, which has no other way to check: a promise of an unknown value would never resolve.
  const { isKnown } = settings as { readonly isKnown?: Promise<boolean> };
  if ((await isKnown) === false) {
    throw programError(
      `${name}: an argument of the explicit Provider is not known before the update, so the service cannot be called yet. ` +
        `Use ${name}Output, which waits for it, or give the Provider values that are known in a preview.`,
    );
  }
  return new Promise((resolve) => settings.apply(resolve));
}
